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
from sim.compiled import kernel, whole
from sim.dynamics.partners import has_time, search
from sim.dynamics.ties import (
    Slot,
    expect_ties,
    first_tie,
    lasting_tie,
    pick_tie,
    ties_beyond,
)
from sim.world.lanes import shared_ties
from sim.world.state import PROGRAMME, REPEAT, TRIAD, Row
from sim.world.views import Arrays, Quarter

CARDS = ("assembly.reunion", "assembly.triad")
EGO = int(Purpose.EGO)
TIE = int(Purpose.TIE)
TIE_OF_TIE = int(Purpose.TIE_OF_TIE)


class Look(NamedTuple):
    """The search for one seat.

    ``kind`` of person; ``ego`` whose ties are used; ``what``: which tie, or the country of the
    search (−1: the own institution); ``runners``: the ties that are in the race, a bit for each.
    """

    kind: np.int64
    ego: np.int64
    what: np.int64
    runners: np.int64


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
def reunites(q: Quarter, row: Row, k: int) -> bool:
    """Whether seat ``k`` is for somebody whom two of the team know, if there is such a one."""
    return uniform(row.id, EGO, 48 + k) < q.theta[0].assembly_reunion


@kernel
def expect_circle(w: Arrays, q: Quarter, row: Row, k: int, ego: Slot) -> None:
    """The ties that seat ``k`` is filled through will be looked at soon: ask for them now."""
    expect_ties(w, ego)
    if reunites(q, row, k):
        for m in range(row.seats):
            expect_ties(w, row.members[m])


@kernel
def look_back(w: Arrays, q: Quarter, row: Row, k: int, now: Look) -> Look:
    """The first past partner in the race for seat ``k``: which tie, −1 for none."""
    key = race_key(bits(row.id, TIE, k))
    beyond = ties_beyond(w, now.ego, row)
    runners = beyond & known_to_others(w, now.ego, row) if reunites(q, row, k) else beyond
    x = first_tie(w, q, now.ego, key, runners)
    if x < 0 and runners != beyond:
        runners = beyond
        x = first_tie(w, q, now.ego, key, runners)
    return Look(now.kind, now.ego, np.int64(x), runners)


@kernel
def known_to_others(w: Arrays, ego: Slot, row: Row) -> np.int64:
    """The ties of ``ego`` with people whom another member remembers too, a bit for each."""
    known = np.int64(0)
    for m in range(row.seats):
        if row.members[m] != ego:
            known |= shared_ties(w.ties, ego, np.int64(row.members[m]))
    return known


@kernel
def through_ties(w: Arrays, q: Quarter, row: Row, k: int, now: Look) -> tuple[int, int]:
    """A past partner of somebody in the team, or a partner's partner; else somebody new."""
    i = int(row.members[0])
    draw = bits(row.id, TIE, k)
    x = lasting_tie(w, q, now.ego, race_key(draw), now.runners, now.what)
    if x < 0:
        x = pick_tie(w, q, now.ego, draw, row)
    if x < 0:
        return search(w, q, i, row.id, k)
    j = int(w.ties[now.ego, x].slot)
    channel = PROGRAMME if w.ties[now.ego, x].channel == PROGRAMME else REPEAT
    if passes_on(q, row, k):
        y = pick_tie(w, q, whole(j), bits(row.id, TIE_OF_TIE, k), row)
        if y >= 0:
            j = int(w.ties[j, y].slot)
            channel = PROGRAMME if channel == PROGRAMME else TRIAD
    if j == i or not has_time(w, q, j):
        return -1, channel
    return j, channel
