"""The emulator foretells runs it has not seen, and knows how well."""

import numpy as np
import pytest
from scipy.special import ndtri

from sim.calibration.emulator import FOLDS, Emulator, Law, Runs
from sim.calibration.walking import cube
from tests.calibration.analytic import CHANCE, Bent

BENT = Bent(dimensions=4, statistics=6, idle=2)
SCALE = np.full(6, 0.1)


def _runs(points, twice=10):
    u = cube(points, BENT.dimensions, 5, "points")
    point = np.concatenate([np.arange(points), np.arange(twice)])
    y = [BENT(u[at], replicate) for replicate, at in enumerate(point)]
    return Runs(u[point], np.array(y), point)


@pytest.fixture(scope="module")
def emulator():
    return Emulator(_runs(60), SCALE)


def test_unseen_points_are_foretold_better_than_chance_blurs_them(emulator):
    u = cube(300, BENT.dimensions, 6, "fresh")
    mean, _ = emulator.predict(u)
    assert np.sqrt(np.mean((mean - BENT.mean(u)) ** 2)) < CHANCE


def test_the_errors_are_as_large_as_it_says(emulator):
    u = cube(300, BENT.dimensions, 7, "fresh")
    mean, variance = emulator.predict(u)
    off = (mean - BENT.mean(u)) / np.sqrt(variance)
    assert 0.4 < np.sqrt(np.mean(off**2)) < 1.3


def test_parameters_that_do_nothing_are_left_out(emulator):
    assert emulator.active.tolist() == [0, 1]


def test_among_many_idle_parameters_none_is_taken_for_one_that_acts():
    runs = _runs(60)
    idle = cube(60, 40, 8, "idle")[runs.point]
    wide = Runs(np.concatenate([runs.u, idle], axis=1), runs.y, runs.point)
    assert Emulator(wide, SCALE).active.tolist() == [0, 1]


def test_what_moves_two_statistics_is_seen_beside_the_noise_of_many():
    u = cube(150, 3, 14, "points")
    y = ndtri(cube(150, 120, 15, "noise"))
    y[:, :2] += 2.0 * u[:, :1]
    assert Emulator(Runs(u, y, np.arange(150)), np.ones(120)).active.tolist() == [0]


def test_chance_is_seen_in_repeated_runs(emulator):
    assert np.sqrt(emulator.stochastic.mean()) == pytest.approx(CHANCE, rel=0.3)


def test_a_run_is_left_out_with_its_twin_when_it_is_foretold():
    runs = _runs(60)
    emulator = Emulator(runs, SCALE)
    others = runs.point % FOLDS != 2
    law = Law(runs.where(others), SCALE)
    foretold = law.centre + law.scores(runs.u[~others])[0] @ law.axes
    assert emulator.left[~others] == pytest.approx(runs.y[~others] - foretold)


def test_what_is_left_is_as_large_as_what_it_misses_of_runs_it_has_never_seen(emulator):
    u = cube(300, BENT.dimensions, 16, "fresh")
    y = np.array([BENT(point, 5000 + at) for at, point in enumerate(u)])
    off = y - emulator.predict(u)[0]
    assert 0.8 < np.sqrt((emulator.left**2).mean() / (off**2).mean()) < 1.6


def test_what_two_statistics_miss_together_is_seen():
    bent = Bent(dimensions=3, statistics=6, chance=0.3, together=0.9)
    u = cube(200, 3, 5, "points")
    runs = Runs(u, np.array([bent(u[at], at) for at in range(200)]), np.arange(200))
    wanted = np.corrcoef(np.array([bent(u[0], 1000 + at) for at in range(400)]).T)
    found = np.corrcoef(Emulator(runs, SCALE).left.T)
    assert np.abs(found - wanted).max() < 0.2


def test_without_repeated_runs_nothing_is_known_of_chance():
    assert np.isnan(_runs(10, twice=0).stochastic()).all()


def test_where_nothing_moves_the_mean_is_foretold():
    y = cube(40, 3, 9, "noise")
    runs = Runs(cube(40, 2, 10, "points"), y, np.arange(40))
    mean, variance = Emulator(runs, np.ones(3)).predict(cube(5, 2, 11, "fresh"))
    np.testing.assert_allclose(mean, np.tile(y.mean(0), (5, 1)), atol=1e-9)
    assert (variance > 0.0).all()
