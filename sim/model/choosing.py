"""Who of a place takes part in an offer: eligible, aware, willing, chosen, and not lapsed (E17)."""

import math

import numpy as np
from numpy.typing import NDArray

from sim.dynamics.uptake import applicants, choose, lapses
from sim.model.offers import Desk, candidates, first_year_of, offer_key
from sim.world.programme import Programme
from sim.world.state import DOMAINS, DUAL, VISITING, State

Slots = NDArray[np.int64]
YEAR = 4


def taking_part(desk: Desk, programme: Programme, place: str, seats: float) -> Slots:
    """Slots of the people of one place who take a share of ``seats`` (people, at full scale).

    The trouble of travelling b deters them like political friction, and places lapse with chance
    1 − (1 − lapse)^(e^b).
    """
    almanac, state, w, q = desk.almanac, desk.state, desk.w, desk.q
    codes, v = almanac.drivers.places, almanac.spec.values
    here, there = codes.index(place), codes.index(facing(programme, place))
    number = whole(state, f"{programme.lever}/{place}/{programme.host}", seats * almanac.spec.scale)
    slots = eligible_between(state, here, programme.stages)
    if programme.domains:
        fields = [DOMAINS.index(domain) for domain in programme.domains]
        slots = slots[np.isin(state.people["topic"][slots].argmax(axis=1), fields)]
    if programme.first_year:
        slots = slots[state.people["born"][slots] > state.t - YEAR]
    if number == 0 or len(slots) == 0:
        return np.zeros(0, np.int64)
    key = offer_key(almanac, programme, state.t)
    people = candidates(state, w, q, slots, there, np.ones(len(slots)))
    travels = place != programme.host and not programme.virtual
    barrier = float(desk.barrier[here, there]) if travels else 0.0
    risk = float(max(0.0, q.friction[here, there])) + barrier
    applied = applicants(key, people, first_year_of(state, programme), risk, v)
    chosen = choose(key, people, applied, programme.selection, number, programme.newcomer_share)
    lapse = 1.0 - (1.0 - v["programme.lapse"]) ** math.exp(barrier)
    kept = ~lapses(key, people.ids[chosen], {**v, "programme.lapse": lapse})
    return np.asarray(slots[chosen[kept]])


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


def whole(state: State, name: str, due: float) -> int:
    """People and awards are whole: what is left of a fraction is carried to the next year."""
    carried = f"carried/{name}"
    due += float(state.memory.get(carried, np.zeros(1))[0])
    state.memory[carried] = np.array([due - math.floor(due)])
    return math.floor(due)
