"""Moves, careers and entry: everybody decides on the quarter's start, then all of it happens."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.dynamics.careers import GO, RISE, decide_careers
from sim.dynamics.departure import apply_careers, apply_moves
from sim.dynamics.mobility import decide_moves
from sim.model.knowledge import lose_stars, welcome
from sim.model.parts import Parts
from sim.world.roster import keep_room
from sim.world.state import State
from sim.world.views import KNOWLEDGE, Arrays, Quarter, arrays_of


class Decisions(NamedTuple):
    """Who moves, to which institution, and what becomes of everybody's career."""

    who: NDArray[np.int64]
    to: NDArray[np.int64]
    fate: NDArray[np.int8]


def decide_people(w: Arrays, q: Quarter, parts: Parts) -> Decisions:
    """Movers, where to, and everybody's career fate, read from the quarter's start."""
    fate = np.zeros(len(w.people), np.int8)

    def moves(_: int, lo: int, hi: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        who, to = np.empty(hi - lo, np.int64), np.empty(hi - lo, np.int64)
        moved = decide_moves(w, q, lo, hi, who, to)
        decide_careers(w, q, lo, hi, fate)
        return who[:moved], to[:moved]

    found = parts.map(moves)
    return Decisions(
        np.concatenate([who for who, _ in found]), np.concatenate([to for _, to in found]), fate
    )


def apply_people(
    state: State,
    q: Quarter,
    decisions: Decisions,
) -> NDArray[np.int64]:
    """Carry out moves, departures and promotions in the order of identities.

    Returns the moves between places as rows (origin, destination, slot).
    """
    who, to, fate = decisions
    keep_room(state, len(who))
    w = arrays_of(state)
    if q.switches[KNOWLEDGE]:
        lose_stars(state, w, q, (who, to), fate)
    order = np.argsort(w.ids[who], kind="stable")
    crossed = np.empty((len(who), 3), np.int64)
    found = apply_moves(w, q, order, (who, to), fate, crossed)
    changed = np.flatnonzero((fate == GO) | (fate == RISE))
    apply_careers(w, changed[np.argsort(w.ids[changed], kind="stable")], fate)
    if q.switches[KNOWLEDGE]:
        welcome(state, crossed[:found])
    return crossed[:found]
