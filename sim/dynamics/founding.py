"""E1, E2 · The founding population: those who are already there when the clock starts.

Ages follow the survival of a cohort; the stage is that which each stage's promotion hazard gives by
that age; institutions are drawn by size, the main topic from all domains alike. Everybody begins
with up to four ties of their own, as strong as their place writes papers a head in a year. Each is
abroad with the chance of a search there; of the others three go to colleagues at the institution
and one to somebody in the country.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, bits, index_below, mix, uniform
from sim.compiled import kernel, maker
from sim.dynamics.entry import endow, give_topic, identity_of
from sim.dynamics.partners import choose_place
from sim.dynamics.ties import strengthen
from sim.world.build import AGE, DOMAIN_OF, INSTITUTION_OF, STAGE, pick_from, seat
from sim.world.slots import Bits, take_near
from sim.world.state import ABROAD, DOMAINS, HOME, LOCAL, PHD, SENIOR
from sim.world.views import Arrays, Quarter

CARDS: tuple[str, ...] = ()
SIZE = len(DOMAINS)
FIRST_TIES = int(Purpose.FIRST_TIES)
LOCAL_TIES, WHERE, WHO_ABROAD = 3, 8, 16


@maker
def found(
    w: Arrays,
    q: Quarter,
    free: Bits,
    place: int,
    count: int,
    first_institution: int,
    english_official: int,
    shares: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
) -> int:
    """Settle ``count`` researchers in ``free`` slots of a place; −1 if there is no room.

    ``shares`` are cumulative: by academic age, by institution of the place, by domain.
    """
    centre = np.empty(SIZE)
    for ordinal in range(count):
        identity = identity_of(q.place_key[place], mix(q.key), ordinal)
        institution = first_institution + pick_from(shares[1], identity, INSTITUTION_OF)
        i = take_near(free, w.institutions[institution].home)
        if i < 0:
            return -1
        endow(w, q, i, identity, place, english_official)
        person = w.people[i]
        age = pick_from(shares[0], identity, AGE)
        person.born = q.t - age
        person.stage = stage_at(q, identity, age)
        centre[:] = 0.0
        centre[pick_from(shares[2], identity, DOMAIN_OF)] = 1.0
        give_topic(w, q, i, centre)
        if not seat(w, i, institution):
            return -1
    return count


@kernel
def stage_at(q: Quarter, identity: np.uint64, age: int) -> int:
    """Stage reached by an academic age (quarters), by each stage's promotion hazard."""
    base = base_of(np.uint64(4), identity)
    stage = PHD
    waiting = -math.log(uniform(base, STAGE, stage))
    for a in range(age):
        if stage == SENIOR:
            break
        waiting += math.log(1.0 - min(0.999, q.promotion[stage, a]))
        if waiting < 0.0:
            stage += 1
            waiting = -math.log(uniform(base, STAGE, stage))
    return stage


@maker
def acquaint(w: Arrays, q: Quarter, strength: NDArray[np.float64]) -> None:
    """Give each founder a few acquaintances, who know the founder too; ``strength`` by place."""
    for i in range(len(w.people)):
        if w.people[i].stage < 0:
            continue
        base = base_of(np.uint64(5), w.ids[i])
        for k in range(LOCAL_TIES + 1):
            j, channel = acquaintance(w, q, i, base, k)
            if j >= 0 and j != i:
                gain = strength[w.people[i].place]
                strengthen(w, q, np.int64(i), np.int64(j), gain, np.int64(channel))
                strengthen(w, q, np.int64(j), np.int64(i), gain, np.int64(channel))


@kernel
def acquaintance(w: Arrays, q: Quarter, i: int, base: np.uint64, k: int) -> tuple[int, int]:
    """Somebody abroad with the chance of a search there, else a colleague or a compatriot."""
    here = w.people[i].place
    place = choose_place(w, q, i, bits(base, FIRST_TIES, WHERE + k))
    if place == here and k < LOCAL_TIES:
        own = w.institutions[w.people[i].institution]
        return int(w.roster[own.start + index_below(base, FIRST_TIES, k, own.count)]), LOCAL
    there = w.places[place]
    if there.count == 0:
        return -1, ABROAD
    who = index_below(base, FIRST_TIES, k if place == here else WHO_ABROAD + k, there.count)
    return int(w.place_roster[there.start + who]), HOME if place == here else ABROAD
