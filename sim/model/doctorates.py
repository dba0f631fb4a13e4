"""I5 · Doctorates under two supervisors: chosen, abroad, back, and where they end up.

Each quarter of the doctorate a student leaves research with chance 1 − (1 − h)^c, where h is the
hazard of everybody of the same academic age and c makes a share card doctorate.completion of those
who begin reach the degree:

    c = ln(completion) / Σ ln(1 − h)   over the quarters of the doctorate
"""

import math
from collections import Counter

import numpy as np

from sim.chance import Purpose, base_of, uniform
from sim.dynamics.departure import depart
from sim.dynamics.exposure import meet
from sim.dynamics.mobility import relocate
from sim.dynamics.ties import add_strand, mark_tie, strengthen
from sim.dynamics.uptake import applicants, choose, priority
from sim.model.choosing import lapsed, trouble, whole
from sim.model.offers import (
    Desk,
    candidates,
    eligible,
    first_year_of,
    note_awardees,
    offer_key,
)
from sim.model.settling import News, settle_down, student_draw
from sim.model.stays import practise, present
from sim.model.supervision import has_room, supervising, supervisors
from sim.world.growth import remember_contacts
from sim.world.programme import Programme
from sim.world.state import BOUND, DUAL, PHD, POSTDOC, PROGRAMME, VISITING, Student

A_QUARTER = 3.0
"""Months."""
CARDS = (
    "doctorate.completion",
    "doctorate.tie",
    "doctorate.stipend",
    "doctorate.course_cost",
    "doctorate.administration",
    "doctorate.years",
    "doctorate.swing",
    "doctorate.before_leaving",
    "doctorate.supervision",
    "exposure.sessions_month",
)


def call_doctorates(desk: Desk, programme: Programme, seats: float) -> int:
    """One year's call: first-year students apply, whoever is chosen gets two supervisors."""
    almanac, state, q = desk.almanac, desk.state, desk.q
    places = almanac.drivers.places
    origin, host = places.index(programme.origin), places.index(programme.host)
    key = offer_key(almanac, programme, state.t)
    name = f"seats/{programme.origin}/{programme.host}"
    number = whole(desk, name, seats * almanac.spec.scale)
    around = eligible(state, origin, PHD)
    around = around[state.people["stage"][around] == PHD]
    people = state.people[around]
    slots = around[(people["born"] > state.t - 4) & ((people["marks"] & DUAL) == 0)]
    if len(slots) == 0 or seats <= 0.0:
        return 0
    years = first_year_of(state, programme)
    rows = candidates(desk, programme, slots, around, host, np.ones(len(slots)))
    barrier = trouble(desk, programme, programme.origin)
    risk = float(max(0.0, q.friction[origin, host])) + barrier
    applied = applicants(key, rows, years, risk, almanac.spec.values)
    rank = priority(key, rows, programme.selection, almanac.spec.values)
    chosen = choose(rows, rank, applied, number, 0.0)
    taken = ~lapsed(desk, key, rows.ids[chosen], barrier)
    busy = supervising(state)
    begun = 0
    for n in np.flatnonzero(taken):
        begun += begin_doctorate(desk, programme, key, int(slots[chosen[n]]), busy)
    return begun


def begin_doctorate(
    desk: Desk, programme: Programme, key: np.uint64, i: int, busy: Counter[int]
) -> int:
    """Find two supervisors with room for a student; returns 1 if both are found."""
    pair = supervisors(desk, programme, key, i, busy)
    if pair[1] < 0 or pair[0] == i or not all(has_room(desk, one, busy) for one in pair):
        return 0
    busy.update(int(desk.w.ids[one]) for one in pair)
    desk.state.people["marks"][i] |= DUAL
    remember_contacts(desk.state)
    note_awardees(desk.state, programme, np.array([i]))
    desk.state.students.append(enrolled(desk, programme, key, i, pair))
    return 1


def enrolled(
    desk: Desk, programme: Programme, key: np.uint64, i: int, pair: tuple[int, int]
) -> Student:
    """The plan of one doctorate: when it goes abroad, comes back and ends."""
    w, t, places = desk.w, desk.state.t, desk.almanac.drivers.places
    base = np.uint64(base_of(key, w.ids[i]))
    v = desk.almanac.spec.values
    swing = v["doctorate.swing"] * (uniform(base, int(Purpose.COMPLETION), 1) - 0.5)
    ends = t + round(4.0 * v["doctorate.years"] * (1.0 + swing))
    leaves = t + round(4.0 * v["doctorate.before_leaving"])
    asked = leaves + max(0, round(programme.months_abroad / A_QUARTER))
    returns = min(asked, ends - 1)
    room = A_QUARTER * max(0, returns - leaves)
    return Student(
        slot=i,
        identity=int(w.ids[i]),
        months=programme.months_abroad if returns == asked else room,
        home=places.index(programme.origin),
        host=places.index(programme.host),
        home_institution=int(w.people["institution"][i]),
        host_institution=int(w.people["institution"][pair[1]]),
        supervisor=pair[0],
        supervisor_identity=int(w.ids[pair[0]]),
        co_supervisor=pair[1],
        co_supervisor_identity=int(w.ids[pair[1]]),
        began=t,
        leaves=leaves,
        returns=returns,
        ends=ends,
        bound_until=ends + round(4.0 * programme.return_clause_years),
        course=programme.course_months,
        funded=programme.funded_return,
    )


def attend(desk: Desk) -> News:
    """Everything that happens to dual students this quarter; the home confers their degrees."""
    news = News()
    remaining = []
    for student in desk.state.students:
        if (
            desk.w.ids[student.slot] != np.uint64(student.identity)
            or desk.w.people["stage"][student.slot] < 0
        ):
            continue
        if not live(desk, student, news):
            remaining.append(student)
    desk.state.students = remaining
    return news


def live(desk: Desk, student: Student, news: News) -> bool:
    """One quarter of one student; True when nothing more is to come."""
    t, i = desk.state.t, student.slot
    if t <= student.ends and drops_out(desk, student):
        depart(desk.w, i)
        return True
    if t < student.ends:
        study(desk, student)
        return False
    if t == student.ends:
        graduate(desk, student, news)
    if t >= student.bound_until:
        settle_down(desk, student, news)
    if t == student.ends:
        desk.books.graduates[student.home, int(desk.w.people["place"][i])] += 1.0
    return t >= student.bound_until


def study(desk: Desk, student: Student) -> None:
    """A quarter of the doctorate: pay for it, leave, work with the host, come back."""
    t = desk.state.t
    pay(desk, student, away=student.leaves <= t < student.returns)
    if t == student.leaves and student.returns > t:
        go_abroad(desk, student)
    if student.leaves <= t < student.returns:
        work_together(desk, student)
    if t == student.returns and student.returns > student.leaves:
        come_back(desk, student)


def pay(desk: Desk, student: Student, *, away: bool) -> None:
    """A quarter's stipend abroad from the home, administration from both sides."""
    v, cost = desk.almanac.spec.values, desk.books.cost
    share = v["doctorate.administration"] / 4.0
    cost[student.home] += share + (3.0 * v["doctorate.stipend"] if away else 0.0)
    cost[student.host] += share


def go_abroad(desk: Desk, student: Student) -> None:
    """Move to the host institution for a time; not a migration."""
    person = desk.w.people
    relocate(desk.w, student.slot, student.host_institution)
    person["marks"][student.slot] |= VISITING
    practise(desk, student.slot, student.host, student.course)
    cost = student.course * desk.almanac.spec.values["doctorate.course_cost"]
    desk.books.cost[student.home] += cost


def work_together(desk: Desk, student: Student) -> None:
    """A quarter at the host: sessions with the co-supervisor and the lab, and the language."""
    v, w, q = desk.almanac.spec.values, desk.w, desk.q
    sessions = 3.0 * v["exposure.sessions_month"]
    i, host = student.slot, student.co_supervisor
    if (
        present(desk, host, student.co_supervisor_identity)
        and w.people["place"][host] == student.host
    ):
        meet(w, q, i, host, sessions, PROGRAMME)
        meet(w, q, host, i, sessions, PROGRAMME)
        if present(desk, student.supervisor, student.supervisor_identity):
            shared = sessions * v["doctorate.supervision"]
            meet(w, q, student.supervisor, host, shared, PROGRAMME)
            for a, b in ((student.supervisor, host), (host, student.supervisor)):
                add_strand(w, a, b)
                mark_tie(w, a, b, PROGRAMME)
    practise(desk, i, student.host, A_QUARTER)


def come_back(desk: Desk, student: Student) -> None:
    """Return home; with the chance of card doctorate.tie a working tie with the host remains."""
    w, q, i = desk.w, desk.q, student.slot
    relocate(w, i, student.home_institution)
    w.people["marks"][i] &= np.uint8(~VISITING)
    if not present(desk, student.co_supervisor, student.co_supervisor_identity):
        return
    if (
        student_draw(desk, student, Purpose.SUPERVISOR, 1)
        < desk.almanac.spec.values["doctorate.tie"]
    ):
        for a, b in ((i, student.co_supervisor), (student.co_supervisor, i)):
            strengthen(w, q, a, b, 1.0, PROGRAMME)
            add_strand(w, a, b)


def drops_out(desk: Desk, student: Student) -> bool:
    """Whether a student leaves research this quarter, on the draw that decides it for everybody."""
    age = student.began - int(desk.w.people["born"][student.slot])
    lasts = 1 + student.ends - student.began
    staying = np.log1p(-desk.q.exit_hazard[age : age + lasts])
    share = math.log(desk.almanac.spec.values["doctorate.completion"]) / staying.sum()
    with np.errstate(over="ignore"):
        base = np.uint64(base_of(desk.q.key, np.uint64(student.identity)))
    chance = -math.expm1(share * staying[desk.state.t - student.began])
    return bool(uniform(base, int(Purpose.EXIT), 0) < chance)


def graduate(desk: Desk, student: Student, news: News) -> None:
    """The end of the doctorate: a degree of the home, where a return clause binds from now on."""
    person, i = desk.w.people, student.slot
    person["marks"][i] &= np.uint8(~(DUAL | VISITING) & 0xFF)
    person["stage"][i] = POSTDOC
    if desk.state.t < student.bound_until and person["place"][i] == student.home:
        person["marks"][i] |= BOUND
    news.degrees.append((student.identity, student.home))
