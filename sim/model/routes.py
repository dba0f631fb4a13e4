"""How much places draw movers when history begins: as many of them as the record says.

The record's shares of destinations hold all moves, also of those who go where they know somebody,
go home or go where they speak the language. As weights beside these pulls they would count them
twice: places that many know would have more arrivals than the record, and others fewer. While the
world warms up, a shift r_ab of the weight of b for those in a is steered by where everybody would
go; then it stands still, and from the first recorded quarter on shares are simulated:

    x_ab = Σ_i f_i·p_ib,   n_ab = usual_ab·Σ_b x_ab,   i_ab = n_ab·(1 − usual_ab)
    e_ab = (x_ab − n_ab)/i_ab,   r_ab ← r_ab − k_ab·e_ab − (1 − k_ab)·g·ē_b

f_i is the readiness of a researcher to move, p_ib the chance that b wins the race; usual_ab is the
record's share of b at the sizes of the day, less friction and vacancies. k, g, ē and the quarters
are those of ``sim/model/pulls.py``: whom a researcher knows tells no less than one draw would. Ties
and homes so decide who goes where, and how many go there only as far as they come to be others
than when history began.
"""

import numpy as np
from numpy.typing import NDArray

from sim.dynamics.mobility import expect_moves
from sim.model.borders import MOST_SHIFT, SETTLED, UNLIKE
from sim.model.conditions import Almanac
from sim.model.pulls import steered
from sim.world.state import State
from sim.world.views import Arrays, Quarter

Array = NDArray[np.float64]


def unrouted(places: int) -> dict[str, Array]:
    """What is remembered of the draw of each place before anybody could move."""
    return {
        "route": np.zeros((places, places)),
        "route_doubt": np.full((places, places), UNLIKE**2),
    }


def turn_movers(almanac: Almanac, state: State, w: Arrays, q: Quarter) -> None:
    """Shift the weight of places that more would move to than usual, or fewer."""
    if state.t < SETTLED or not almanac.warming_up(state.t):
        return
    places = len(state.places)
    found = np.zeros((places, places))
    expect_moves(w, q, np.zeros(places), np.zeros(places), found)
    usual = q.move_weight * np.exp(-state.memory["route"])
    usual /= usual.sum(axis=1, keepdims=True)
    before = state.memory["route"], state.memory["route_doubt"]
    state.memory["route"], state.memory["route_doubt"] = steered(before, found, usual, MOST_SHIFT)
