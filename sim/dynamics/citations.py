"""E13 · Citations: what a paper gathers in its first five years, more of them with open data.

    citations ~ Poisson(m·p),   luck p ~ Gamma(k, 1/k), together a negative binomial
    m = c·F(5)·Q_lead·Q̄^β·(1 + o·u)·(1 + h·Σ n_a),   F(t) = 1 − (1 + t/τ)·e^(−t/τ)

Q̄ is the geometric mean of the other authors' ability, u the usable share of the data of the lead's
place in the domain, n_a the share of the world's researchers in each place of the team. Cards
citations.mean (c, over a paper's life), citations.peak (τ, years to the most citations a year),
citations.dispersion (k), citations.team (β), citations.open_data (o), citations.home (h).

Nothing later in the model moves what a paper gathers, so it is drawn when the paper appears:
the last years of a run have their five years like all others. Only recorded papers are cited.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, negative_binomial_quantile, uniform
from sim.compiled import kernel, maker
from sim.dynamics.workload import expect_team
from sim.world.state import TEAM, Row, Rows
from sim.world.views import Arrays, Quarter

CARDS = (
    "citations.mean",
    "citations.peak",
    "citations.dispersion",
    "citations.team",
    "citations.open_data",
    "citations.home",
)
WINDOW_YEARS = 5.0
MOST_CITATIONS = 20_000
CITATIONS = int(Purpose.CITATIONS)
GONE = -1
AHEAD = 4
Array = NDArray[np.float64]


class Cited(NamedTuple):
    """Citations of the papers of a quarter, by place (place,) and by pair (place, place)."""

    place: Array
    joint: Array


def gather(w: Arrays, q: Quarter, rows: Rows, recorded: NDArray[np.int16], usable: Array) -> Cited:
    """What the recorded papers of finished projects gather; ``usable`` is (place, domain)."""
    heads = w.places["count"].astype(float)
    found = Cited(np.zeros(len(heads)), np.zeros((len(heads), len(heads))))
    cite(w, q, rows, recorded, usable, heads / max(heads.sum(), 1.0), found)
    return found


@kernel
def gathered_by(years: float, peak: float) -> float:
    """F(t): share of its citations that a paper has after so many years."""
    return 1.0 - (1.0 + years / peak) * math.exp(-years / peak)


@kernel
def team_ability(w: Arrays, row: Row, weight: float) -> float:
    """Q_lead·Q̄^β of those who are still in research."""
    total = 0.0
    others = 0
    for m in range(1, row.seats):
        if row.members[m] != GONE:
            total += w.people[row.members[m]].quality
            others += 1
    mean = total / others if others > 0 else 0.0
    return math.exp(w.people[row.members[0]].quality + weight * mean)


@kernel
def places_of(row: Row, places: NDArray[np.int64]) -> int:
    """The places on the paper, each once; returns how many."""
    found = 0
    for m in range(row.seats):
        known = False
        for n in range(found):
            known = known or places[n] == row.at[m]
        if not known:
            places[found] = row.at[m]
            found += 1
    return found


@maker
def cite(
    w: Arrays,
    q: Quarter,
    rows: Rows,
    recorded: NDArray[np.int16],
    usable: Array,
    heads: Array,
    cited: Cited,
) -> None:
    """Draw the citations of each recorded paper; it counts once in each place and each pair.

    ``heads`` (place,) is the share of the world's researchers in each place.
    """
    theta = q.theta[0]
    window = theta.citations_mean * gathered_by(WINDOW_YEARS, theta.citations_peak)
    places = np.zeros(TEAM, np.int64)
    for r in range(len(rows)):
        expect_team(w, rows[min(r + AHEAD, len(rows) - 1)])
        if recorded[r] == 0:
            continue
        row = rows[r]
        found = places_of(row, places)
        audience = 0.0
        for n in range(found):
            audience += heads[places[n]]
        mean = window * team_ability(w, row, theta.citations_team)
        mean *= 1.0 + theta.citations_open_data * usable[row.at[0], row.domain]
        mean *= 1.0 + theta.citations_home * audience
        total = 0
        for n in range(recorded[r]):
            luck = uniform(row.id, CITATIONS, n)
            total += negative_binomial_quantile(
                luck, mean, theta.citations_dispersion, MOST_CITATIONS
            )
        for n in range(found):
            cited.place[places[n]] += total
            for o in range(n):
                cited.joint[places[n], places[o]] += total
                cited.joint[places[o], places[n]] += total
