"""The empty slot nearest to a centre is found, each once, until there is none."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.world.slots import WORD, empty_slots, take_near
from sim.world.state import EMPTY
from tests.dynamics.making import SLOTS, town


def with_free(slots):
    """A town in which only these slots are empty."""
    state = town()
    state.people["stage"] = 0
    state.people["stage"][sorted(slots)] = EMPTY
    return state


@given(st.sets(st.integers(0, SLOTS - 1)), st.integers(0, SLOTS + WORD))
def test_every_empty_slot_is_given_once_and_then_none(slots, centre):
    free = empty_slots(with_free(slots))
    given_away = [take_near(free, centre) for _ in slots]
    assert set(given_away) == slots
    assert len(given_away) == len(slots)
    assert take_near(free, centre) == -1


def test_the_word_of_bits_nearest_to_the_centre_comes_first():
    free = np.zeros(10, np.int64)
    for slot in (0, 3 * WORD + 5, 9 * WORD):
        free[slot // WORD] |= 1 << (slot % WORD)
    assert [take_near(free, 5 * WORD) for _ in range(3)] == [3 * WORD + 5, 9 * WORD, 0]
