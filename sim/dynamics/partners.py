"""E5 · Partner choice: first a country, then a person in it, each by random utility.

    countries:  U_b = ln(W_ab·w_ob) + o·[b = origin] + L·level·[language of b learnt] + Gumbel
                U_a = ln W_aa + Gumbel at home
    people:     U_j = β_Q·ln Q_j + β_PA·ln(1 + papers_j) + β₁·δ_ij − β₂·δ_ij² + Gumbel

W holds size, the gravity of distance and language and the corridor constant of the record; w are
the institution's slowly adapting weights (E18). A person is chosen among a few met there who have
time; at home, with a given chance, among colleagues, if there are any. Friction has no part in the
choice: the team settles whether it takes them. Cards partner.common_origin (o), partner.language
(L), partner.quality (β_Q), partner.degree (β_PA), partner.distance_linear (β₁),
partner.distance_square (β₂), partner.candidates, partner.local, projects.time_budget.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.chance import (
    SHIFT_32,
    Purpose,
    bits,
    index_below,
    mix,
    quick_arrival,
    race_key,
    uniform,
    unit_of,
)
from sim.compiled import kernel, whole
from sim.dynamics.cognition import distance
from sim.world.prefetch import prefetch
from sim.world.state import ABROAD, HOME, LOCAL
from sim.world.views import Arrays, Quarter

CARDS = (
    "partner.local",
    "partner.candidates",
    "partner.degree",
    "partner.quality",
    "partner.distance_linear",
    "partner.distance_square",
    "partner.common_origin",
    "partner.language",
    "projects.time_budget",
)
PLACE = int(Purpose.PLACE)
LOCAL_SEARCH = int(Purpose.LOCAL)
CANDIDATE = int(Purpose.CANDIDATE)
CANDIDATE_UTILITY = int(Purpose.CANDIDATE_UTILITY)
MOST_CANDIDATES = 6
MOST_RENOWNED = 1024


def renown_table(degree: float) -> NDArray[np.float64]:
    """β_PA·ln(1 + papers), shape (papers,); the most productive share the last entry."""
    return np.asarray(degree * np.log1p(np.arange(MOST_RENOWNED, dtype=float)))


@kernel
def has_time(w: Arrays, q: Quarter, j: int) -> bool:
    """Whether ``j`` can carry one more project (card projects.time_budget)."""
    return w.people[j].load < q.theta[0].projects_time_budget


@kernel
def weight_abroad(w: Arrays, q: Quarter, i: int, b: int) -> float:
    """How much ``i`` is drawn to a foreign place: the institution's pull and the person's own."""
    person = w.people[i]
    theta = q.theta[0]
    weight = q.partner_weight[person.place, b] * w.partners[person.institution, b]
    if b == person.origin:
        weight *= math.exp(theta.partner_common_origin)
    if person.learned >= 0 and q.language[b] == person.learned:
        weight *= math.exp(theta.partner_language * person.level / 255.0)
    return float(weight)


@kernel
def total_abroad(w: Arrays, q: Quarter, i: int) -> float:
    """Sum of ``weight_abroad`` over all places; most people have no terms of their own."""
    person = w.people[i]
    if person.learned < 0 and person.origin == person.place:
        return float(q.abroad[person.institution])
    total = 0.0
    for b in range(len(w.places)):
        if b != person.place:
            total += weight_abroad(w, q, i, b)
    return total


@kernel
def choose_place(w: Arrays, q: Quarter, i: int, draw: np.uint64) -> int:
    """The country where ``i`` looks for a partner: home or abroad first, then where abroad."""
    home = w.people[i].place
    abroad = total_abroad(w, q, i)
    if unit_of(draw) * (abroad + q.partner_weight[home, home]) >= abroad:
        return int(home)
    key = race_key(mix(draw))
    earliest = np.float32(np.inf)
    chosen = int(home)
    for b in range(len(w.places)):
        weight = weight_abroad(w, q, i, b) if b != home else 0.0
        if weight > 0.0:
            time = quick_arrival(key, np.uint32(q.place_key[b] >> SHIFT_32), np.float32(weight))
            if time < earliest:
                earliest = time
                chosen = b
    return chosen


@kernel
def appeal(w: Arrays, q: Quarter, i: int, j: int) -> float:
    """Systematic utility of working with ``j``, beyond country and institution."""
    theta = q.theta[0]
    delta = distance(w.people, i, j)
    return float(
        theta.partner_quality * w.people[j].quality
        + theta.partner_distance_linear * delta
        - theta.partner_distance_square * delta * delta
        + q.renown[min(w.people[j].papers, len(q.renown) - 1)]
    )


@kernel
def met(w: Arrays, i: int, base: np.uint64, n: int, place: int) -> int:
    """The ``n``-th person met in ``place`` (−1: at the own institution); −1 if nobody is there."""
    if place < 0:
        here = w.institutions[w.people[i].institution]
        return int(w.roster[here.start + index_below(base, CANDIDATE, n, here.count)])
    there = w.places[place]
    if there.count == 0:
        return -1
    return int(w.place_roster[there.start + index_below(base, CANDIDATE, n, there.count)])


@kernel
def best_of(w: Arrays, q: Quarter, i: int, base: np.uint64, k: int, place: int) -> int:
    """The most appealing of a few people met in ``place`` (−1: at the own institution).

    A race with weights e^U, which is the choice of the largest U + Gumbel.
    """
    key = race_key(bits(base, CANDIDATE_UTILITY, k))
    earliest = np.float32(np.inf)
    chosen = -1
    for m in range(min(int(q.theta[0].partner_candidates), MOST_CANDIDATES)):
        j = met(w, i, base, k * MOST_CANDIDATES + m, place)
        if j < 0 or j == i or not has_time(w, q, j):
            continue
        weight = np.float32(math.exp(appeal(w, q, i, j)))
        time = quick_arrival(key, w.people[j].key, weight)
        if time < earliest:
            earliest = time
            chosen = j
    return chosen


@kernel
def where_to_look(w: Arrays, q: Quarter, i: int, base: np.uint64, k: int) -> int:
    """The country where ``i`` looks for somebody new; −1: at the own institution."""
    place = choose_place(w, q, whole(i), bits(base, PLACE, k))
    person = w.people[i]
    alone = w.institutions[person.institution].count <= 1
    if place != person.place or alone:
        return place
    return -1 if uniform(base, LOCAL_SEARCH, k) < q.theta[0].partner_local else place


@kernel
def expect_candidates(w: Arrays, q: Quarter, i: int, base: np.uint64, k: int, place: int) -> None:
    """Those met in ``place`` will be looked at soon: ask memory for them now."""
    for m in range(min(int(q.theta[0].partner_candidates), MOST_CANDIDATES)):
        prefetch(w.people, max(0, met(w, i, base, k * MOST_CANDIDATES + m, place)))


@kernel
def found_in(w: Arrays, q: Quarter, i: int, base: np.uint64, k: int, place: int) -> tuple[int, int]:
    """A new partner for ``i`` in ``place`` and the channel; (−1, …) if none."""
    j = best_of(w, q, i, base, k, place)
    if place < 0:
        return j, LOCAL
    if place == w.people[i].place:
        return j, HOME
    return j, ABROAD


@kernel
def search(w: Arrays, q: Quarter, i: int, base: np.uint64, k: int) -> tuple[int, int]:
    """A new partner for ``i`` and the channel through which they met; (−1, …) if none."""
    place = where_to_look(w, q, i, base, k)
    expect_candidates(w, q, i, base, k, place)
    return found_in(w, q, i, base, k, place)
