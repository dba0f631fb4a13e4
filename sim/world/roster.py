"""Who is where: growable member lists with constant-time joining and leaving.

A list keeps its order when somebody joins, and only the last member changes position when
somebody leaves, so that keyed positions (`chance.index_below`) stay what they were.
"""

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.world.state import Rows

FIRST_BLOCK = 4


@kernel
def join(
    groups: Rows,
    roster: NDArray[np.int32],
    end: NDArray[np.int64],
    position: NDArray[np.int32],
    group: int,
    slot: int,
) -> bool:
    """Append ``slot`` to ``group``, moving a full list to a block twice its size.

    Returns False when the arena has no room left; the caller then gives a larger one.
    """
    here = groups[group]
    if here.count == here.capacity:
        wider = max(FIRST_BLOCK, 2 * here.capacity)
        if end[0] + wider > len(roster):
            return False
        start = end[0]
        for m in range(here.count):
            roster[start + m] = roster[here.start + m]
        here.start = start
        here.capacity = wider
        end[0] += wider
    roster[here.start + here.count] = slot
    position[slot] = here.count
    here.count += 1
    return True


@kernel
def leave(
    groups: Rows,
    roster: NDArray[np.int32],
    position: NDArray[np.int32],
    group: int,
    slot: int,
) -> None:
    """Take ``slot`` out of ``group``; the last member takes its position."""
    here = groups[group]
    last = roster[here.start + here.count - 1]
    roster[here.start + position[slot]] = last
    position[last] = position[slot]
    here.count -= 1


@kernel
def pack(groups: Rows, roster: NDArray[np.int32], packed: NDArray[np.int32]) -> int:
    """Copy all lists, in group order and with their slack, into ``packed``; returns the end."""
    end = 0
    for g in range(len(groups)):
        here = groups[g]
        for m in range(here.count):
            packed[end + m] = roster[here.start + m]
        here.start = end
        end += here.capacity
    return end
