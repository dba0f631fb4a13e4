"""Ties compared all at once say what ties compared one by one would."""

import numba
import numpy as np
import pytest

from sim.world.lanes import shared_ties, ties_with
from sim.world.state import TIE, TIES
from sim.world.views import records


@numba.njit
def asked(ties, one, other):
    """Both comparisons, as a kernel makes them."""
    return shared_ties(ties, one, other), ties_with(ties, one, other)


@pytest.fixture
def ties():
    """Two rows of ties: everybody in slots 10 to 21, and nobody."""
    rows = np.zeros((2, TIES), TIE)
    rows["slot"][0] = np.arange(10, 10 + TIES)
    rows["key"][0] = np.arange(70, 70 + TIES)
    rows["weight"][0] = 1.0
    return records(rows)


def know(ties, x, slot, key, weight=1.0):
    ties[1, x] = (slot, key, weight, 0, 0, 0)


def test_whom_both_know_is_marked_wherever_the_ties_stand(ties):
    know(ties, 0, 10 + TIES - 1, 70 + TIES - 1)
    know(ties, 5, 10, 70)
    know(ties, TIES - 1, 13, 73)
    assert asked(ties, 0, 1)[0] == (1 << 0) + (1 << 3) + (1 << (TIES - 1))
    assert asked(ties, 1, 0)[0] == (1 << 0) + (1 << 5) + (1 << (TIES - 1))


def test_a_successor_a_namesake_and_whom_one_has_forgotten_are_not_known(ties):
    know(ties, 0, 10, 99)
    know(ties, 1, 99, 71)
    know(ties, 2, 12, 72, weight=0.0)
    assert asked(ties, 0, 1)[0] == 0


def test_the_ties_with_a_slot_are_found(ties):
    ties[0, 4].slot = 1
    ties[0, 9].slot = 1
    assert asked(ties, 0, 1)[1] == (1 << 4) + (1 << 9)
    assert asked(ties, 0, 0)[1] == 0
