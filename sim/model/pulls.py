"""How much places are sought from one another when history begins: as their joint papers ask.

Search alone would take as many seats to each place as the record has there. But movers keep their
ties, and partners are met again: places that people come from and go to get more seats than are
sought there. The record's shares hold all joint papers, those through such ties too. While the
world warms up, a shift u_ab of the pull of b on a is steered by the teams that begin; then it
stands still, and from the first recorded quarter on shares are simulated:

    n_ab = usual_ab·Σ_b x_ab,   i_ab = n_ab·(1 − usual_ab),   e_ab = (x_ab − n_ab)/i_ab
    u_ab ← u_ab − k_ab·e_ab − (1 − k_ab)·g·ē_b,   k_ab = min(k⁺, D_ab·i_ab/(1 + D_ab·i_ab))
    D_ab ← (1 − k_ab)·D_ab + s²

x_ab papers led in a are expected to have somebody in b; usual_ab is the record's share of b among
the foreign partners of a at the sizes of the day, less friction; ē_b is e of b over all a, with
which pairs go that tell little. k, D, g, s and the quarters are those of ``sim/model/borders.py``.
The shift turns searches from place to place; how many go abroad is a matter of borders. No search
is turned by more than a bound u⁺: where ties alone bring more than the record has, searches would
otherwise end, and instruments that act on them would find nothing to act on.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.model.attraction import usual_partners
from sim.model.borders import (
    GAIN_OF_WORLD,
    MOST_GAIN,
    SETTLED,
    STEP,
    UNLIKE,
    begun,
    expected_records,
    new_place,
)
from sim.model.conditions import Almanac
from sim.world.state import Rows, State
from sim.world.views import Arrays, Quarter

LEAST_TOLD = 1e-9
MOST_TURN = 2.0
Array = NDArray[np.float64]


def unturned(places: int) -> dict[str, Array]:
    """What is remembered of the pull of each place before anybody has begun a team."""
    return {
        "pull": np.zeros((places, places)),
        "pull_doubt": np.full((places, places), UNLIKE**2),
    }


def turn_searches(almanac: Almanac, state: State, w: Arrays, q: Quarter) -> None:
    """Shift the pull of places that the teams begun this quarter go to more or less than usual."""
    if state.t < SETTLED or not almanac.warming_up(state.t):
        return
    found = np.zeros((len(state.places), len(state.places)))
    expect_abroad(w, q, begun(state), found)
    usual = usual_partners(almanac.drivers, almanac.spec.values, state.memory["heads"]) * np.exp(
        -q.friction
    )
    usual /= usual.sum(axis=1, keepdims=True)
    before = state.memory["pull"], state.memory["pull_doubt"]
    state.memory["pull"], state.memory["pull_doubt"] = steered(before, found, usual, MOST_TURN)


def steered(
    before: tuple[Array, Array], found: Array, usual: Array, bound: float
) -> tuple[Array, Array]:
    """The shift (place, place) and its doubt after a quarter that found so many, not as usual."""
    shift, doubt = before
    meant = found.sum(axis=1)[:, None] * usual
    told = np.maximum(meant * (1.0 - usual), LEAST_TOLD)
    off = found - meant
    place = columns(off) / columns(told)
    gain = np.minimum(MOST_GAIN, doubt * told / (1.0 + doubt * told))
    other = shift - gain * off / told - (1.0 - gain) * GAIN_OF_WORLD * place
    np.fill_diagonal(other, 0.0)
    return np.clip(other, -bound, bound), (1.0 - gain) * doubt + STEP**2


def columns(pairs: Array) -> Array:
    """Sums over all rows, the same in any order of places."""
    return np.array([math.fsum(column) for column in pairs.T])


@kernel
def expect_abroad(w: Arrays, q: Quarter, rows: Rows, out: Array) -> None:
    """Add the recorded papers expected of teams, by place of the lead and each foreign place."""
    for r in range(len(rows)):
        row = rows[r]
        mean = expected_records(w, q, row) if row.seats > 0 else 0.0
        for m in range(1, row.seats):
            if new_place(row, m):
                out[row.at[0], row.at[m]] += mean
