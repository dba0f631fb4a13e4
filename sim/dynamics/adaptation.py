"""E18 · Institutions slowly shift their international time towards what has worked.

Once a year, for an institution o of place a and every foreign place b:

    due_ob = Σ_c B_oc · usual_ab·w_ob / Σ_c usual_ac·w_oc
    gain_ob = ln[(B_ob + n) / (due_ob + n)]
    ln w_ob ← (1 − r)·ln w_ob + r·τ·(gain_ob − max(0, R_ab))
    then w_ob is scaled so that Σ_b sought_ab·w_ob = 1

w weighs foreign places in the search for partners and is 1 at first; B remembers joint papers and
fades by e^(−1/memory) a year; usual is the record's share of b among the foreign partners of a at
the sizes of the day, since search follows sizes by itself; sought is the share of b among what is
sought abroad when w is 1; R is the friction of papers in log points. Cards adaptation.rate (r),
adaptation.sensitivity (τ), adaptation.prior (n), adaptation.memory (years). The time spent abroad
as a whole stays the same, and diversion can only come about through this.

Benefit is that of the time spent, not of the place as a whole: papers are laid beside those that
are due to the attention w which b has by now. Beside the usual alone, more attention would bring
more papers and these more attention, without end where τ is 1. The logarithm of few papers swings,
and down more than up: n papers as due, the same for small and large places, keep it from turning
institutions away from all places with which they write little. Friction acts twice: it has kept
papers from being written, which the gain tells, and is a cost of its own beside that.
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
    (place, place); ``cards`` = (rate, sensitivity, prior): r, τ and n.
    """
    rate, sensitivity, prior = cards
    usual, sought = shares
    for o in range(len(partners)):
        a = home[o]
        due = papers_due(partners, benefit, usual, o, a)
        scale = 0.0
        for b in range(partners.shape[1]):
            if usual[a, b] <= 0.0:
                continue
            gain = math.log((benefit[o, b] + prior) / (due * usual[a, b] * partners[o, b] + prior))
            moved = (1.0 - rate) * math.log(partners[o, b]) + rate * sensitivity * (
                gain - max(0.0, friction[a, b])
            )
            partners[o, b] = math.exp(moved)
            scale += sought[a, b] * partners[o, b]
        for b in range(partners.shape[1]):
            if usual[a, b] > 0.0:
                partners[o, b] = partners[o, b] / scale


@kernel
def papers_due(
    partners: NDArray[np.float32],
    benefit: NDArray[np.float32],
    usual: NDArray[np.float64],
    o: int,
    a: int,
) -> float:
    """Joint papers that are due to a unit of attention, usual_ab·w_ob, of institution ``o``."""
    papers = 0.0
    attention = 0.0
    for b in range(partners.shape[1]):
        papers += benefit[o, b]
        attention += usual[a, b] * partners[o, b]
    return papers / attention if attention > 0.0 else 0.0


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
