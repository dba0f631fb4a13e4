"""E11, E12, E24 · Projects end: some of the team is still there, papers appear, most are recorded.

    papers ~ Poisson(μ), at most 8;   each is recorded with the coverage of the lead's place
    μ = scale·V(δ)·max(0, 1 − c)·M_K·M_D
    c = c_m·(team − 1) + c_b·(1 + missing common language) if a border is crossed
    M_K = min((hours/need)^ε, cap) for projects that computing limits, else 1
    M_D = 1 + gain·A_bd·(1 + periphery·(1 − p))
    CES instead:  μ = scale·V·max(0, 1 − c)·[(1 − a_C − a_D) + a_C·K^ρ + a_D·M_D^ρ]^(1/ρ)

V is cognitive fit (E9), δ the mean distance to the lead, A usable data (M_D), p the institution's
percentile of size, K = min(hours/need, cap). Before the end a place leaves a team with chance
1 − e^(−φ·max_a(R_ab − R⁰_ab)), where R⁰ is the friction that the project began under and a are the
places of the lead and of those seated earlier who stay. Cards
output.scale, output.coordination_member (c_m), output.coordination_border (c_b),
compute.elasticity (ε), compute.multiplier_cap, compute.limited_share, data.gain, data.periphery,
output.ces_compute (a_C), output.ces_data (a_D), output.ces_exponent (ρ), friction.withdrawal (φ).
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, poisson_quantile, uniform
from sim.compiled import kernel, maker
from sim.dynamics.cognition import distance, learn, value
from sim.dynamics.federation import usable_by
from sim.dynamics.sequels import GONE, publish
from sim.dynamics.ties import expect_ties, note_left, strengthen_noted
from sim.dynamics.workload import RING, expect_team
from sim.world.state import DOMAINS, SUPPORTED, TIES, Row, Rows
from sim.world.views import CES, OUTPUT, Arrays, Quarter

CARDS = (
    "output.scale",
    "output.coordination_border",
    "output.coordination_member",
    "output.ces_exponent",
    "output.ces_compute",
    "output.ces_data",
    "compute.limited_share",
    "compute.elasticity",
    "compute.multiplier_cap",
    "data.gain",
    "data.periphery",
    "friction.withdrawal",
)
WITHDRAWAL = int(Purpose.WITHDRAWAL)
LIMITED = int(Purpose.LIMITED)
PAPERS = int(Purpose.OUTPUT)
MOST_PAPERS = 8
AHEAD = 4


class Finished(NamedTuple):
    """What the projects of one quarter brought, row by row.

    Shapes: all (row,). ``papers`` appear now, ``recorded`` of them are, ``later`` more will follow.
    ``hours`` own GPU-hours used, ``granted`` voucher hours used (in: offered).
    """

    papers: NDArray[np.int16]
    recorded: NDArray[np.int16]
    later: NDArray[np.int16]
    granted: NDArray[np.float64]
    hours: NDArray[np.float64]


@kernel
def finish(w: Arrays, q: Quarter, rows: Rows, order: NDArray[np.int64], done: Finished) -> None:
    """End the projects ``rows[order]``: who is left, how many papers, how many recorded."""
    for n, r in enumerate(order):
        expect_team(w, rows[order[min(n + AHEAD, len(order) - 1)]])
        row = rows[r]
        release(w, row)
        keep_present(q, row)
        done.papers[r] = 0
        done.recorded[r] = 0
        done.later[r] = 0
        done.hours[r] = 0.0
        if row.seats == 0:
            done.granted[r] = 0.0
            continue
        if usable_by(q, row) > 0.0:
            row.marks = row.marks | SUPPORTED
        limited = uniform(row.id, LIMITED, 0) < q.theta[0].compute_limited_share
        if not limited:
            done.granted[r] = 0.0
        own = best_compute(w, row)
        mean = expected_papers(w, q, row, limited, own + done.granted[r])
        written = poisson_quantile(uniform(row.id, PAPERS, 0), mean, MOST_PAPERS)
        if limited:
            done.hours[r] = min(own, q.compute_need)
        done.papers[r], done.recorded[r], done.later[r] = publish(q, row, written)


@kernel
def expect_colleagues(w: Arrays, row: Row, lo: int, hi: int) -> None:
    """The same, with the ties of those in slots [lo, hi)."""
    expect_team(w, row)
    for m in range(row.seats):
        if lo <= row.members[m] < hi:
            expect_ties(w, np.int64(row.members[m]))


@kernel
def release(w: Arrays, row: Row) -> None:
    """Give everybody who is still in research their time back.

    Who has left research stays an author, marked as −1; without its lead the project is lost.
    """
    for m in range(row.seats):
        person = w.people[row.members[m]]
        if person.stage >= 0 and person.born <= row.start:
            person.load -= 1
        else:
            row.members[m] = GONE
    if row.members[0] == GONE:
        row.seats = 0


@kernel
def keep_present(q: Quarter, row: Row) -> None:
    """Places leave a team among whom friction has grown; who came later goes."""
    stay = min(1, row.seats)
    for m in range(stay, row.seats):
        if stands(q, row, int(row.at[m]), stay):
            row.members[stay] = row.members[m]
            row.at[stay] = row.at[m]
            stay += 1
    row.seats = stay


@kernel
def stands(q: Quarter, row: Row, place: int, kept: int) -> bool:
    """Whether a place stays beside the first ``kept`` seats; 1 − exp(−φ·ΔR) do not.

    ΔR is what friction has grown by since the project began: what there was, teams have paid. As
    when they form, one draw decides for the whole team (card friction.withdrawal, φ).
    """
    grown = 0.0
    for n in range(kept):
        if row.at[n] == place:
            return True
        begun = q.friction_begun[row.start % RING, row.at[n], place]
        grown = max(grown, q.friction[row.at[n], place] - begun)
    if grown <= 0.0:
        return True
    return uniform(row.id, WITHDRAWAL, 0) < math.exp(-q.theta[0].friction_withdrawal * grown)


@kernel
def best_compute(w: Arrays, row: Row) -> float:
    """GPU-hours that the best equipped institution of the team lends to the project."""
    best = 0.0
    for m in range(row.seats):
        if row.members[m] == GONE:
            continue
        best = max(best, w.institutions[w.people[row.members[m]].institution].compute)
    return best


@kernel
def expected_papers(w: Arrays, q: Quarter, row: Row, limited: bool, hours: float) -> float:
    """μ of a project, reduced form or with inputs that complement each other (CES)."""
    theta = q.theta[0]
    lead = row.members[0]
    delta = 0.0
    borders = False
    gap = 0.0
    present = 0
    for m in range(1, row.seats):
        j = row.members[m]
        borders = borders or row.at[m] != row.at[0]
        if j == GONE:
            continue
        present += 1
        delta += distance(w.people, lead, j)
        if row.at[m] != row.at[0]:
            gap = max(gap, 1.0 - shared_language(w, q, lead, j))
    novelty = 1.0 if present == 0 else value(delta / present, theta)
    cost = theta.output_coordination_member * (row.seats - 1)
    if borders:
        cost += theta.output_coordination_border * (1.0 + gap)
    here = w.institutions[w.people[lead].institution]
    opened = usable_by(q, row) * (1.0 + theta.data_periphery * (1.0 - here.prestige))
    data = 1.0 + theta.data_gain * opened
    ratio = min(hours / q.compute_need, 1e6)
    scale = theta.output_scale * max(0.0, 1.0 - cost) * novelty
    if q.switches[OUTPUT] == CES:
        return scale * complements(theta, limited, ratio, data)
    compute = 1.0
    if limited:
        compute = min(
            math.pow(max(ratio, 1e-6), theta.compute_elasticity), theta.compute_multiplier_cap
        )
    return scale * compute * data


@kernel
def complements(theta: Row, limited: bool, ratio: float, data: float) -> float:
    """[a_H + a_C K^ρ + a_D D^ρ]^(1/ρ) with ρ < 0: compute without people is wasted."""
    rho = theta.output_ces_exponent
    compute = min(ratio, theta.compute_multiplier_cap) if limited else 1.0
    a_c = theta.output_ces_compute
    a_d = theta.output_ces_data
    inside = (1.0 - a_c - a_d) + a_c * math.pow(max(compute, 1e-3), rho) + a_d * math.pow(data, rho)
    return math.pow(inside, 1.0 / rho)


@kernel
def shared_language(w: Arrays, q: Quarter, i: int, j: int) -> float:
    """ℓ_ij (E8): the best language both know, as the lower of the two proficiencies."""
    a = w.people[i]
    b = w.people[j]
    best = min(a.english, b.english) / 255.0
    native_a = q.language[a.origin]
    native_b = q.language[b.origin]
    if native_a == native_b:
        return 1.0
    if a.learned == native_b:
        best = max(best, a.level / 255.0)
    if b.learned == native_a:
        best = max(best, b.level / 255.0)
    return best


@maker
def commit(
    w: Arrays,
    q: Quarter,
    rows: Rows,
    order: NDArray[np.int64],
    papers: NDArray[np.int16],
    lo: int,
    hi: int,
) -> None:
    """Papers leave their mark on the researchers in slots [lo, hi): ties, topics, record."""
    left = np.empty(TIES, np.float32)
    for n, r in enumerate(order):
        after = order[min(n + AHEAD, len(order) - 1)]
        if papers[after] > 0:
            expect_colleagues(w, rows[after], lo, hi)
        if papers[r] == 0:
            continue
        row = rows[r]
        for m in range(row.seats):
            i = row.members[m]
            if i == GONE or i < lo or i >= hi:
                continue
            person = w.people[i]
            person.papers = min(60000, person.papers + papers[r])
            person.stamp = np.uint32(
                np.uint64(person.stamp) * np.uint64(31) + (row.id >> np.uint64(33)) + np.uint64(q.t)
            )
            note_left(w.ties, np.int64(i), q.decay, q.t, left)
            for o in range(row.seats):
                if o != m and row.members[o] != GONE:
                    pair = np.int64(i), np.int64(row.members[o])
                    strengthen_noted(w, q, pair, float(papers[r]), np.int64(row.channel), left)


@maker
def teach(
    w: Arrays,
    q: Quarter,
    rows: Rows,
    order: NDArray[np.int64],
    papers: NDArray[np.int16],
) -> None:
    """Topics of a team that published move towards each other (E9, card cognition.learning)."""
    total, others = np.empty(len(DOMAINS)), np.empty(len(DOMAINS))
    share = q.theta[0].cognition_learning
    for n, r in enumerate(order):
        expect_team(w, rows[order[min(n + AHEAD, len(order) - 1)]])
        row = rows[r]
        present = 0 if papers[r] == 0 else add_topics(w, row, total)
        for m in range(row.seats):
            if present > 1 and row.members[m] != GONE:
                person = w.people[row.members[m]]
                for d in range(len(DOMAINS)):
                    others[d] = (total[d] - person.topic[d]) / (present - 1)
                learn(person, others, share)


@kernel
def add_topics(w: Arrays, row: Row, total: NDArray[np.float64]) -> int:
    """Write the sum of the topics of those who are still there; returns how many they are."""
    total[:] = 0.0
    present = 0
    for m in range(row.seats):
        if row.members[m] != GONE:
            present += 1
            for d in range(len(DOMAINS)):
                total[d] += w.people[row.members[m]].topic[d]
    return present
