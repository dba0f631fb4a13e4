"""Schools, forums and short visits: people of several places meet, and some go on together (E6)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, index_below, uniforms
from sim.dynamics.meetings import (
    Setting,
    circle,
    encounter,
    merge,
    remembered_pairs,
    sparks,
)
from sim.dynamics.ties import strongest_in
from sim.model.choosing import rounded, taking_part
from sim.model.offers import Desk, offer_key
from sim.world.programme import Programme
from sim.world.state import PROGRAMME, WORK, Rows
from sim.world.views import records

CARDS = ("meeting.day_cost", "meeting.travel")
VISIT = int(Purpose.STAYING)


def hold_meeting(desk: Desk, programme: Programme, seats: Sequence[float]) -> Rows:
    """One edition of an event with so many seats for each place; it begins no project itself."""
    codes = (programme.origin, *programme.partners)
    slots = np.concatenate(
        [taking_part(desk, programme, code, n) for code, n in zip(codes, seats, strict=True)]
    )
    if len(slots) > 0:
        pay(desk, programme, slots)
        meet_at(desk, programme, slots)
    return np.zeros(0, WORK)


def receive_visitors(desk: Desk, programme: Programme, seats: Sequence[float]) -> Rows:
    """Short visits: each guest talks with a few at the host, and works with a partner known."""
    v, w, q = desk.almanac.spec.values, desk.w, desk.q
    host = desk.almanac.drivers.places.index(programme.host)
    guests = taking_part(desk, programme, programme.origin, seats[0])
    key, there = offer_key(desk.almanac, programme, desk.state.t), w.places[host]
    looks = min(programme.days * v["meeting.encounters_day"], v["exposure.contacts"], there.count)
    met: list[tuple[int, int, float]] = []
    for i in guests:
        base = np.uint64(base_of(key, w.ids[i]))
        seats_met = {
            index_below(base, VISIT, k, there.count)
            for k in range(rounded(desk, f"visit/{w.ids[i]}", looks))
        }
        met += [
            (int(i), int(w.place_roster[there.start + s]), v["meeting.chat"]) for s in seats_met
        ]
        partner = int(strongest_in(w, q, int(i), host))
        if partner >= 0:
            met.append((int(i), partner, programme.days * v["meeting.sessions_day"]))
    if met:
        one, other, doses = (np.array(column) for column in zip(*met, strict=True))
        remember(desk, encounter(w, q, one, other, doses, PROGRAMME))
    return np.zeros(0, WORK)


def pay(desk: Desk, programme: Programme, slots: Rows) -> None:
    """The host pays for days, each place for the travel of its own; online both are saved."""
    v, cost = desk.almanac.spec.values, desk.books.cost
    host = desk.almanac.drivers.places.index(programme.host)
    came = np.bincount(desk.state.people["place"][slots], minlength=len(cost)).astype(float)
    if programme.virtual:
        return
    cost[host] += programme.days * v["meeting.day_cost"] * came.sum()
    came[host] = 0.0
    cost += came * v["meeting.travel"]


def meet_at(desk: Desk, programme: Programme, slots: Rows) -> None:
    """Seat everybody in the circle and remember who met whom."""
    state, v = desk.state, desk.almanac.spec.values
    key = offer_key(desk.almanac, programme, state.t)
    seated = slots[np.argsort(uniforms(key, state.ids[slots], Purpose.SEATING), kind="stable")]
    setting = Setting(programme.days, programme.group, programme.virtual)
    one, other, doses = circle(len(seated), setting, v)
    remember(desk, encounter(desk.w, desk.q, seated[one], seated[other], doses, PROGRAMME))


def remember(desk: Desk, rows: Rows) -> None:
    """Add pairs to those who have met."""
    state, half_life = desk.state, desk.almanac.spec.values["exposure.half_life"]
    known = remembered_pairs(desk.w, state.encounters, state.t, half_life)
    state.encounters = merge(np.concatenate([known, rows]), state.t, half_life)


def recall(desk: Desk) -> Rows:
    """The pairs that met and still have it in mind."""
    state, half_life = desk.state, desk.almanac.spec.values["exposure.half_life"]
    state.encounters = remembered_pairs(desk.w, state.encounters, state.t, half_life)
    return state.encounters


def follow_ups(desk: Desk, met: Rows, meant: NDArray[np.float64]) -> Rows:
    """The projects that pairs who met begin this quarter, each for as many pairs as it is meant."""
    rows = np.zeros(len(met), WORK)
    made = sparks(desk.w, desk.q, records(met), meant, records(rows)) if len(rows) else 0
    return rows[:made]
