"""How open each place is when history begins: as open as the record says.

The odds of searching at home that the record implies take seats one by one. Partners who are met
again, movers and their ties, refusals, languages and teams led elsewhere make another share of
international papers of them, in every place another one. While the world warms up, a shift β_a of
the log odds is steered for each place by the teams that begin; then it stands still, and from the
first recorded quarter on shares are simulated:

    e_a = (x_a − σ_a·n_a)/i_a,   i_a = σ_a·(1 − σ_a)·n_a
    β_a ← β_a + k_a·e_a + (1 − k_a)·g·ē,   k_a = min(k⁺, D_a·i_a/(1 + D_a·i_a))
    D_a ← (1 − k_a)·D_a + s²

n_a papers are expected of the teams that begin, x_a international ones; σ_a is the share that the
odds stand for; ē is e over the whole world, without places whose shift stands at its bound: what no
shift of theirs mends would otherwise move all others. k is the gain of a Kalman filter: D doubts
how far a place is from the world, and few papers tell little, so that a small place goes with the
world. Nothing is steered in the first quarters, when founders still find each other, and no gain
exceeds k⁺: teams answer to a shift only as their ties turn over, over years. Steering by papers
that appear, later still, would swing.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.dynamics.output import best_compute, expected_papers
from sim.dynamics.sequels import covered
from sim.dynamics.ties import spans_places
from sim.model.conditions import Almanac
from sim.world.state import Row, Rows, State
from sim.world.views import Arrays, Quarter, records

UNLIKE = 0.5
STEP = 0.06
MOST_GAIN = 0.3
SETTLED = 8
GAIN_OF_WORLD = 0.2
LEAST_TOLD = 1e-9
MOST_SHIFT = 5.0
Array = NDArray[np.float64]


def unsteered(places: int) -> dict[str, Array]:
    """What is remembered of the shift of each place before anybody has begun a team."""
    return {"border": np.zeros(places), "border_doubt": np.full(places, UNLIKE**2)}


def open_borders(almanac: Almanac, state: State, w: Arrays, q: Quarter) -> None:
    """Shift the odds of searching at home by what the teams that began this quarter lack."""
    if state.t < SETTLED or not almanac.warming_up(state.t):
        return
    expected = np.zeros((len(state.places), 2))
    expect_across(w, q, begun(state), expected)
    papers, across = expected.T
    meant = meant_share(almanac, state, q)
    told = np.maximum(meant * (1.0 - meant) * papers, LEAST_TOLD)
    off = across - meant * papers
    free = ~stuck(state.memory["border"], off, MOST_SHIFT)
    world = math.fsum(off[free]) / math.fsum(told[free]) if free.any() else 0.0
    doubt = state.memory["border_doubt"]
    gain = np.minimum(MOST_GAIN, doubt * told / (1.0 + doubt * told))
    shift = state.memory["border"] + gain * off / told + (1.0 - gain) * GAIN_OF_WORLD * world
    state.memory["border"] = np.clip(shift, -MOST_SHIFT, MOST_SHIFT)
    state.memory["border_doubt"] = (1.0 - gain) * doubt + STEP**2


def stuck(shift: Array, push: Array, bound: float) -> NDArray[np.bool_]:
    """Which shifts stand at their bound and are pushed beyond it."""
    return np.asarray((np.abs(shift) >= bound) & (shift * push > 0.0))


def begun(state: State) -> Rows:
    """The teams that began this quarter, in the order of their identities."""
    began = state.projects[(state.projects["start"] == state.t) & (state.projects["seats"] > 0)]
    return records(began[np.argsort(began["id"])])


def meant_share(almanac: Almanac, state: State, q: Quarter) -> Array:
    """International share (place,) that the unshifted odds stand for, less what friction takes."""
    weights = q.partner_weight.copy()
    np.fill_diagonal(weights, np.diag(weights) * np.exp(-state.memory["border"]))
    passing = weights * np.exp(-q.friction)
    abroad = (passing.sum(axis=1) - np.diag(passing)) / weights.sum(axis=1)
    year = almanac.appears(state.t)
    return almanac.drivers.share_by(abroad, almanac.spec.values, year)


@kernel
def expect_across(w: Arrays, q: Quarter, rows: Rows, out: Array) -> None:
    """Add the recorded papers expected of teams: of each place, and its international ones."""
    for r in range(len(rows)):
        row = rows[r]
        mean = expected_records(w, q, row)
        across = mean if spans_places(row) else 0.0
        for m in range(row.seats):
            if new_place(row, m):
                out[row.at[m], 0] += mean
                out[row.at[m], 1] += across


@kernel
def expected_records(w: Arrays, q: Quarter, row: Row) -> float:
    """Recorded papers that a team could expect today, whether computing will limit it or not."""
    limited = q.theta[0].compute_limited_share
    hours = best_compute(w, row)
    mean = limited * expected_papers(w, q, row, limited=True, hours=hours)
    mean += (1.0 - limited) * expected_papers(w, q, row, limited=False, hours=hours)
    return float(mean * covered(q, row))


@kernel
def new_place(row: Row, m: int) -> bool:
    """Whether seat ``m`` is the first of its place."""
    first = True
    for o in range(m):
        first = first and row.at[o] != row.at[m]
    return first
