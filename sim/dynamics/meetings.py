"""E6 at events · Pairs of people who met, and the projects that come of it while they remember.

Everybody sits in a random circle of N seats and talks with the next c/2 on either side; a small
group is a stretch of the circle whose members all work together:

    c = min(days·e, contacts, N − 1)
    sessions of a talk = m,   of two in one group = days·s,   both times v online
    chance of a project in a quarter = hazard(sessions remembered)/(1 + tie/known)

Cards meeting.encounters_day (e), meeting.chat (m), meeting.sessions_day (s), meeting.virtual (v),
exposure.contacts (people), exposure.known; the hazard is that of E6. So the effect of an event
grows with participants, never with their square.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, bits, uniform
from sim.compiled import kernel
from sim.dynamics.exposure import meeting_hazard
from sim.dynamics.leading import leader_of
from sim.dynamics.partners import has_time
from sim.dynamics.projects import assemble
from sim.dynamics.ties import holds, pair_strength
from sim.world.state import ENCOUNTER, Row, Rows
from sim.world.views import Arrays, Quarter

CARDS = (
    "meeting.sessions_day",
    "meeting.encounters_day",
    "meeting.chat",
    "meeting.virtual",
)
LUCK = int(Purpose.ENCOUNTER)
FAINT = 0.01
Slots = NDArray[np.int64]


class Setting(NamedTuple):
    """How people meet: for how long, in groups of how many (0: none), in person or not."""

    days: float
    group: int
    virtual: bool


def circle(count: int, setting: Setting, v: Mapping[str, float]) -> tuple[Slots, Slots, Slots]:
    """Who meets whom at an event of ``count``: two seats of the circle and the sessions shared."""
    seats = np.arange(count)
    contacts = min(setting.days * v["meeting.encounters_day"], v["exposure.contacts"], count - 1.0)
    talks = _neighbours(seats, max(0.0, contacts) / 2.0)
    groups = _groups(seats, setting.group)
    worth = v["meeting.virtual"] if setting.virtual else 1.0
    doses = np.concatenate(
        [
            np.full(len(talks), worth * v["meeting.chat"]),
            np.full(len(groups), worth * setting.days * v["meeting.sessions_day"]),
        ]
    )
    pairs = np.concatenate([talks, groups])
    return pairs[:, 0], pairs[:, 1], doses


def _neighbours(seats: Slots, reach: float) -> Slots:
    """Pairs of everybody with the next ``reach`` of the circle, each pair once.

    Of a fraction only so large a share of the seats has one neighbour more; seats are by lot.
    """
    count, steps = len(seats), math.floor(reach)
    pairs = [np.stack([seats, (seats + step) % count], axis=1) for step in range(1, steps + 1)]
    more = seats[: round((reach - steps) * count)]
    pairs.append(np.stack([more, (more + steps + 1) % max(count, 1)], axis=1))
    return np.concatenate([np.zeros((0, 2), np.int64), *pairs])


def _groups(seats: Slots, size: int) -> Slots:
    """All pairs inside stretches of ``size`` seats."""
    steps = range(1, size)
    pairs = [np.stack([seats[:-step], seats[step:]], axis=1) for step in steps if step < len(seats)]
    found = np.concatenate([np.zeros((0, 2), np.int64), *pairs])
    return found[found[:, 0] // max(size, 1) == found[:, 1] // max(size, 1)]


def encounter(w: Arrays, q: Quarter, one: Slots, other: Slots, doses: Slots, channel: int) -> Rows:
    """Rows for pairs of slots that met; a pair is written the same way round each time."""
    rows = np.zeros(len(one), ENCOUNTER)
    first = np.where(w.ids[one] < w.ids[other], one, other)
    second = one + other - first
    rows["ego"], rows["slot"] = first, second
    rows["ego_key"], rows["key"] = w.people["key"][first], w.people["key"][second]
    rows["dose"], rows["last"], rows["channel"] = doses, q.t, channel
    return rows


def merge(rows: Rows, t: int, half_life: float) -> Rows:
    """One row a pair: what is still remembered of earlier meetings is added to the latest."""
    if len(rows) == 0:
        return rows
    left = rows["dose"] * np.exp2(-(t - rows["last"]) / (4.0 * half_life))
    pair = rows["ego"].astype(np.int64) << 32 | rows["slot"]
    _, first, which = np.unique(pair, return_index=True, return_inverse=True)
    merged = rows[first]
    merged["dose"] = np.bincount(which, weights=left)
    merged["last"] = t
    return merged


def remembered_pairs(w: Arrays, rows: Rows, t: int, half_life: float) -> Rows:
    """The rows of which both are still in research and something is still in mind."""
    left = rows["dose"] * np.exp2(-(t - rows["last"]) / (4.0 * half_life))
    here = (w.people["key"][rows["ego"]] == rows["ego_key"]) & (w.people["stage"][rows["ego"]] >= 0)
    there = (w.people["key"][rows["slot"]] == rows["key"]) & (w.people["stage"][rows["slot"]] >= 0)
    return rows[here & there & (left >= FAINT)]


@kernel
def sparks(w: Arrays, q: Quarter, pairs: Rows, meant: NDArray[np.float64], out: Rows) -> int:
    """Projects that pairs begin this quarter because they met; returns their number.

    ``meant`` is for how many pairs each stands, ``out`` needs a row for each. Either of the two
    leads, by lot; who never leads leaves it to the other. Whoever works together already needs no
    meeting for it: the hazard is divided by 1 + s/known, s the strength of their tie.
    """
    made = 0
    for r in range(len(pairs)):
        pair = pairs[r]
        i = int(pair.ego)
        j = int(pair.slot)
        if not holds(w, pair) or not has_time(w, q, i) or not has_time(w, q, j):
            continue
        base = pair_base(w, q, pair)
        known = pair_strength(w, q, i, j)
        calm = 1.0 + known / q.theta[0].exposure_known
        if uniform(base, LUCK, 0) >= meant[r] * meeting_hazard(w, q, i, pair) / calm:
            continue
        identity = bits(base, LUCK, 1)
        first = i if uniform(base, LUCK, 2) < 0.5 else j
        lead = leader_of(w, first, i + j - first)
        if lead >= 0:
            made += assemble(w, q, lead, identity, i + j - lead, int(pair.channel), out[made])
    return made


@kernel
def pair_base(w: Arrays, q: Quarter, pair: Row) -> np.uint64:
    """Key of a pair in a quarter."""
    return base_of(base_of(q.key, w.ids[pair.ego]), w.ids[pair.slot])
