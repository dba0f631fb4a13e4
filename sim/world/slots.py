"""Which slots are empty, one bit each, so that the one nearest to a centre is found at once.

Colleagues lie near each other in memory, which is what makes large worlds fast. Slots are memory,
not identity: who sits where changes no result.
"""

import numpy as np
from numpy.typing import NDArray

from sim.chance import top_bit
from sim.compiled import kernel
from sim.world.state import EMPTY, Rows, State
from sim.world.views import records

WORD = 32
Bits = NDArray[np.int64]


def empty_slots(state: State) -> Bits:
    """The empty slots, ``WORD`` of them in each number."""
    free = np.zeros(-(-len(state.people) // WORD), np.int64)
    note_empty(records(state.people), free)
    return free


@kernel
def note_empty(people: Rows, free: Bits) -> None:
    """Set the bit of every empty slot."""
    for i in range(len(people)):
        if people[i].stage == EMPTY:
            free[i // WORD] |= 1 << (i % WORD)


@kernel
def take_near(free: Bits, centre: int) -> int:
    """An empty slot near ``centre``, which then counts as taken; −1 if the world is full."""
    middle = min(centre // WORD, len(free) - 1)
    for away in range(len(free)):
        for at in (middle + away, middle - away):
            if 0 <= at < len(free) and free[at] != 0:
                lowest = free[at] & -free[at]
                free[at] ^= lowest
                return int(at * WORD + top_bit(lowest))
    return -1
