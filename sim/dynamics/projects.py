"""E3 and E4 · Projects begin and teams assemble, as far as everybody's time allows.

For a researcher of place a in a quarter, and for each seat of a team:

    starts ~ Poisson(A_a·λ·φ(stage)·(1 − load/budget)), at most 8
    partners wanted ~ Poisson(core), with chance t plus 1 + Poisson(tail), at most 9
    a seat goes to a newcomer (1 − p), a past partner of the team (p·q), or by search (p·(1 − q))

A is set so that the record's articles come out; λ is productivity; φ are cards projects.phd_rate,
projects.postdoc_rate and projects.senior_rate (mid career 1). The core follows the record's team
size. Cards teams.tail_share (t), teams.tail_mean (tail), assembly.incumbent (p), assembly.repeat
(q); a past partner passes the seat on to one of their own partners with chance assembly.triad.
"""

import numpy as np

from sim.chance import (
    Purpose,
    base_of,
    bits,
    index_below,
    poisson_quantile,
    uniform,
)
from sim.compiled import kernel
from sim.dynamics.exposure import meeting_hazard
from sim.dynamics.partners import has_time, passes_friction, search
from sim.dynamics.ties import expect_ties, holds, pair_strength, pick_tie, seated, spans_places
from sim.world.prefetch import prefetch
from sim.world.state import (
    CONTACTS,
    HAS_CONTACT,
    HOME,
    NEWCOMER,
    POSTDOC,
    PROGRAMME,
    REPEAT,
    SUPPORTED,
    TEAM,
    TRIAD,
    VISITING,
    Row,
    Rows,
)
from sim.world.views import Arrays, Quarter

CARDS = (
    "projects.phd_rate",
    "projects.postdoc_rate",
    "projects.senior_rate",
    "teams.tail_share",
    "teams.tail_mean",
    "assembly.incumbent",
    "assembly.repeat",
    "assembly.triad",
    "juniors.newcomer_looks",
)
STARTS = int(Purpose.STARTS)
PROJECT = int(Purpose.PROJECT)
MEETING = int(Purpose.CONTACT)
TEAM_SIZE = int(Purpose.TEAM_SIZE)
TEAM_TAIL = int(Purpose.TEAM_TAIL)
SEAT_KIND = int(Purpose.SEAT_KIND)
EGO = int(Purpose.EGO)
TIE = int(Purpose.TIE)
TIE_OF_TIE = int(Purpose.TIE_OF_TIE)
FRICTION = int(Purpose.FRICTION)
NEWCOMERS = int(Purpose.NEWCOMER)
MOST_STARTS = 8
ROOM_NEEDED = -1


@kernel
def decide(w: Arrays, q: Quarter, lo: int, hi: int, out: Rows) -> int:
    """Proposals of the researchers in slots [lo, hi), reading the quarter's start only.

    Writes teams into ``out`` and returns their number, or −1 when ``out`` is too short.
    """
    made = 0
    budget = q.theta[0].projects_time_budget
    for i in range(lo, hi):
        person = w.people[i]
        if person.stage < 0 or person.load >= budget:
            continue
        base = base_of(q.key, w.ids[i])
        mean = (
            q.starts[person.place]
            * person.rate
            * q.stage_rate[person.stage]
            * (1.0 - person.load / budget)
        )
        u = uniform(base, STARTS, 0)
        if u > 1.0 - mean:
            for o in range(poisson_quantile(u, mean, MOST_STARTS)):
                if made == len(out):
                    return ROOM_NEEDED
                made += assemble(w, q, i, bits(base, PROJECT, o), -1, HOME, out[made])
        if person.marks & HAS_CONTACT:
            for c in range(CONTACTS):
                j = follow_up(w, q, i, base, c)
                if j >= 0:
                    if made == len(out):
                        return ROOM_NEEDED
                    made += assemble(
                        w,
                        q,
                        i,
                        bits(base, MEETING, 2 + c),
                        j,
                        int(w.contacts[i, c].channel),
                        out[made],
                    )
    return made


@kernel
def follow_up(w: Arrays, q: Quarter, i: int, base: np.uint64, c: int) -> int:
    """The person met earlier with whom ``i`` now starts something; −1 mostly."""
    point = w.contacts[i, c]
    if point.dose <= 0.0 or not holds(w, point) or not has_time(w, q, int(point.slot)):
        return -1
    known = pair_strength(w, q, i, int(point.slot))
    calm = 1.0 + known / q.theta[0].exposure_known
    if uniform(base, MEETING, c) < meeting_hazard(w, q, i, point) / calm:
        return int(point.slot)
    return -1


@kernel
def assemble(
    w: Arrays, q: Quarter, i: int, identity: np.uint64, partner: int, channel: int, row: Row
) -> int:
    """Build the team of one project led by ``i``; ``partner`` ≥ 0 is already on board."""
    lead = w.people[i]
    expect_ties(w, i)
    row.id = identity
    row.start = q.t
    row.marks = 0
    row.channel = HOME
    row.domain = main_domain(lead)
    row.members[0] = i
    row.at[0] = lead.place
    row.seats = 1
    if partner >= 0:
        add_member(w, row, partner, channel)
        row.channel = channel
    for k in range(seats_wanted(q, identity)):
        j, met = fill_seat(w, q, row, identity, k)
        if j >= 0 and row.seats < TEAM:
            add_member(w, row, j, met)
    return 1


@kernel
def add_member(w: Arrays, row: Row, j: int, channel: int) -> None:
    """Seat ``j`` unless already there; the first foreign seat gives the project its channel."""
    if seated(row, j):
        return
    expect_ties(w, j)
    abroad_before = spans_places(row)
    row.members[row.seats] = j
    row.at[row.seats] = w.people[j].place
    row.seats += 1
    if w.people[j].place == row.at[0]:
        return
    if not abroad_before:
        row.channel = channel
    if channel == PROGRAMME or (w.people[j].marks | w.people[row.members[0]].marks) & VISITING:
        row.marks = row.marks | SUPPORTED


@kernel
def main_domain(person: Row) -> int:
    """The domain with the largest topic weight."""
    best = 0
    for d in range(1, len(person.topic)):
        if person.topic[d] > person.topic[best]:
            best = d
    return best


@kernel
def seats_wanted(q: Quarter, identity: np.uint64) -> int:
    """Partners wanted: a Poisson core, and in some projects an extended team."""
    seats = poisson_quantile(uniform(identity, TEAM_SIZE, 0), q.team_core, TEAM - 1)
    if uniform(identity, TEAM_TAIL, 0) < q.theta[0].teams_tail_share:
        seats += 1 + poisson_quantile(
            uniform(identity, TEAM_TAIL, 1), q.theta[0].teams_tail_mean, TEAM - 1
        )
    return min(seats, TEAM - 1)


@kernel
def fill_seat(w: Arrays, q: Quarter, row: Row, identity: np.uint64, k: int) -> tuple[int, int]:
    """Who takes seat ``k`` and through which channel; −1 when nobody does."""
    theta = q.theta[0]
    i = int(row.members[0])
    if uniform(identity, SEAT_KIND, 2 * k) >= theta.assembly_incumbent:
        return newcomer(w, q, row, identity, k), NEWCOMER
    if uniform(identity, SEAT_KIND, 2 * k + 1) < theta.assembly_repeat:
        return through_ties(w, q, row, identity, k)
    return search(w, q, i, identity, k)


@kernel
def through_ties(w: Arrays, q: Quarter, row: Row, identity: np.uint64, k: int) -> tuple[int, int]:
    """A past partner of somebody in the team, or a partner's partner; else somebody new."""
    i = int(row.members[0])
    ego = spokesman(row, identity, k)
    x = pick_tie(w, q, ego, bits(identity, TIE, k), row)
    if x < 0:
        return search(w, q, i, identity, k)
    j = int(w.ties[ego, x].slot)
    prefetch(w.people, j)
    channel = PROGRAMME if w.ties[ego, x].channel == PROGRAMME else REPEAT
    if uniform(identity, EGO, 32 + k) < q.theta[0].assembly_triad:
        y = pick_tie(w, q, j, bits(identity, TIE_OF_TIE, k), row)
        if y >= 0:
            j = int(w.ties[j, y].slot)
            channel = PROGRAMME if channel == PROGRAMME else TRIAD
    if (
        j == i
        or not has_time(w, q, j)
        or not passes_friction(w, q, i, j, bits(identity, FRICTION, k))
    ):
        return -1, channel
    return j, channel


@kernel
def spokesman(row: Row, identity: np.uint64, k: int) -> int:
    """Whose ties are used: somebody of the team in the lead's country."""
    m = index_below(identity, EGO, k, row.seats)
    return int(row.members[m]) if row.at[m] == row.at[0] else int(row.members[0])


@kernel
def newcomer(w: Arrays, q: Quarter, row: Row, identity: np.uint64, k: int) -> int:
    """A junior of the lead's institution, best one who has not published yet."""
    here = w.institutions[w.people[row.members[0]].institution]
    fallback = -1
    looks = int(q.theta[0].juniors_newcomer_looks)
    for m in range(looks):
        j = w.roster[here.start + index_below(identity, NEWCOMERS, k * looks + m, here.count)]
        if seated(row, j) or not has_time(w, q, j):
            continue
        if w.people[j].papers == 0:
            return int(j)
        if fallback < 0 and w.people[j].stage <= POSTDOC:
            fallback = int(j)
    return fallback
