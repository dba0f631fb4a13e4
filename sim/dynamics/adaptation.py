"""E18 · Institutions slowly shift their international time towards what has worked.

Once a year, for an institution o of place a and every foreign place b:

    gain_ob = ln[(B_ob + n·usual_ab) / ((n + Σ_b B_ob)·usual_ab)]
    ln w_ob ← (1 − r)·ln w_ob + r·τ·(gain_ob − max(0, R_ab))
    then w_ob is scaled so that Σ_b sought_ab·w_ob = 1

w weighs foreign places in the search for partners and is 1 at first; B remembers joint papers and
fades by e^(−1/memory) a year; usual is the record's share of b among the foreign partners of a at
the sizes of the day, since search follows sizes by itself; sought is the share of b among what is
sought abroad when w is 1; R is the friction of papers in log points. Cards adaptation.rate (r),
adaptation.sensitivity (τ), adaptation.prior (n), adaptation.memory (years). The time spent abroad
as a whole stays the same, and diversion can only come about through this.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.dynamics.ties import spans_places
from sim.world.state import Rows

CARDS = ("adaptation.rate", "adaptation.sensitivity", "adaptation.memory", "adaptation.prior")


@kernel
def adapt(
    partners: NDArray[np.float32],
    benefit: NDArray[np.float32],
    shares: tuple[NDArray[np.float64], NDArray[np.float64]],
    friction: NDArray[np.float64],
    home: NDArray[np.int64],
    cards: tuple[float, float, float],
) -> None:
    """One year of adaptation of every institution.

    ``benefit`` (institution, place) remembers joint papers; ``shares`` = (usual, sought), each
    (place, place); ``cards`` = (rate, sensitivity, prior): r, τ and the number of papers that the
    average counts for.
    """
    rate, sensitivity, prior = cards
    usual, sought = shares
    for o in range(len(partners)):
        a = home[o]
        total = 0.0
        for b in range(partners.shape[1]):
            total += benefit[o, b]
        scale = 0.0
        for b in range(partners.shape[1]):
            if usual[a, b] <= 0.0:
                continue
            expected = (prior + total) * usual[a, b]
            gain = math.log((benefit[o, b] + prior * usual[a, b]) / expected)
            moved = (1.0 - rate) * math.log(partners[o, b]) + rate * sensitivity * (
                gain - max(0.0, friction[a, b])
            )
            partners[o, b] = math.exp(moved)
            scale += sought[a, b] * partners[o, b]
        for b in range(partners.shape[1]):
            if usual[a, b] > 0.0:
                partners[o, b] = partners[o, b] / scale


@kernel
def remember(
    people: Rows,
    rows: Rows,
    order: NDArray[np.int64],
    papers: NDArray[np.int16],
    benefit: NDArray[np.float32],
) -> None:
    """Credit institutions of a cross-border paper with its seats abroad, as shares by country."""
    for r in order:
        row = rows[r]
        if papers[r] == 0 or not spans_places(row):
            continue
        for m in range(row.seats):
            if row.members[m] < 0:
                continue
            mine = people[row.members[m]]
            for n in range(row.seats):
                other = row.at[n]
                if other != row.at[m]:
                    benefit[mine.institution, other] += papers[r] / row.seats
