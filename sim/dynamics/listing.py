"""E20 · Lists: institutions that other places name, and what befalls those who work with them.

In a quarter, for an institution o of place a, while places b keep lists on a (lever L_ab):

    chance = 1 − e^(−h_o/4),   h_o = h·max_b L_ab·v_o·d_o + s·max_b E_ob
    h_o = E_a·v_o·d_o/Σ v·d + s·max_b E_ob   instead, where places list E_a new ones of a in a year
    X_ob = 1[b has put o on its list]·max_k L_kb,   E_ob = largest X among o's partners
    R_ob = r·max(Y_ob, x·largest Y among o's partners),   Y_ob = max(X_ob, c·Σ_k X_ok·share_bk)

v is visibility (the institution's percentile of size), d the share of its people's work in fields
that lists are about (SENSITIVE), partners are institutions with a joint centre or a joint award
under way (E_ob = 0 where o is in b: no place lists its own for whom they work with), share_bk the
part of b's joint work that is with k. On a team, whoever works in b turns down what is shared with
o with chance 1 − e^(−R_ob); in projects of other fields X_ob is smaller by the share that b exempts
as open science. The sum is over institutions of a that are on no list yet. Cards listing.hazard
(h), listing.secondary (s), listing.caution (c), listing.friction (r), listing.spillover (x).

Institutions whose listing is on the record (table listings) are listed from the start under their
names; all others are drawn, and none can hide: exposure is counted as a cost, by the chance that
everything an institution does has brought so far.
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, bits, uniform_for
from sim.compiled import kernel, maker
from sim.dynamics.workload import drop_refused
from sim.world.state import DOMAINS, Row, Rows
from sim.world.views import Arrays

CARDS = (
    "listing.hazard",
    "listing.secondary",
    "listing.caution",
    "listing.friction",
    "listing.spillover",
)
SENSITIVE = ("vision", "physics", "industry")
FIELD = np.array([0 if name in SENSITIVE else 1 for name in DOMAINS])
LISTING = int(Purpose.LISTING)
Array = NDArray[np.float64]
Pairs = NDArray[np.int64]


def sensitive_share(people: Rows, institutions: int) -> Array:
    """Share of an institution's work in fields that lists are about (institution,).

    The squares of a researcher's topic weights add up to one.
    """
    fields = [DOMAINS.index(name) for name in SENSITIVE]
    here = people["stage"] >= 0
    work = (people["topic"][here][:, fields].astype(float) ** 2).sum(axis=1)
    where = people["institution"][here]
    heads = np.bincount(where, minlength=institutions)
    return np.asarray(np.bincount(where, work, institutions) / np.maximum(heads, 1))


def through_partners(found: Array, pairs: Pairs) -> Array:
    """The largest value among an institution's partners (institution, place); pairs (n, 2)."""
    exposed = np.zeros_like(found)
    for one, other in ((0, 1), (1, 0)):
        np.maximum.at(exposed, pairs[:, one], found[pairs[:, other]])
    return exposed


def hazard(
    own: Array, exposed: Array, visible: Array, sensitive: Array, v: Mapping[str, float]
) -> Array:
    """h_o a year (institution,); ``own`` (institution,) is max_b L_ab, ``exposed`` is E."""
    secondary = v["listing.secondary"] * exposed.max(axis=1)
    return np.asarray(v["listing.hazard"] * own * visible * sensitive + secondary)


def pace(entries: Array, weight: Array, place: NDArray[np.int64]) -> Array:
    """E_a shared out by ``weight`` (institution,) v·d of those of each place that may be listed."""
    total = np.bincount(place, weight, len(entries))[place]
    return np.asarray(entries[place] * weight / np.where(total > 0.0, total, 1.0))


def avoidance(found: Array, pairs: Pairs, share: Array, v: Mapping[str, float]) -> Array:
    """R: log points between an institution and every place (institution, place).

    ``found`` is X, ``share`` (place, place) the part of a place's joint work with each other one.
    """
    wary = np.maximum(found, v["listing.caution"] * found @ share.T)
    spilt = v["listing.spillover"] * through_partners(wary, pairs)
    return np.asarray(v["listing.friction"] * np.maximum(wary, spilt))


@maker
def shun(w: Arrays, rows: Rows, burden: Array) -> None:
    """Let members of proposed teams turn down work with institutions that their place avoids.

    ``burden`` (2, institution, place) is R in fields that lists are about and in others. Of two,
    the one who was asked later does not join.
    """
    for r in range(len(rows)):
        row = rows[r]
        left = 0
        for n in range(1, row.seats):
            for m in range(n):
                if row.members[m] >= 0 and row.members[n] >= 0 and turns_down(w, row, m, n, burden):
                    row.members[n] = -1 - row.members[n]
                    left += 1
        if left > 0:
            drop_refused(row)


@kernel
def turns_down(w: Arrays, row: Row, m: int, n: int, burden: Array) -> bool:
    """Whether the ``n``-th of a team does not join because of the ``m``-th."""
    if row.at[m] == row.at[n]:
        return False
    first = w.people[row.members[m]]
    second = w.people[row.members[n]]
    shunned = burden[FIELD[row.domain]]
    strain = max(shunned[first.institution, row.at[n]], shunned[second.institution, row.at[m]])
    if strain <= 0.0:
        return False
    pair = (np.uint64(first.key) << np.uint64(32)) | np.uint64(second.key)
    return uniform_for(bits(row.id, LISTING, 0), pair) < 1.0 - math.exp(-strain)
