"""Counts of units from counts of places, worked out by hand."""

import numpy as np
import pytest

from sim.experiment.hindcast.simulated import Simulated, _ends, together

UNITS = (("A", "BC"), ("BC", "A"))
MEMBERS = {"A": [0], "BC": [1, 2]}


def test_totals_of_the_ends_of_a_group_are_those_of_its_members():
    # out of A 3, of B 9, of C 4; into A 9, B 1, C 6; all 16. Moves inside the group count too.
    moves = np.array([[[0.0, 1.0, 2.0], [5.0, 0.0, 4.0], [4.0, 0.0, 0.0]]])
    ends = _ends(moves, UNITS, MEMBERS)
    assert ends[:, :, 0].tolist() == [[3.0, 13.0], [7.0, 9.0], [16.0, 16.0]]


def test_what_the_ends_alone_would_give_is_their_product_over_the_world():
    ends = np.array([[[2.5]], [[5.5]], [[8.5]]])
    found = Simulated(UNITS[:1], (2014,), np.zeros((1, 1)), ends=ends)
    assert found.by_ends() == pytest.approx(np.array([[2.0]]))


def test_without_totals_nothing_moves_with_them():
    found = Simulated(UNITS, (2014,), np.array([[3.0], [4.0]]))
    assert found.by_ends().tolist() == [[1.0], [1.0]]


def test_histories_together_are_one_larger_world():
    ends = np.arange(6.0).reshape(3, 2, 1)
    part = Simulated(UNITS, (2014,), np.array([[3.0], [4.0]]), ends=ends)
    whole = together([part, part, part])
    assert whole.counts.tolist() == [[9.0], [12.0]]
    assert np.array_equal(np.asarray(whole.ends), 3.0 * ends)
    assert whole.whole is None
