"""E1, E2 · Entry: who a newcomer is follows from where, when and as which one they enter.

Identity = hash(seed, replicate, place, quarter, ordinal), whatever slot they sit in, so that one
departure more or less does not make others of all who come later. With z₀, z₁, z_d normal draws of
the identity and u a uniform one:

    λ = exp(√v_λ·z₀ − v_λ/2),   so that the mean of λ is 1;   0 with chance h
    ln Q = (c/√v_λ)·z₀ + √(v_Q − c²/v_λ)·z₁
    topic = norm|x_advisor + s·z|
    English = e + 2·min(e, 1 − e)·(u − ½),   1 where it is an official language

λ is the rate of own projects, Q quality as a partner. Who supports begins none and is invited like
everybody else; how many projects all others begin follows from the record. v_λ, v_Q, c, h, s, e:
cards people.rate_variance, people.quality_variance, people.rate_quality_covariance,
people.supporters, people.topic_spread, people.english. With their advisor they begin with a tie of
strength juniors.advisor_tie.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, index_below, mix, normal, uniform
from sim.compiled import kernel
from sim.dynamics.ties import expect_ties, note_left, strengthen_noted
from sim.world.build import INSTITUTION_OF, pick_from
from sim.world.prefetch import prefetch
from sim.world.roster import join
from sim.world.slots import Bits, take_near
from sim.world.state import DOMAINS, MID, NEWCOMER, PHD, TIES
from sim.world.views import Arrays, Quarter

CARDS = (
    "people.rate_variance",
    "people.quality_variance",
    "people.rate_quality_covariance",
    "people.supporters",
    "people.topic_spread",
    "people.english",
    "juniors.advisor_looks",
    "juniors.advisor_tie",
)
SIZE = len(DOMAINS)
RATE = int(Purpose.RATE)
SUPPORTER = int(Purpose.SUPPORTER)
TOPIC = int(Purpose.TOPIC)
LANGUAGE = int(Purpose.LANGUAGE)
ADVISOR = int(Purpose.ADVISOR)
AHEAD = 4
Floats = NDArray[np.float64]


class Scratch(NamedTuple):
    """Room to work in: the topics around which a newcomer's lie, and what is left of ties."""

    centre: Floats
    left: NDArray[np.float32]


@kernel
def identity_of(place_key: np.uint64, quarter: np.uint64, ordinal: int) -> np.uint64:
    """Identity of the ``ordinal``-th entrant of a place in the quarter of that key.

    The key holds seed and replicate, so that another replicate has other people.
    """
    return mix(mix(np.uint64(place_key) + np.uint64(quarter)) ^ np.uint64(ordinal))


@kernel
def endow(
    w: Arrays, q: Quarter, i: int, identity: np.uint64, place: int, english_official: int
) -> None:
    """Ability, rate and language of a new researcher in slot ``i`` (E2, E8)."""
    theta = q.theta[0]
    person = w.people[i]
    base = base_of(np.uint64(0), identity)
    spread = math.sqrt(theta.people_rate_variance)
    z0 = normal(base, RATE, 0)
    z1 = normal(base, RATE, 1)
    slope = theta.people_rate_quality_covariance / spread
    rest = math.sqrt(max(0.0, theta.people_quality_variance - slope * slope))
    person.rate = math.exp(spread * z0 - 0.5 * theta.people_rate_variance)
    if uniform(base, SUPPORTER, 0) < theta.people_supporters:
        person.rate = 0.0
    person.quality = slope * z0 + rest * z1
    english = 1.0
    if english_official == 0:
        swing = 2.0 * min(theta.people_english, 1.0 - theta.people_english)
        english = theta.people_english + swing * (uniform(base, LANGUAGE, 0) - 0.5)
    person.english = np.uint8(255.0 * english)
    w.ids[i] = identity
    person.key = np.uint32(np.uint64(identity) >> np.uint64(32))
    person.origin = place
    person.place = place
    person.learned = -1
    person.level = 0
    person.marks = 0
    person.load = 0
    person.papers = 0
    person.stamp = person.key


@kernel
def give_topic(w: Arrays, q: Quarter, i: int, centre: Floats) -> None:
    """Topic weights around ``centre`` (domain,): |centre + spread·z|, of length 1."""
    base = base_of(np.uint64(1), w.ids[i])
    square = 0.0
    person = w.people[i]
    for d in range(SIZE):
        x = abs(centre[d] + q.theta[0].people_topic_spread * normal(base, TOPIC, d))
        person.topic[d] = x
        square += x * x
    scale = 1.0 / math.sqrt(square)
    for d in range(SIZE):
        person.topic[d] = person.topic[d] * scale


@kernel
def colleague(w: Arrays, place: int, institution: int, base: np.uint64, m: int) -> tuple[bool, int]:
    """Whether the ``m``-th advisor looked at is found at the institution, and where in its list.

    Where nobody is, the place is looked at: who opens a new group comes from another one.
    """
    here, there = w.institutions[institution], w.places[place]
    if here.count > 0:
        return True, int(here.start + index_below(base, ADVISOR, m, here.count))
    if there.count > 0:
        return False, int(there.start + index_below(base, ADVISOR, m, there.count))
    return False, -1


@kernel
def advisor_in(w: Arrays, q: Quarter, base: np.uint64, place: int, institution: int) -> int:
    """Somebody to learn from, preferably in mid career or senior; −1 in an empty place.

    Card juniors.advisor_looks says how many are looked at.
    """
    found = -1
    for m in range(int(q.theta[0].juniors_advisor_looks)):
        own, at = colleague(w, place, institution, base, m)
        if at < 0:
            return -1
        found = int(w.roster[at] if own else w.place_roster[at])
        if w.people[found].stage >= MID:
            return found
    return found


@kernel
def expect_entrants(
    w: Arrays, q: Quarter, place: int, ordinal: int, count: int, first: int, sizes: Floats
) -> None:
    """Ask memory for what later entrants will look at: one step each, the latest the first."""
    for step in range(2):
        later = ordinal + AHEAD * (2 - step)
        if later >= count:
            continue
        identity = identity_of(q.place_key[place], q.key, later)
        base = base_of(np.uint64(2), identity)
        institution = first + pick_from(sizes, identity, INSTITUTION_OF)
        for m in range(int(q.theta[0].juniors_advisor_looks)):
            own, at = colleague(w, place, institution, base, m)
            if at < 0:
                continue
            if step == 0 and own:
                prefetch(w.roster, at)
            elif step == 0:
                prefetch(w.place_roster, at)
            else:
                prefetch(w.people, w.roster[at] if own else w.place_roster[at])


def room_to_enter() -> Scratch:
    """Room that serves one entrant after another."""
    return Scratch(np.empty(SIZE), np.empty(TIES, np.float32))


@kernel
def enter(
    w: Arrays,
    q: Quarter,
    free: Bits,
    place: int,
    count: int,
    english_official: int,
    first: int,
    sizes: Floats,
    scratch: Scratch,
) -> int:
    """``count`` new doctoral students in ``place``; returns how many found room.

    They join institutions of their place by size, as founders do: ``sizes`` are the cumulative
    shares of those from ``first`` on. They take slots that are ``free``. Returns −1 if a roster is
    full.
    """
    entered = 0
    for ordinal in range(count):
        expect_entrants(w, q, place, ordinal, count, first, sizes)
        identity = identity_of(q.place_key[place], q.key, ordinal)
        base = base_of(np.uint64(2), identity)
        institution = first + pick_from(sizes, identity, INSTITUTION_OF)
        i = take_near(free, w.institutions[institution].home)
        if i < 0:
            return entered
        prefetch(w.people, i)
        expect_ties(w, i)
        advisor = advisor_in(w, q, base, place, institution)
        if advisor >= 0:
            expect_ties(w, advisor)
        endow(w, q, i, identity, place, english_official)
        person = w.people[i]
        person.born = q.t + 1
        person.stage = PHD
        person.institution = institution
        for d in range(SIZE):
            scratch.centre[d] = 1.0 / math.sqrt(SIZE) if advisor < 0 else w.people[advisor].topic[d]
        give_topic(w, q, i, scratch.centre)
        ok = join(w.institutions, w.roster, w.roster_end, w.position, institution, i)
        ok = join(w.places, w.place_roster, w.place_roster_end, w.place_position, place, i) and ok
        if not ok:
            return -1
        if advisor >= 0:
            known = q.theta[0].juniors_advisor_tie
            for one, other in ((i, advisor), (advisor, i)):
                note_left(w.ties, np.int64(one), q.decay, q.t, scratch.left)
                pair = np.int64(one), np.int64(other)
                strengthen_noted(w, q, pair, known, np.int64(NEWCOMER), scratch.left)
        entered += 1
    return entered
