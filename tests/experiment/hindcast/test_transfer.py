"""A pair that was never seen, in worlds of which everything is known."""

import numpy as np
import pytest

from sim.experiment.hindcast.series import Series
from sim.experiment.hindcast.simulated import Simulated
from sim.experiment.hindcast.transfer import Transfer, log_ratios, transfers
from tests.experiment.hindcast.toys import flat, omniscient, toy

UNITS = (("A", "B"), ("A", "C"), ("B", "C"))
YEARS = (2014, 2015, 2016)


def test_the_level_comes_from_all_other_pairs_with_counts_enough():
    # A-B is left out, B-C has one count a year only; A-C is twice its simulated count
    values = np.array([[9.5] * 3, [99.5] * 3, [999.5] * 3])
    record = Series("papers", UNITS, YEARS, values, np.ones_like(values))
    found = Simulated(UNITS, YEARS, np.array([[1.0] * 3, [50.0] * 3, [1.0] * 3]))
    assert log_ratios(found, record, {"A", "B"}) == pytest.approx([np.log(2)])


def test_a_world_in_step_with_the_record_finds_the_level_of_the_pair(tmp_path):
    papers = transfers(toy(tmp_path / "e", omniscient))[0]
    assert papers.unseen == pytest.approx(papers.observed, rel=0.05)
    half = papers.members[:, len(papers.members[0]) // 4], papers.members[:, -25]
    assert half[0] == pytest.approx(half[1], rel=0.05)


def test_errors_are_on_logarithms_and_coverage_is_that_of_the_band():
    # observed 1.5, so e more than it is 2 e − ½; size alone is right, the seen one off by −1
    found = Transfer(
        "papers", ("A", "B"), (2017,), np.array([1.5]), np.array([2 * np.e - 0.5]),
        np.array([2 / np.e - 0.5]), np.array([1.5]), np.array([[1.0, 1.6]]), 12,
    )  # fmt: skip
    assert found.errors == pytest.approx({"unseen": 1.0, "seen": 1.0, "margins": 0.0})
    assert found.covered == 1.0


def test_moves_are_followed_in_both_directions(tmp_path):
    _, there, back = transfers(toy(tmp_path / "e", omniscient))
    assert there.unit == back.unit[::-1]
    assert there.observed.tolist() != back.observed.tolist()


def test_a_world_too_small_for_levels_predicts_no_pair(tmp_path):
    def faint(_way, _sample):
        return {name: counts / 1000.0 for name, counts in flat().items()}

    assert transfers(toy(tmp_path / "e", faint)) == ()
