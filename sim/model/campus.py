"""I10 · Campuses abroad: doctoral students of one place, taught by people whom another sends (E22).

The posts of the keeper are those of a unit: of them a share is present, and it may close. Students
study where they would have studied anyway, but hear the keeper's language and, where one of those
present has room, have a supervisor from there. With the degree a working tie is left with the
chance of card doctorate.tie; before it nothing is. Graduates stay, like everybody, where they are.
Without posts, or when these have ended, students go on to the degree and find nobody new.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from sim.chance import Purpose, base_of, quarter_key, uniform
from sim.dynamics.cognition import distance
from sim.dynamics.ties import add_strand, strengthen
from sim.model.choosing import rounded, taking_part
from sim.model.lists import RISK
from sim.model.offers import Desk
from sim.model.stays import practise, present
from sim.model.units import call_units
from sim.world.programme import Programme
from sim.world.state import PHD, PROGRAMME, WORK, Pupil, Rows, Unit

CARDS = ("campus.room", "campus.student_cost")


def call_faculty(desk: Desk, programme: Programme, amounts: Sequence[float]) -> Rows:
    """A quarter's posts of those who keep the campus; nobody of the other place has one."""
    begun = call_units(desk, programme, (amounts[0], 0.0))
    name = f"{programme.kind}/{programme.origin}/{programme.host}"
    open_now = any(unit.name == name and not unit.closed for unit in desk.state.units)
    if open_now and amounts[0] > 0.0:
        bear_risk(desk, programme, name)
    return begun


def bear_risk(desk: Desk, programme: Programme, name: str) -> None:
    """A quarter of the risk of a list for a parent: those of whom teachers come share it.

    A campus by name only has no teachers; then all institutions of the keeper share it by size.
    """
    state = desk.state
    (unit,) = (unit for unit in state.units if unit.name == name)
    there = [slot for slot, identity in unit.guests if present(desk, slot, identity)]
    if not there:
        there = np.flatnonzero(state.living & (state.people["place"] == unit.origin)).tolist()
    where = state.people["institution"][np.array(there, np.int64)]
    shared = np.bincount(where, minlength=len(state.institutions)) / max(1, len(there))
    risk = state.memory.setdefault(RISK, np.zeros(len(state.institutions)))
    risk += programme.listing / 4.0 * shared


def call_students(desk: Desk, programme: Programme, amounts: Sequence[float]) -> Rows:
    """One year's first-year students, unless the campus is closed."""
    name = f"{programme.kind}/{programme.host}/{programme.origin}"
    if any(unit.closed for unit in desk.state.units if unit.name == name):
        return np.zeros(0, WORK)
    places, t = desk.almanac.drivers.places, desk.state.t
    keeper, place = places.index(programme.host), places.index(programme.origin)
    ends = t + round(4.0 * desk.almanac.spec.values["doctorate.years"])
    already = [p.slot for p in desk.state.pupils if present(desk, p.slot, p.identity)]
    for i in taking_part(desk, programme, programme.origin, amounts[0], already):
        pupil = Pupil(int(i), int(desk.w.ids[i]), name, keeper, place, t, ends)
        desk.state.pupils.append(pupil)
    return np.zeros(0, WORK)


def teach(desk: Desk) -> None:
    """A quarter of every doctorate at a campus: money, language, a supervisor, the degree."""
    campuses = {unit.name: unit for unit in desk.state.units}
    busy = Counter(p.supervisor_identity for p in desk.state.pupils if supervised(desk, p))
    remaining = []
    for pupil in desk.state.pupils:
        campus = campuses.get(pupil.campus)
        if (campus is not None and campus.closed) or not studies(desk, pupil):
            continue
        if desk.w.people["stage"][pupil.slot] > PHD:
            graduate(desk, pupil)
            continue
        if desk.state.t < pupil.paid_until:
            cost = desk.almanac.spec.values["campus.student_cost"]
            desk.books.cost[pupil.place] += cost / 4.0
        practise(desk, pupil.slot, pupil.keeper, 3.0)
        taught = campus is not None and desk.state.t < campus.until
        if campus is not None and taught and not supervised(desk, pupil):
            find_supervisor(desk, pupil, campus, busy)
        remaining.append(pupil)
    desk.state.pupils = remaining


def studies(desk: Desk, pupil: Pupil) -> bool:
    """Whether a student is still in research and in the place of the campus."""
    here = desk.w.people["place"][pupil.slot] == pupil.place
    return present(desk, pupil.slot, pupil.identity) and bool(here)


def supervised(desk: Desk, pupil: Pupil) -> bool:
    """Whether a student has a supervisor who is still in research."""
    return pupil.supervisor >= 0 and present(desk, pupil.supervisor, pupil.supervisor_identity)


def find_supervisor(desk: Desk, pupil: Pupil, campus: Unit, busy: Counter[int]) -> None:
    """The nearest in topic of those present who have room (card campus.room), if there is one."""
    room = desk.almanac.spec.values["campus.room"]
    free = [
        (slot, identity)
        for slot, identity in campus.guests
        if present(desk, slot, identity)
        and busy[identity] < rounded(desk, f"teacher/{identity}", room)
    ]
    if free:
        pupil.supervisor, pupil.supervisor_identity = min(
            free, key=lambda one: (float(distance(desk.w.people, pupil.slot, one[0])), one[1])
        )
        busy[pupil.supervisor_identity] += 1


def graduate(desk: Desk, pupil: Pupil) -> None:
    """The degree: with the chance of card doctorate.tie a working tie with the supervisor."""
    desk.books.graduates[pupil.place, int(desk.w.people["place"][pupil.slot])] += 1.0
    with np.errstate(over="ignore"):
        key = np.uint64(quarter_key(desk.almanac.seed, pupil.began))
        luck = uniform(np.uint64(base_of(key, np.uint64(pupil.identity))), int(Purpose.CAMPUS), 0)
    if supervised(desk, pupil) and luck < desk.almanac.spec.values["doctorate.tie"]:
        ends = pupil.slot, pupil.supervisor
        for one, other in (ends, ends[::-1]):
            strengthen(desk.w, desk.q, one, other, 1.0, PROGRAMME)
            add_strand(desk.w, one, other)
