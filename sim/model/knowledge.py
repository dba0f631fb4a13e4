"""E10 · When stars leave and who returned: what the switch ``knowledge`` makes of moves."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from sim.dynamics.careers import GO
from sim.dynamics.knowledge import bereave, inspire
from sim.world.state import State
from sim.world.views import Arrays, Quarter

CARDS = ("knowledge.star",)
RETURNED = "knowledge/returned"
MOVED = "knowledge/moved"
NEVER = -1.0


def lose_stars(
    state: State,
    w: Arrays,
    q: Quarter,
    moves: tuple[NDArray[np.int64], NDArray[np.int64]],
    fate: NDArray[np.int8],
) -> None:
    """Partners who stay behind feel it when a star is about to go abroad (who, to where)."""
    people, (who, to) = state.people, moves
    abroad = (state.institutions["place"][to] != people["place"][who]) & (fate[who] != GO)
    leavers = who[abroad]
    share = float(q.theta[0].knowledge_star)
    for place in np.unique(people["place"][leavers]):
        here = (people["stage"] >= 0) & (people["place"] == place)
        bar = max(1.0, float(np.quantile(people["papers"][here], 1.0 - share, method="higher")))
        mine = leavers[people["place"][leavers] == place]
        for star in mine[people["papers"][mine] >= bar]:
            bereave(w, q, int(star))


def welcome(state: State, moves: NDArray[np.int64]) -> None:
    """Note who moved and where somebody has come back; moves (origin, destination, slot)."""
    returned = state.memory.setdefault(RETURNED, np.full(len(state.institutions), NEVER))
    slots = moves[:, 2]
    crossed = noted(state)
    crossed[slots] = state.people["key"][slots]
    state.memory[MOVED] = crossed
    home = slots[state.people["origin"][slots] == moves[:, 1]]
    returned[state.people["institution"][home]] = state.t


def noted(state: State) -> NDArray[np.float64]:
    """The key of the last researcher in each slot who moved abroad, −1 where nobody did."""
    known = state.memory.get(MOVED, np.zeros(0))
    return np.concatenate([known, np.full(len(state.people) - len(known), NEVER)])


@contextmanager
def inspired(state: State, w: Arrays, q: Quarter) -> Iterator[None]:
    """For as long as projects are decided on, peers of those who returned begin more of them."""
    if RETURNED not in state.memory:
        yield
        return
    usual = state.people["rate"].copy()
    inspire(w, q, state.memory[RETURNED], noted(state) == state.people["key"])
    try:
        yield
    finally:
        state.people["rate"] = usual
