"""E4 · Who gets a seat: newcomers, past partners, partners of partners, or somebody searched for.

    a seat beside the lead: past partner of somebody in the team with chance p·q,
                            somebody new (E5) with chance p·(1 − q), a newcomer with chance 1 − p

Friction stops a place from joining, not a person: a team takes somebody of a place b if

    u < e^(−max_a R_ab),   a over the places of those on board, R the friction of papers

where u is one draw of the team, so that every pair of places, led by one of them or by a third, has
e^(−R) of its teams, however often they are asked. Who has a seat opens it to others of their place.

Cards assembly.incumbent (p), assembly.repeat (q). Which past partner it is: ``reunion``. A newcomer
is a junior of the lead's institution, best one who has not published yet, of juniors.newcomer_looks
met.

Nearly all the time of a seat is spent waiting for the memory of somebody met at random. Seats are
therefore filled in two steps, and the teams of a block take turns: ``look`` finds out whom to
consider and asks memory for them; when the other teams have looked too, ``take_seat`` decides.
"""

import math

import numpy as np

from sim.chance import Purpose, index_below, uniform
from sim.compiled import kernel, whole
from sim.dynamics.partners import expect_candidates, found_in, has_time, where_to_look
from sim.dynamics.reunion import (
    Look,
    expect_circle,
    look_back,
    passes_on,
    spokesman,
    through_ties,
)
from sim.dynamics.ties import expect_ties, spans_places
from sim.world.prefetch import prefetch
from sim.world.state import (
    HOME,
    NEWCOMER,
    POSTDOC,
    PROGRAMME,
    SUPPORTED,
    TEAM,
    VISITING,
    Row,
    Rows,
)
from sim.world.views import Arrays, Quarter

CARDS = (
    "assembly.incumbent",
    "assembly.repeat",
    "juniors.newcomer_looks",
)
SEAT_KIND = int(Purpose.SEAT_KIND)
FRICTION = int(Purpose.FRICTION)
NEWCOMERS = int(Purpose.NEWCOMER)
JUNIOR, KNOWN, STRANGER = 0, 1, 2
BLOCK = 16

SEARCH = np.dtype(
    [("seats", "i4"), ("kind", "i4"), ("ego", "i4"), ("what", "i4"), ("runners", "i4")], align=True
)
"""What a team of a block is looking for: seats in all, and the ``Look`` for the present one."""


@kernel
def begin_team(
    w: Arrays, q: Quarter, i: int, identity: np.uint64, partner: int, channel: int, row: Row
) -> None:
    """A team of its lead ``i``; ``partner`` ≥ 0 is already on board."""
    lead = w.people[i]
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


@kernel
def fill(w: Arrays, q: Quarter, rows: Rows, lo: int, hi: int, block: Rows) -> None:
    """Fill the seats of the teams ``rows[lo:hi]``.

    The records of ``block`` say how many each wants, and remember what it looks for.
    """
    most = 0
    for n in range(hi - lo):
        most = max(most, block[n].seats)
        keep(block[n], turn(w, q, rows[lo + n], whole(0)))
    for k in range(most):
        for n in range(hi - lo):
            if k < block[n].seats:
                keep(block[n], look(w, q, rows[lo + n], k, kept(block[n])))
        for n in range(hi - lo):
            if k < block[n].seats:
                take_seat(w, q, rows[lo + n], k, kept(block[n]))
                keep(block[n], turn(w, q, rows[lo + n], k + 1))


@kernel
def fill_one(w: Arrays, q: Quarter, row: Row, seats: int) -> None:
    """The same for a single team that wants so many seats."""
    for k in range(seats):
        take_seat(w, q, row, k, look(w, q, row, k, turn(w, q, row, k)))


@kernel
def keep(search: Row, found: Look) -> None:
    """Remember a look."""
    search.kind = found.kind
    search.ego = found.ego
    search.what = found.what
    search.runners = found.runners


@kernel
def kept(search: Row) -> Look:
    """The look that is remembered."""
    return Look(
        np.int64(search.kind),
        np.int64(search.ego),
        np.int64(search.what),
        np.int64(search.runners),
    )


@kernel
def turn(w: Arrays, q: Quarter, row: Row, k: int) -> Look:
    """What kind of person seat ``k`` goes to, and whose ties are asked."""
    theta = q.theta[0]
    kind = STRANGER
    ego = row.members[0]
    if uniform(row.id, SEAT_KIND, 2 * k) >= theta.assembly_incumbent:
        kind = JUNIOR
    elif uniform(row.id, SEAT_KIND, 2 * k + 1) < theta.assembly_repeat:
        kind = KNOWN
        ego = spokesman(w, row, k)
        expect_circle(w, q, row, k, ego)
    return Look(np.int64(kind), np.int64(ego), np.int64(-1), np.int64(0))


@kernel
def look(w: Arrays, q: Quarter, row: Row, k: int, now: Look) -> Look:
    """Whom to consider for seat ``k``; who knows nobody searches among strangers."""
    if now.kind == JUNIOR:
        for m in range(int(q.theta[0].juniors_newcomer_looks)):
            prefetch(w.people, junior(w, q, row, k, m))
        return now
    if now.kind == KNOWN:
        found = look_back(w, q, row, k, now)
        if found.what >= 0:
            partner = w.ties[now.ego, found.what].slot
            prefetch(w.people, partner)
            if passes_on(q, row, k):
                expect_ties(w, partner)
            return found
    place = where_to_look(w, q, int(row.members[0]), row.id, k)
    expect_candidates(w, q, int(row.members[0]), row.id, k, place)
    return Look(np.int64(STRANGER), now.ego, np.int64(place), now.runners)


@kernel
def junior(w: Arrays, q: Quarter, row: Row, k: int, m: int) -> int:
    """The ``m``-th person looked at among all at the lead's institution."""
    here = w.institutions[w.people[row.members[0]].institution]
    looks = int(q.theta[0].juniors_newcomer_looks)
    return int(w.roster[here.start + index_below(row.id, NEWCOMERS, k * looks + m, here.count)])


@kernel
def take_seat(w: Arrays, q: Quarter, row: Row, k: int, now: Look) -> None:
    """Seat ``k`` goes to whom the look found, if they can and will."""
    if now.kind == JUNIOR:
        j = newcomer(w, q, row, k)
        channel = NEWCOMER
    elif now.kind == KNOWN:
        j, channel = through_ties(w, q, row, k, now)
    else:
        j, channel = found_in(w, q, int(row.members[0]), row.id, k, int(now.what))
    if j >= 0 and row.seats < TEAM and agreed(q, row, int(w.people[j].place)):
        add_member(w, row, j, channel)


@kernel
def agreed(q: Quarter, row: Row, place: int) -> bool:
    """Whether friction lets somebody of ``place`` join those on board."""
    worst = 0.0
    for m in range(row.seats):
        if row.at[m] == place:
            return True
        worst = max(worst, q.friction[row.at[m], place])
    return worst <= 0.0 or uniform(row.id, FRICTION, 0) < math.exp(-worst)


@kernel
def newcomer(w: Arrays, q: Quarter, row: Row, k: int) -> int:
    """A junior of the lead's institution, best one who has not published yet."""
    fallback = -1
    for m in range(int(q.theta[0].juniors_newcomer_looks)):
        j = junior(w, q, row, k, m)
        if seated(row, j) or not has_time(w, q, j):
            continue
        if w.people[j].papers == 0:
            return j
        if fallback < 0 and w.people[j].stage <= POSTDOC:
            fallback = j
    return fallback


@kernel
def seated(team: Row, slot: int) -> bool:
    """Whether a researcher already has a seat in the team."""
    found = False
    for m in range(team.seats):
        found = found or team.members[m] == slot
    return found


@kernel
def add_member(w: Arrays, row: Row, j: int, channel: int) -> None:
    """Seat ``j`` unless already there; the first foreign seat gives the project its channel."""
    if seated(row, j):
        return
    place = w.people[j].place
    if place != row.at[0]:
        if not spans_places(row):
            row.channel = channel
        if channel == PROGRAMME or (w.people[j].marks | w.people[row.members[0]].marks) & VISITING:
            row.marks = row.marks | SUPPORTED
    row.members[row.seats] = j
    row.at[row.seats] = place
    row.seats += 1


@kernel
def main_domain(person: Row) -> int:
    """The domain with the largest topic weight."""
    best = 0
    for d in range(1, len(person.topic)):
        if person.topic[d] > person.topic[best]:
            best = d
    return best
