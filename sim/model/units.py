"""I9, I10 · Joint centres and campuses: whose people are really there, while it lasts (E22).

Of the nominal staff of the guests a share π is present. Everybody present has s sessions a month,
spread over those of the other side; so the effect grows with presence and is nothing at π = 0. In a
world of scale z a unit has z² instead of z times as many pairs: sessions are spread as at full
scale, and a pair stands for 1/z pairs, so that z times as much comes of it. The hazard of people
side by side may be a multiple ν of what sessions account for, 1 unless an instrument says so. A
unit closes with a yearly hazard; ties stay and fade as all do. Those who teach at a campus have
that much less time for research at home.
"""

import math
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, named_key, uniform
from sim.dynamics.meetings import encounter
from sim.model.choosing import invited, rounded
from sim.model.events import remember
from sim.model.offers import Desk
from sim.model.stays import present
from sim.world.programme import Programme
from sim.world.state import PROGRAMME, WORK, Rows, State, Unit

CARDS = ("unit.closure", "unit.staff_cost")
APART = -1.0
Identities = NDArray[np.uint64]
Sides = tuple[frozenset[int], frozenset[int]]


def call_units(desk: Desk, programme: Programme, staff: Sequence[float]) -> Rows:
    """The posts of a quarter, filled once a year or when there are posts again after a break.

    Who is there stays; a closed unit stays closed.
    """
    name = f"{programme.kind}/{programme.origin}/{programme.host}"
    unit = next((unit for unit in desk.state.units if unit.name == name), None)
    if unit is None:
        codes = desk.almanac.drivers.places
        unit = Unit(name, codes.index(programme.origin), codes.index(programme.host))
        desk.state.units.append(unit)
    if unit.closed:
        return np.zeros(0, WORK)
    filled = unit.until == desk.state.t and desk.state.t % 4 > 0
    unit.nominal, unit.until = (staff[0], staff[1]), desk.state.t + 1
    unit.teaching, unit.fragility = programme.teaching, programme.fragility
    unit.nearness = programme.nearness
    if not filled:
        fill(desk, programme, unit)
    return np.zeros(0, WORK)


def fill(desk: Desk, programme: Programme, unit: Unit) -> None:
    """Who is still there of either side, and somebody new on every vacant post."""
    wanted = unit.nominal[0] * programme.presence, unit.nominal[1]
    scale, places = desk.almanac.spec.scale, (programme.origin, programme.host)
    seats = [rounded(desk, f"{unit.name}/{n}", posts * scale) for n, posts in enumerate(wanted)]
    desk.state.memory[f"posts/{unit.name}"] = np.array([wanted, seats], float)
    for place, members, count in zip(places, (unit.guests, unit.hosts), seats, strict=True):
        members[:] = [m for m in members if works_at(desk, *m, place)]
        vacant = count - len(members)
        sitting = [slot for slot, _ in members]
        found = invited(desk, programme, place, max(0, vacant), sitting)
        members += [(int(i), int(desk.w.ids[i])) for i in found]
    guests, hosts = unit.ever
    unit.ever = guests | identities(unit.guests), hosts | identities(unit.hosts)


def works_at(desk: Desk, slot: int, identity: int, place: str) -> bool:
    """Whether a member is still in research in the place that sent them."""
    here = desk.almanac.drivers.places.index(place)
    return present(desk, slot, identity) and int(desk.w.people["place"][slot]) == here


def work_in_units(desk: Desk) -> None:
    """A quarter of every unit: perhaps it closes; else those present meet, and both sides pay."""
    v, t = desk.almanac.spec.values, desk.state.t
    for unit in desk.state.units:
        if unit.closed or t >= unit.until:
            continue
        with np.errstate(over="ignore"):
            luck = uniform(
                np.uint64(base_of(desk.q.key, named_key(unit.name))), int(Purpose.AWARD), 0
            )
        if luck < -math.expm1(-v["unit.closure"] * strain(desk, unit) / 4.0):
            unit.closed = True
            continue
        scale = desk.almanac.spec.scale
        for place, people in zip((unit.origin, unit.host), unit.nominal, strict=True):
            desk.books.cost[place] += scale * people * v["unit.staff_cost"] / 4.0
        side_by_side(desk, unit)


def strain(desk: Desk, unit: Unit) -> float:
    """Factor of the hazard of closure: e^(fragility·R), R the friction between the two places."""
    return math.exp(unit.fragility * max(0.0, float(desk.q.friction[unit.origin, unit.host])))


def time_given(state: State, posts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Researchers' worth of time that each place gives to teaching at its campuses (place,).

    ``posts`` (place, place) are those that the first place keeps in the second this quarter. Who
    has left research gives none.
    """
    people, ids = state.people, state.ids
    given = np.zeros(len(posts))
    for unit in state.units:
        if not unit.closed and posts[unit.origin, unit.host] > 0.0:
            there = sum(people["stage"][i] >= 0 and ids[i] == who for i, who in unit.guests)
            given[unit.origin] += unit.teaching * there
    return given


def side_by_side(desk: Desk, unit: Unit) -> None:
    """Sessions of everybody present with those of the other side; who has moved meets nobody."""
    guests, hosts = ([slot for slot, _ in side] for side in at_their_posts(desk, unit))
    if not guests or not hosts:
        return
    one, other = (side.ravel() for side in np.meshgrid(guests, hosts))
    sessions = 3.0 * desk.almanac.spec.values["exposure.sessions_month"]
    wanted, seats = desk.state.memory[f"posts/{unit.name}"]
    filled = np.array([len(guests), len(hosts)]) / np.maximum(seats, 1.0)
    doses = np.full(len(one), sessions / (wanted * filled).max())
    remember(desk, encounter(desk.w, desk.q, one, other, doses, PROGRAMME))


def at_their_posts(desk: Desk, unit: Unit) -> tuple[list[tuple[int, int]], ...]:
    """Members of either side who are still in research in the place that sent them."""
    places = desk.almanac.drivers.places
    return tuple(
        [member for member in side if works_at(desk, *member, places[place])]
        for side, place in ((unit.guests, unit.origin), (unit.hosts, unit.host))
    )


def pairs_meant(desk: Desk, met: Rows) -> NDArray[np.float64]:
    """How many pairs of the full scale each pair that met stands for: in a unit more than one.

    Who has given up the post still stands for as many. Times ν, as long as the two are side by
    side: who moves away is no longer near, whenever the post is filled again. It is a ratio of near
    to far, so that of several units with the same pair the one with the largest ν counts, and
    sessions of all of them.
    """
    if desk.almanac.spec.scale == 1.0 and all(unit.nearness == 1.0 for unit in desk.state.units):
        return np.ones(len(met))
    nearest = np.full(len(met), APART)
    ends = desk.w.ids[met["ego"]], desk.w.ids[met["slot"]]
    for unit in desk.state.units:
        works = not unit.closed and desk.state.t < unit.until
        guests, hosts = (identities(side) for side in at_their_posts(desk, unit))
        near = unit.nearness if works else 1.0
        for sides, times in ((unit.ever, 1.0), ((guests, hosts), near)):
            inside = across(ends, sides)
            nearest[inside] = np.maximum(nearest[inside], times)
    return np.where(nearest > APART, nearest / desk.almanac.spec.scale, 1.0)


def identities(members: Collection[tuple[int, int]]) -> frozenset[int]:
    """Who they are, whatever their slots."""
    return frozenset(identity for _, identity in members)


def across(ends: tuple[Identities, Identities], sides: Sides) -> NDArray[np.bool_]:
    """Of which pairs (two ends, identities) one is of either side."""
    (ego, other), (one, two) = ends, (np.array(sorted(side), np.uint64) for side in sides)
    return (np.isin(ego, one) & np.isin(other, two)) | (np.isin(ego, two) & np.isin(other, one))
