"""Simulation-based calibration: a posterior that claims 50 or 90 % holds the truth as often."""

import numpy as np
import pytest

from sim.calibration.emulator import Runs
from sim.calibration.matching import Match
from sim.calibration.recovery import LEVELS, Recovery, recover
from sim.calibration.schedule import Schedule
from sim.calibration.walking import cube
from tests.calibration.analytic import Bent, problem

BENT = Bent()
LUCKY = Bent(statistics=12, chance=0.4, together=0.8)
"""Most of what chance does in a run, it does to all statistics as the first parameter would."""
CASES = 30
POINTS = 60


def _recovered(bent, points, cases):
    u = cube(points, bent.dimensions, 5, "points")
    point = np.concatenate([np.arange(points), np.arange(8)])
    y = np.array([bent(u[at], replicate) for replicate, at in enumerate(point)])
    asked = problem(bent, np.zeros(bent.statistics))
    return recover(asked, Runs(u[point], y, point), Schedule(seed=4, steps=60), cases)


@pytest.fixture(scope="module")
def recovery():
    return _recovered(BENT, POINTS, CASES)


@pytest.mark.parametrize("level", LEVELS)
def test_known_values_lie_in_the_central_part_as_often_as_claimed(recovery, level):
    assert len(recovery.ranks) == CASES
    for parameter in (0, 1):
        off = recovery.coverage(level, parameter) - level
        assert abs(off) < 3.0 * recovery.error(level)


def test_luck_that_many_statistics_share_is_not_taken_for_many_witnesses():
    found = _recovered(LUCKY, 80, 60)
    for level in LEVELS:
        for parameter in (0, 1):
            assert abs(found.coverage(level, parameter) - level) < 3.0 * found.error(level)


def test_who_takes_shared_luck_for_many_witnesses_is_too_sure(monkeypatch):
    def alone(match, weights):
        return (weights * match._missed_alone()) @ weights.T

    monkeypatch.setattr(Match, "_missed", alone)
    found = _recovered(LUCKY, 80, 60)
    assert found.coverage(0.9, 0) < 0.9 - 3.0 * found.error(0.9)


def test_a_parameter_that_does_nothing_is_not_counted(recovery):
    assert recovery.moved.tolist() == [True, True, False]
    pooled = np.mean([recovery.coverage(0.5, parameter) for parameter in (0, 1)])
    assert recovery.coverage(0.5) == pytest.approx(pooled)


def test_a_posterior_that_is_too_sure_is_found_out():
    ranks = (np.arange(100)[:, None] % 10 == 5) * 0.5
    sure = Recovery(("room.card",), ranks, np.array([True]))
    assert sure.coverage(0.9) == pytest.approx(0.1)
    assert abs(sure.coverage(0.9) - 0.9) > 3.0 * sure.error(0.9)


def test_without_anything_that_moves_there_is_no_coverage():
    nothing = Recovery(("room.card",), np.zeros((3, 1)), np.array([False]))
    assert np.isnan(nothing.coverage(0.5))
