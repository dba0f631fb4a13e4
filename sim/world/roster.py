"""Who is where: growable member lists with constant-time joining and leaving.

A list keeps its order when somebody joins, and only the last member changes position when
somebody leaves, so that keyed positions (`chance.index_below`) stay what they were.
"""

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.world.state import Rows, State

FIRST_BLOCK = 4
MOVED_AGAIN = 7
"""Room that one who joins may cost in lists that have moved before: see ``room_needed``."""
SPARE = 1.1
"""Room given when an arena is made anew, beside what is needed at once."""


@kernel
def join(
    groups: Rows,
    roster: NDArray[np.int32],
    end: NDArray[np.int64],
    position: NDArray[np.int32],
    group: int,
    slot: int,
) -> bool:
    """Append ``slot`` to ``group``, moving a full list to a block a quarter larger.

    Returns False when the arena has no room left; the caller then gives a larger one.
    """
    here = groups[group]
    if here.count == here.capacity:
        wider = here.capacity + here.capacity // 4 + FIRST_BLOCK
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
    """Copy all lists, in group order and each with an eighth to grow, into ``packed``.

    Returns the end.
    """
    end = 0
    for g in range(len(groups)):
        here = groups[g]
        for m in range(here.count):
            packed[end + m] = roster[here.start + m]
        here.start = end
        here.capacity = with_slack(here.count)
        end += here.capacity
    return end


@kernel
def with_slack(count: int) -> int:
    """Room for a list that is packed."""
    return count + count // 8 + 2


@kernel
def packed_size(groups: Rows) -> int:
    """Room for all lists, packed."""
    size = 0
    for g in range(len(groups)):
        size += with_slack(groups[g].count)
    return size


def room_needed(groups: Rows, joining: int) -> int:
    """What ``joining`` people may take of an arena at most, whichever lists they join.

    A list of capacity c moves to c + c/4 + 4. If all lists are full, each moves once: Σ (5c/4 + 4).
    To move again a list has to take c/4 + 3 people first and then fills 25c/16 + 9: less than 7 for
    each of them.
    """
    capacity = groups["capacity"]
    return int((5 * capacity // 4 + FIRST_BLOCK).sum()) + MOVED_AGAIN * joining


def room_for(lists: int, people: int) -> int:
    """Size of an arena in which so many people can join so many empty lists."""
    return FIRST_BLOCK * lists + MOVED_AGAIN * people


def keep_room(state: State, joining: int) -> None:
    """Make sure that ``joining`` people find room on the rosters; lists are packed if need be."""
    for groups, name, end in arenas(state):
        roster = getattr(state, name)
        if len(roster) - end[0] < room_needed(groups, joining):
            setattr(state, name, repacked(groups, roster, end, joining))


def tighten(state: State) -> None:
    """Give back what the rosters have too much."""
    for groups, name, end in arenas(state):
        setattr(state, name, repacked(groups, getattr(state, name), end, 0))


def arenas(state: State) -> tuple[tuple[Rows, str, NDArray[np.int64]], ...]:
    """The lists of institutions and of places, each with its arena's name and end."""
    return (
        (state.institutions, "roster", state.roster_end),
        (state.places, "place_roster", state.place_roster_end),
    )


def repacked(
    groups: Rows, roster: NDArray[np.int32], end: NDArray[np.int64], joining: int
) -> NDArray[np.int32]:
    """All lists in an arena of their own size, with room for those who join."""
    packed = np.zeros(packed_size(groups), np.int32)
    end[0] = pack(groups, roster, packed)
    spare = np.zeros(int(SPARE * room_needed(groups, joining)), np.int32)
    return np.concatenate([packed, spare])
