"""The first quarter: institutions with heavy-tailed sizes, and nobody in them yet."""

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, uniform
from sim.compiled import kernel, whole
from sim.world import memory
from sim.world.ascending import first_not_below
from sim.world.drivers import Drivers
from sim.world.roster import join, room_for
from sim.world.state import (
    CONTACT_POINT,
    CONTACTS,
    DOMAINS,
    EMPTY,
    INSTITUTION,
    PERSON,
    TIE,
    TIES,
    State,
)
from sim.world.views import Arrays

CARDS = ("world.size_exponent",)


def empty_state(drivers: Drivers, capacity: int, size_exponent: float) -> State:
    """A world with its institutions and nobody in it."""
    counts = drivers.institutions
    total = int(counts.sum())
    places = len(drivers.places)
    institutions = np.zeros(total, INSTITUTION)
    institutions["place"] = np.repeat(np.arange(places), counts)
    institutions["home"] = homes(drivers, capacity, size_exponent)
    institutions["prestige"] = np.concatenate([percentiles(n) for n in counts])
    people = memory.zeros(capacity, PERSON)
    people["stage"] = EMPTY
    return State(
        people=people,
        ids=np.zeros(capacity, np.uint64),
        ties=memory.zeros((capacity, TIES), TIE),
        contacts=np.zeros((0, CONTACTS), CONTACT_POINT),
        voucher=np.zeros(0, np.float32),
        voucher_until=np.zeros(0, np.int16),
        voucher_host=np.zeros(0, np.int8),
        voucher_client=np.zeros(0, np.int8),
        position=np.zeros(capacity, np.int32),
        place_position=np.zeros(capacity, np.int32),
        institutions=institutions,
        roster=np.zeros(room_for(total, capacity), np.int32),
        roster_end=np.zeros(1, np.int64),
        places=np.zeros(places, INSTITUTION),
        place_roster=np.zeros(room_for(places, capacity), np.int32),
        place_roster_end=np.zeros(1, np.int64),
        projects=np.zeros(0, np.uint8),
        project_due=np.zeros(0, np.int8),
        partners=np.ones((total, places), np.float32),
        benefit=np.zeros((total, places), np.float32),
        usable=np.zeros((places, len(DOMAINS))),
        compute=np.ones(places),
        friction=np.zeros((2, places, places)),
        approved=np.zeros((2, places, places, len(DOMAINS))),
        frozen=np.zeros(places, np.int64),
    )


def homes(drivers: Drivers, capacity: int, size_exponent: float) -> NDArray[np.int64]:
    """Centre of each institution's slots: regions as large as its share of the last heads."""
    heads = drivers.stock[-1] / drivers.stock[-1].sum()
    shares = np.concatenate(
        [
            heads[place] * np.diff(size_shares(int(n), size_exponent), prepend=0.0)
            for place, n in enumerate(drivers.institutions)
        ]
    )
    return np.asarray((np.cumsum(shares) - 0.5 * shares) * capacity, np.int64)


def percentiles(count: int) -> NDArray[np.float32]:
    """Percentile of size by rank, largest first: (n − rank − ½)/n."""
    return ((count - np.arange(count) - 0.5) / count).astype(np.float32)


def size_shares(count: int, exponent: float) -> NDArray[np.float64]:
    """Cumulative share of researchers by rank of institution: sizes ∝ rank^(−exponent)."""
    weights = np.arange(1, count + 1, dtype=float) ** -exponent
    return np.asarray(np.cumsum(weights) / weights.sum())


def sizes_of(counts: NDArray[np.int64], exponent: float) -> list[tuple[int, NDArray[np.float64]]]:
    """Of each place, its first institution and the cumulative shares of all of them by size."""
    first = np.cumsum(counts) - counts
    return [(int(n), size_shares(int(c), exponent)) for n, c in zip(first, counts, strict=True)]


def age_shares(survival: NDArray[np.float64], growth: float) -> NDArray[np.float64]:
    """Cumulative share by academic age of a population that grew by ``growth`` a quarter."""
    weights = survival * np.exp(-growth * np.arange(len(survival)))
    return np.asarray(np.cumsum(weights) / weights.sum())


@kernel
def seat(w: Arrays, i: int, institution: int) -> bool:
    """Put researcher ``i`` on the rosters of an institution and its place."""
    person = w.people[i]
    person.institution = institution
    place = whole(w.institutions[institution].place)
    person.place = place
    ok = join(w.institutions, w.roster, w.roster_end, w.position, institution, i)
    return join(w.places, w.place_roster, w.place_roster_end, w.place_position, place, i) and ok


@kernel
def pick_from(cumulative: NDArray[np.float64], identity: np.uint64, purpose: int) -> int:
    """Index drawn from cumulative shares by the identity's own uniform."""
    return first_not_below(cumulative, uniform(base_of(np.uint64(3), identity), purpose, 0))


AGE = int(Purpose.AGE)
STAGE = int(Purpose.STAGE)
INSTITUTION_OF = int(Purpose.INSTITUTION)
DOMAIN_OF = int(Purpose.TOPIC)
