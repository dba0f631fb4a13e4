"""E14–E16 · Moves between countries and institutions: an opportunity, then a choice.

In a quarter, for a researcher of place a and quality Q, of origin o:

    chance of an opportunity abroad = ¼·out_a·φ(stage)·e^(γ_q·ln Q)·(κ if a ≠ o) / (1 − h)
    V_b = ln M_ab + γ₁·ln(1 + ties_b) + γ_o·[b = o] + γ_L·level·[language of b learnt] + Gumbel
    else, chance to change the institution in the same place = ¼·d

out is set so that the record's yearly rate comes out; h is the chance to leave research in the
quarter, 0 for those whom nothing can take out: who leaves research is not seen to move. M holds
size, distance, language, the corridor constant of the record, how much the two places come to work
together (second-order ties, ``sim/model/acquaintance.py``), its posts and the friction of moves.
Cards mobility.quality (γ_q), mobility.ties (γ₁), mobility.home (γ_o), mobility.abroad (κ),
mobility.domestic (d, a year), mobility.friction, partner.language (γ_L). Movers keep their ties,
except that a share cuts all (card ties.cut_on_move); of those who return, hosts keep a share
(ties.host_kept). Whom a return clause binds has no opportunity abroad.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, arrival, base_of, bits, index_below, uniform, uniform_for
from sim.compiled import kernel, maker, whole
from sim.dynamics.careers import AGES
from sim.dynamics.ties import count_ties, cut_all, forget, holds
from sim.world.roster import join, leave
from sim.world.state import BOUND, DUAL, TIES, VISITING
from sim.world.views import Arrays, Quarter

CARDS = (
    "mobility.ties",
    "mobility.home",
    "mobility.quality",
    "mobility.domestic",
    "mobility.abroad",
    "mobility.friction",
    "ties.cut_on_move",
    "ties.host_kept",
)
OPPORTUNITY = int(Purpose.OPPORTUNITY)
DESTINATION = int(Purpose.DESTINATION)
HOST = int(Purpose.HOST)
DOMESTIC = int(Purpose.DOMESTIC)
TIE_CUT = int(Purpose.TIE_CUT)


@maker
def decide_moves(
    w: Arrays, q: Quarter, lo: int, hi: int, who: NDArray[np.int64], to: NDArray[np.int64]
) -> int:
    """Movers among the slots [lo, hi) and the institutions they go to; returns their number."""
    moved = 0
    counts = np.zeros(len(w.places))
    theta = q.theta[0]
    for i in range(lo, hi):
        person = w.people[i]
        if person.stage < 0 or person.marks & VISITING:
            continue
        base = base_of(q.key, w.ids[i])
        target = -1
        u = uniform(base, OPPORTUNITY, 0)
        if u < most_opportunity(w, q, i) and u < opportunity(w, q, i):
            place = destination(w, q, i, base, counts)
            target = host_in(w, place, base)
        elif uniform(base, DOMESTIC, 0) < 0.25 * theta.mobility_domestic:
            target = host_in(w, whole(person.place), base)
        if target >= 0 and target != person.institution:
            who[moved] = i
            to[moved] = target
            moved += 1
    return moved


@kernel
def opportunity(w: Arrays, q: Quarter, i: int) -> float:
    """Chance of ``i`` to be offered something abroad this quarter, given that research goes on."""
    person = w.people[i]
    theta = q.theta[0]
    if person.marks & BOUND:
        return 0.0
    return plain_opportunity(w, q, i) * math.exp(theta.mobility_quality * person.quality)


@kernel
def plain_opportunity(w: Arrays, q: Quarter, i: int) -> float:
    """The same for somebody of quality 1."""
    person = w.people[i]
    rate = q.out_rate[person.place] * plain_readiness(w, q, i)
    stays = 1.0 - q.exit_hazard[min(max(0, q.t - person.born), AGES - 1)]
    if person.marks & DUAL or stays <= 0.0:
        return float(rate)
    return float(rate / stays)


@kernel
def plain_readiness(w: Arrays, q: Quarter, i: int) -> float:
    """How often ``i`` moves abroad, against natives of mid career, both of quality 1."""
    person = w.people[i]
    abroad = q.theta[0].mobility_abroad if person.origin != person.place else 1.0
    return float(q.move_stage[person.stage] * abroad)


@kernel
def most_opportunity(w: Arrays, q: Quarter, i: int) -> float:
    """What ``opportunity`` is at most, found faster: e^x ≤ 1 + x + x² for |x| ≤ 1."""
    x = q.theta[0].mobility_quality * w.people[i].quality
    return plain_opportunity(w, q, i) * (1.0 + x + x * x) if abs(x) <= 1.0 else np.inf


@kernel
def destination(w: Arrays, q: Quarter, i: int, base: np.uint64, counts: NDArray[np.float64]) -> int:
    """The country that wins the race of destinations for ``i``."""
    here = w.people[i].place
    count_ties(w, q, i, counts)
    draw = bits(base, DESTINATION, 0)
    earliest = np.inf
    chosen = int(here)
    for b in range(len(w.places)):
        if b == here or q.move_weight[here, b] <= 0.0:
            continue
        time = arrival(draw, q.place_key[b], drawing(w, q, i, b, counts[b]))
        if time < earliest:
            earliest = time
            chosen = b
    return chosen


@kernel
def drawing(w: Arrays, q: Quarter, i: int, b: int, ties: float) -> float:
    """How strongly ``b`` draws ``i``: its weight, times e to partners there, home and language."""
    person = w.people[i]
    theta = q.theta[0]
    weight = q.move_weight[person.place, b]
    speaks = person.learned >= 0 and q.language[b] == person.learned
    if ties == 0.0 and b != person.origin and not speaks:
        return float(weight)
    pull = theta.mobility_ties * math.log1p(ties)
    if b == person.origin:
        pull += theta.mobility_home
    if speaks:
        pull += theta.partner_language * person.level / 255.0
    return float(weight * math.exp(pull))


@kernel
def expect_moves(
    w: Arrays,
    q: Quarter,
    counts: NDArray[np.float64],
    drawn: NDArray[np.float64],
    out: NDArray[np.float64],
) -> None:
    """Add everybody's readiness to move, by place and by the place that they would go to."""
    theta = q.theta[0]
    for i in range(len(w.people)):
        person = w.people[i]
        if person.stage < 0:
            continue
        here = person.place
        count_ties(w, q, i, counts)
        total = 0.0
        for b in range(len(w.places)):
            drawn[b] = drawing(w, q, i, b, counts[b]) if b != here else 0.0
            total += drawn[b]
        if total <= 0.0:
            continue
        ready = plain_readiness(w, q, i) * math.exp(theta.mobility_quality * person.quality)
        for b in range(len(w.places)):
            out[here, b] += ready / total * drawn[b]


@kernel
def host_in(w: Arrays, place: int, base: np.uint64) -> int:
    """An institution of ``place``, with chance proportional to its size; −1 in an empty place."""
    there = w.places[place]
    if there.count == 0:
        return -1
    somebody = w.place_roster[there.start + index_below(base, HOST, 0, there.count)]
    return int(w.people[somebody].institution)


@kernel
def relocate(w: Arrays, i: int, institution: int) -> bool:
    """Put ``i`` on the rosters of another institution (and country); False: arena full."""
    person = w.people[i]
    place = whole(w.institutions[institution].place)
    leave(w.institutions, w.roster, w.position, whole(person.institution), i)
    if not join(w.institutions, w.roster, w.roster_end, w.position, institution, i):
        return False
    if place != person.place:
        leave(w.places, w.place_roster, w.place_position, whole(person.place), i)
        if not join(w.places, w.place_roster, w.place_roster_end, w.place_position, place, i):
            return False
        person.place = place
    person.institution = institution
    return True


@kernel
def ties_after_move(w: Arrays, q: Quarter, i: int, origin: int) -> None:
    """Some movers cut every tie; of those who return, hosts keep a share (E16)."""
    base = base_of(q.key, w.ids[i])
    theta = q.theta[0]
    person = w.people[i]
    if person.place == origin:
        return
    if uniform(base, TIE_CUT, 0) < theta.ties_cut_on_move:
        cut_all(w, i)
        return
    if person.place == person.origin:
        for x in range(TIES):
            tie = w.ties[i, x]
            if tie.weight <= 0.0 or not holds(w, tie) or w.people[tie.slot].place != origin:
                continue
            if uniform_for(bits(base, TIE_CUT, 1), np.uint64(tie.key)) >= theta.ties_host_kept:
                forget(w, int(tie.slot), i)
                tie.weight = 0.0
