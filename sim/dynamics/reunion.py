"""E4 · Seats for past partners: whose ties are asked, and who comes back.

The past partner is one of a member of the team drawn by lot, or of the lead where the lot falls on
somebody abroad or on a newcomer, who has none. With chance assembly.reunion those partners come
first whom another member has worked with too, as groups come back together and not one by one. Past
partners pass the seat on to one of their own partners with chance assembly.triad; where nobody is
left, the lead searches (E5).
"""

from typing import NamedTuple

import numpy as np

from sim.chance import Purpose, bits, index_below, race_key, uniform
from sim.compiled import kernel
from sim.dynamics.partners import has_time, search
from sim.dynamics.ties import holds, next_tie, pair_strength, pick_tie, seated, usable_tie
from sim.world.state import PROGRAMME, REPEAT, TRIAD, Row
from sim.world.views import Arrays, Quarter

CARDS = ("assembly.reunion", "assembly.triad")
EGO = int(Purpose.EGO)
TIE = int(Purpose.TIE)
TIE_OF_TIE = int(Purpose.TIE_OF_TIE)


class Look(NamedTuple):
    """The search for one seat.

    ``kind`` of person; ``ego`` whose ties are used; ``what``: which tie, or the country of the
    search (−1: the own institution); ``arrival`` of that tie in the race among all.
    """

    kind: np.int64
    ego: np.int64
    what: np.int64
    arrival: np.float32


@kernel
def spokesman(w: Arrays, row: Row, k: int) -> int:
    """Whose ties are used: an author of the team in the lead's country, else the lead."""
    m = index_below(row.id, EGO, k, row.seats)
    speaks = row.at[m] == row.at[0] and w.people[row.members[m]].papers > 0
    return int(row.members[m]) if speaks else int(row.members[0])


@kernel
def passes_on(q: Quarter, row: Row, k: int) -> bool:
    """Whether the past partner passes seat ``k`` on to a partner of theirs."""
    return uniform(row.id, EGO, 32 + k) < q.theta[0].assembly_triad


@kernel
def through_ties(w: Arrays, q: Quarter, row: Row, k: int, now: Look) -> tuple[int, int]:
    """A past partner of somebody in the team, or a partner's partner; else somebody new."""
    i = int(row.members[0])
    key = race_key(bits(row.id, TIE, k))
    x = usable_tie(w, q, now.ego, key, row, (now.what, now.arrival))
    if x < 0:
        return search(w, q, i, row.id, k)
    if uniform(row.id, EGO, 48 + k) < q.theta[0].assembly_reunion:
        x = reunion(w, q, row, now, key, x)
    j = int(w.ties[now.ego, x].slot)
    channel = PROGRAMME if w.ties[now.ego, x].channel == PROGRAMME else REPEAT
    if passes_on(q, row, k):
        y = pick_tie(w, q, j, bits(row.id, TIE_OF_TIE, k), row)
        if y >= 0:
            j = int(w.ties[j, y].slot)
            channel = PROGRAMME if channel == PROGRAMME else TRIAD
    if j == i or not has_time(w, q, j):
        return -1, channel
    return j, channel


@kernel
def reunion(w: Arrays, q: Quarter, row: Row, now: Look, key: np.uint32, first: int) -> int:
    """The first tie in the race to somebody whom another member knows too; else the first one."""
    x = int(now.what)
    arrival = now.arrival
    while x >= 0:
        tie = w.ties[now.ego, x]
        if holds(w, tie) and not seated(row, tie.slot) and another_knows(w, q, row, now.ego, tie):
            return x
        x, arrival = next_tie(w, q, now.ego, key, arrival)
    return first


@kernel
def another_knows(w: Arrays, q: Quarter, row: Row, ego: np.int64, tie: Row) -> bool:
    """Whether a member other than ``ego`` remembers the partner of this tie."""
    for m in range(row.seats):
        member = np.int64(row.members[m])
        if member != ego and pair_strength(w, q, member, np.int64(tie.slot)) > 0.0:
            return True
    return False
