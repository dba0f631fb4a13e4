"""Who of a place takes part in an offer: eligible, aware, willing, chosen, and not lapsed (E17)."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, named_key, uniform
from sim.dynamics.meetings import remembered_pairs
from sim.dynamics.uptake import applicants, choose, lapses, priority
from sim.model.offers import Desk, candidates, first_year_of, note_awardees, offer_key
from sim.world.programme import Programme
from sim.world.state import DOMAINS, DUAL, VISITING, State

Slots = NDArray[np.int64]
YEAR = 4
DAYS_A_MONTH = 30.0


def taking_part(
    desk: Desk, programme: Programme, place: str, seats: float, barred: Sequence[int] = ()
) -> Slots:
    """Slots of the people of one place who take a share of ``seats`` (people, at full scale).

    Whoever is ``barred`` (slots), as one who sits on a place already, does not take one.
    """
    number = seats_of(desk, programme, place, seats)
    return invited(desk, programme, place, number, barred)


def seats_of(desk: Desk, programme: Programme, place: str, seats: float) -> int:
    """How many people of a place this call takes, in this world, of ``seats`` at full scale."""
    name = f"{programme.lever}/{place}/{programme.host}"
    return whole(desk, name, seats * desk.almanac.spec.scale)


def invited(
    desk: Desk, programme: Programme, place: str, number: int, barred: Sequence[int] = ()
) -> Slots:
    """Slots of the people of one place who take so many places, as they are in this world.

    The trouble b of a journey deters them like political friction (see ``trouble``, ``lapsed``).
    """
    almanac, state, q = desk.almanac, desk.state, desk.q
    codes, v = almanac.drivers.places, almanac.spec.values
    here, there = codes.index(place), codes.index(facing(programme, place))
    around = eligible_between(state, here, programme.stages)
    slots = around[~np.isin(around, barred)]
    if programme.domains:
        fields = [DOMAINS.index(domain) for domain in programme.domains]
        slots = slots[np.isin(state.people["topic"][slots].argmax(axis=1), fields)]
    if programme.met:
        slots = slots[np.isin(slots, acquainted(desk, there))]
    if programme.first_year:
        slots = slots[state.people["born"][slots] > state.t - YEAR]
    if number == 0 or len(slots) == 0:
        return np.zeros(0, np.int64)
    key = offer_key(almanac, programme, state.t)
    people = candidates(desk, programme, slots, around, there, np.ones(len(slots)))
    barrier = trouble(desk, programme, place)
    risk = float(max(0.0, q.friction[here, there])) + barrier
    applied = applicants(key, people, first_year_of(state, programme), risk, v)
    rank = priority(key, people, programme.selection, v)
    chosen = choose(people, rank, applied, number, programme.newcomer_share)
    taken = slots[chosen[~lapsed(desk, key, people.ids[chosen], barrier)]]
    note_awardees(state, programme, taken)
    return np.asarray(taken)


def acquainted(desk: Desk, place: int) -> Slots:
    """Slots of those who met somebody now in research in a place, and have it in mind."""
    people, half_life = desk.state.people, desk.almanac.spec.values["exposure.half_life"]
    rows = remembered_pairs(desk.w, desk.state.encounters, desk.state.t, half_life)
    ends = np.stack([rows["ego"], rows["slot"]]).astype(np.int64)
    there = people["place"][ends] == place
    return np.unique(ends[there[::-1]])


def trouble(desk: Desk, programme: Programme, place: str) -> float:
    """Trouble of the journey for people of a place, log points; nothing where nobody travels.

    Only rules with days or months abroad make people travel, unless they meet online. Journeys
    longer than card visa.short_days have a trouble of their own.
    """
    away = programme.days > 0.0 or programme.months_abroad > 0.0
    if programme.virtual or not away or place == programme.host:
        return 0.0
    codes, (every, long) = desk.almanac.drivers.places, desk.barrier
    way = codes.index(place), codes.index(programme.host)
    days = max(programme.days, programme.months_abroad * DAYS_A_MONTH)
    far = days > desk.almanac.spec.values["visa.short_days"]
    return float(every[way] + long[way]) if far else float(every[way])


def lapsed(
    desk: Desk, key: np.uint64, ids: NDArray[np.uint64], barrier: float
) -> NDArray[np.bool_]:
    """Which places are never taken up: with trouble b a share 1 − (1 − lapse)^(e^b)."""
    v = desk.almanac.spec.values
    share = 1.0 - (1.0 - v["programme.lapse"]) ** math.exp(barrier)
    return lapses(key, ids, {**v, "programme.lapse": share})


def facing(programme: Programme, place: str) -> str:
    """The other side: the host, or for people of the host the first who come to it."""
    others = (programme.host, programme.origin, *programme.partners)
    return next((other for other in others if other != place), place)


def eligible_between(state: State, place: int, stages: tuple[int, int]) -> Slots:
    """Slots of researchers of a place and some stages who are at home, in the order of ids."""
    people = state.people
    stage, at_home = people["stage"], (people["marks"] & (VISITING | DUAL)) == 0
    wanted = (stage >= stages[0]) & (stage <= stages[1]) & (people["place"] == place) & at_home
    slots = np.flatnonzero(wanted)
    return np.asarray(slots[np.argsort(state.ids[slots], kind="stable")])


def whole(desk: Desk, name: str, due: float) -> int:
    """People and awards are whole: what is left of a fraction goes on to the next call.

    The first call begins with a fraction by lot, so that none has less than its due on the mean.
    """
    memory, carried = desk.state.memory, f"carried/{name}"
    due += float(memory[carried][0]) if carried in memory else by_lot(desk, name)
    memory[carried] = np.array([due - math.floor(due)])
    return math.floor(due)


def rounded(desk: Desk, name: str, amount: float) -> int:
    """A whole number of people that is as large as the amount on the mean over worlds."""
    return math.floor(amount + by_lot(desk, name))


def by_lot(desk: Desk, name: str) -> float:
    """A fraction drawn once for each world and name; a larger amount never becomes fewer."""
    with np.errstate(over="ignore"):
        base = np.uint64(base_of(desk.almanac.seed, named_key(f"whole/{name}")))
    return float(uniform(base, int(Purpose.ROUNDING), 0))
