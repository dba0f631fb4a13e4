"""E1 · Departure and promotion take effect; ties to somebody who left hold no more."""

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.dynamics.careers import GO, RISE
from sim.dynamics.mobility import relocate, ties_after_move
from sim.world.roster import leave
from sim.world.state import CONTACTS, EMPTY, HAS_CONTACT, TIES
from sim.world.views import Arrays, Quarter

CARDS: tuple[str, ...] = ()


@kernel
def depart(w: Arrays, i: int) -> None:
    """Take ``i`` out of research: off the rosters, ties cut, slot empty."""
    person = w.people[i]
    for x in range(TIES):
        w.ties[i, x].weight = 0.0
    leave(w.institutions, w.roster, w.position, person.institution, i)
    leave(w.places, w.place_roster, w.place_position, person.place, i)
    if person.marks & HAS_CONTACT:
        for c in range(CONTACTS):
            w.contacts[i, c].dose = 0.0
    person.stage = EMPTY
    person.marks = 0


@kernel
def apply_moves(
    w: Arrays,
    q: Quarter,
    order: NDArray[np.int64],
    moves: tuple[NDArray[np.int64], NDArray[np.int64]],
    fate: NDArray[np.int8],
    crossed: NDArray[np.int64],
) -> int:
    """Carry out the moves (who, to which institution) in ``order``, except of those who leave.

    Writes (origin, destination, slot) of moves between places into ``crossed`` (moves, 3) and
    returns their number.
    """
    found = 0
    for n in order:
        i = moves[0][n]
        if fate[i] == GO:
            continue
        origin = w.people[i].place
        relocate(w, i, moves[1][n])
        if w.people[i].place != origin:
            ties_after_move(w, q, i, origin)
            crossed[found, 0] = origin
            crossed[found, 1] = w.people[i].place
            crossed[found, 2] = i
            found += 1
    return found


@kernel
def apply_careers(w: Arrays, order: NDArray[np.int64], fate: NDArray[np.int8]) -> int:
    """Carry out the decisions for the slots in ``order``; returns how many left."""
    left = 0
    for i in order:
        if fate[i] == GO:
            depart(w, i)
            left += 1
        elif fate[i] == RISE:
            w.people[i].stage += 1
    return left
