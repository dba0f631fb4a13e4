"""E3 · Projects begin, as far as everybody's time allows, and want teams.

For a researcher of place a in a quarter:

    starts ~ Poisson(A_a·λ·φ(stage)·(1 − load/budget)), at most 8   (``leading``)
    partners wanted ~ Poisson(core), with chance t plus 1 + Poisson(tail), at most 9

A is set so that the record's articles come out; λ is productivity; φ are cards projects.phd_rate,
projects.postdoc_rate and projects.senior_rate (mid career 1). The core follows the record's team
size. Cards teams.tail_share (t), teams.tail_mean (tail). Who gets the seats: ``assembly``.
"""

import math

import numpy as np

from sim.chance import Purpose, base_of, bits, poisson_quantile, uniform
from sim.compiled import kernel, whole
from sim.dynamics.assembly import BLOCK, begin_team, fill, fill_one
from sim.dynamics.exposure import meeting_hazard
from sim.dynamics.leading import leader_of, mean_starts
from sim.dynamics.partners import has_time
from sim.dynamics.ties import expect_ties, holds, pair_strength
from sim.world.prefetch import prefetch
from sim.world.state import CONTACTS, HAS_CONTACT, HOME, TEAM, Row, Rows
from sim.world.views import Arrays, Quarter

CARDS = (
    "projects.phd_rate",
    "projects.postdoc_rate",
    "projects.senior_rate",
    "teams.tail_share",
    "teams.tail_mean",
)
STARTS = int(Purpose.STARTS)
PROJECT = int(Purpose.PROJECT)
MEETING = int(Purpose.CONTACT)
TEAM_SIZE = int(Purpose.TEAM_SIZE)
TEAM_TAIL = int(Purpose.TEAM_TAIL)
MOST_STARTS = 8
FEW_STARTS = 1.0
"""Below so many a quarter, the most that one may start cuts off less than one in half a million."""
ROOM_NEEDED = -1


@kernel
def decide(w: Arrays, q: Quarter, lo: int, hi: int, out: Rows, block: Rows) -> int:
    """Proposals of the researchers in slots [lo, hi), reading the quarter's start only.

    Writes teams into ``out`` and returns their number, or −1 when ``out`` is too short. ``block``
    (BLOCK,) of SEARCH is scratch space.
    """
    made = propose(w, q, lo, hi, out)
    for first in range(0, made, BLOCK):
        last = min(first + BLOCK, made)
        for r in range(last, min(last + BLOCK, made)):
            prefetch(w.people, out[r].members[0])
            expect_ties(w, out[r].members[0])
        for r in range(first, last):
            block[r - first].seats = seats_wanted(q, out[r].id)
        fill(w, q, out, first, last, block)
    return made


@kernel
def propose(w: Arrays, q: Quarter, lo: int, hi: int, out: Rows) -> int:
    """Teams of nobody but their leads, and of those whom leads met; their number, or −1."""
    made = 0
    budget = q.theta[0].projects_time_budget
    for i in range(lo, hi):
        person = w.people[i]
        if person.stage < 0 or person.load >= budget:
            continue
        base = base_of(q.key, w.ids[i])
        mean = mean_starts(w, q, i)
        u = uniform(base, STARTS, 0)
        if u > 1.0 - mean:
            for o in range(poisson_quantile(u, mean, MOST_STARTS)):
                if made == len(out):
                    return ROOM_NEEDED
                begin_team(w, q, i, bits(base, PROJECT, o), whole(-1), whole(HOME), out[made])
                made += 1
        if person.marks & HAS_CONTACT:
            for c in range(CONTACTS):
                lead = follow_up(w, q, i, base, c)
                if lead >= 0:
                    if made == len(out):
                        return ROOM_NEEDED
                    point = w.contacts[i, c]
                    other = i + int(point.slot) - lead
                    identity = bits(base, MEETING, 2 + c)
                    begin_team(w, q, lead, identity, other, whole(point.channel), out[made])
                    made += 1
    return made


@kernel
def expected_starts(mean: float) -> float:
    """Σ min(n, most)·P(N = n) for N ~ Poisson(mean): projects that somebody proposes on average."""
    if mean < FEW_STARTS:
        return mean
    chance = math.exp(-mean)
    left = 1.0
    total = 0.0
    for n in range(MOST_STARTS):
        left -= chance
        total += left
        chance *= mean / (n + 1)
    return total


@kernel
def follow_up(w: Arrays, q: Quarter, i: int, base: np.uint64, c: int) -> int:
    """Who leads what ``i`` now starts with somebody met earlier; −1 mostly: nothing starts."""
    point = w.contacts[i, c]
    if point.dose <= 0.0 or not holds(w, point) or not has_time(w, q, int(point.slot)):
        return -1
    known = pair_strength(w, q, i, int(point.slot))
    calm = 1.0 + known / q.theta[0].exposure_known
    if uniform(base, MEETING, c) < meeting_hazard(w, q, i, point) / calm:
        return leader_of(w, i, int(point.slot))
    return -1


@kernel
def assemble(
    w: Arrays, q: Quarter, i: int, identity: np.uint64, partner: int, channel: int, row: Row
) -> int:
    """Build the team of one project led by ``i``; ``partner`` ≥ 0 is already on board."""
    begin_team(w, q, i, identity, partner, channel, row)
    fill_one(w, q, row, seats_wanted(q, identity))
    return 1


@kernel
def seats_wanted(q: Quarter, identity: np.uint64) -> int:
    """Partners wanted: a Poisson core, and in some projects an extended team."""
    seats = poisson_quantile(uniform(identity, TEAM_SIZE, 0), q.team_core, TEAM - 1)
    if uniform(identity, TEAM_TAIL, 0) < q.theta[0].teams_tail_share:
        seats += 1 + poisson_quantile(
            uniform(identity, TEAM_TAIL, 1), q.theta[0].teams_tail_mean, TEAM - 1
        )
    return min(seats, TEAM - 1)
