"""I5 · Doctorates under two supervisors: chosen, abroad, back, and where they end up.

    ln odds(stay) = ln odds(card) + β_m·(months − 12)/12 + β_t·(ln(1 + ties at host) − ln 2)
A return clause postpones that decision; it does not change its formula.
"""

import math

import numpy as np

from sim.chance import Purpose, base_of, quarter_key, uniform
from sim.dynamics.departure import depart
from sim.dynamics.entry import advisor_in
from sim.dynamics.exposure import meet
from sim.dynamics.mobility import relocate
from sim.dynamics.partners import best_of
from sim.dynamics.ties import add_strand, count_ties, mark_tie, strengthen, strongest_in
from sim.dynamics.uptake import applicants, choose
from sim.model.choosing import lapsed, trouble
from sim.model.offers import (
    Desk,
    candidates,
    eligible,
    first_year_of,
    note_awardees,
    offer_key,
)
from sim.world.programme import Programme
from sim.world.state import DUAL, PHD, POSTDOC, PROGRAMME, VISITING, State, Student
from sim.world.views import Arrays

CARDS = (
    "doctorate.completion",
    "doctorate.stay",
    "doctorate.stay_months",
    "doctorate.stay_ties",
    "doctorate.tie",
    "doctorate.stipend",
    "doctorate.administration",
    "doctorate.places",
    "doctorate.years",
    "doctorate.supervision",
    "exposure.sessions_month",
    "language.learning",
)
BEFORE_LEAVING = 4
SWING = 0.3


def call_doctorates(desk: Desk, programme: Programme, seats: float) -> int:
    """One year's call: first-year students apply, whoever is chosen gets two supervisors."""
    almanac, state, q = desk.almanac, desk.state, desk.q
    places = almanac.drivers.places
    origin, host = places.index(programme.origin), places.index(programme.host)
    key = offer_key(almanac, programme, state.t)
    number = whole_seats(state, programme, seats * almanac.spec.scale)
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
    chosen = choose(key, rows, applied, programme.selection, number, 0.0)
    taken = ~lapsed(desk, key, rows.ids[chosen], barrier)
    busy = supervising(state)
    begun = 0
    for n in np.flatnonzero(taken):
        begun += begin_doctorate(desk, programme, key, int(slots[chosen[n]]), busy)
    return begun


def whole_seats(state: State, programme: Programme, seats: float) -> int:
    """Seats are people: what is left of a fraction is carried to the next year."""
    name = f"seats/{programme.origin}/{programme.host}"
    due = seats + float(state.memory.get(name, np.zeros(1))[0])
    state.memory[name] = np.array([due - math.floor(due)])
    return math.floor(due)


def supervising(state: State) -> dict[int, int]:
    """How many dual students each supervisor has."""
    busy: dict[int, int] = {}
    for student in state.students:
        for supervisor in (student.supervisor, student.co_supervisor):
            busy[supervisor] = busy.get(supervisor, 0) + 1
    return busy


def begin_doctorate(
    desk: Desk, programme: Programme, key: np.uint64, i: int, busy: dict[int, int]
) -> int:
    """Find two supervisors with room for a student; returns 1 if both are found."""
    advisor, co_supervisor = supervisors(desk, programme, key, i, busy)
    room = desk.almanac.spec.values["doctorate.places"]
    full = busy.get(advisor, 0) >= room or busy.get(co_supervisor, 0) >= room
    if co_supervisor < 0 or full or advisor == i:
        return 0
    for supervisor in (advisor, co_supervisor):
        busy[supervisor] = busy.get(supervisor, 0) + 1
    desk.state.people["marks"][i] |= DUAL
    note_awardees(desk.state, programme, np.array([i]))
    desk.state.students.append(enrolled(desk, programme, key, i, (advisor, co_supervisor)))
    return 1


def supervisors(
    desk: Desk, programme: Programme, key: np.uint64, i: int, busy: dict[int, int]
) -> tuple[int, int]:
    """The student's advisor at home, and somebody at the host: a past partner or a new one."""
    w, q, places = desk.w, desk.q, desk.almanac.drivers.places
    origin, host = places.index(programme.origin), places.index(programme.host)
    base = np.uint64(base_of(key, w.ids[i]))
    advisor = int(strongest_in(w, q, i, origin))
    if advisor < 0:
        advisor = int(advisor_in(w, base, int(w.people["institution"][i])))
    co_supervisor = -1
    if uniform(base, int(Purpose.SUPERVISOR), 0) < programme.existing_pairs:
        advisor, co_supervisor = linked_pair(desk, i, advisor, host, busy)
    if co_supervisor < 0:
        co_supervisor = int(best_of(w, q, advisor, base, 1, host))
    return advisor, co_supervisor


def linked_pair(desk: Desk, i: int, own: int, host: int, busy: dict[int, int]) -> tuple[int, int]:
    """The advisor of ``i``, or else a colleague, with somebody at the host they worked with."""
    w, q, room = desk.w, desk.q, desk.almanac.spec.values["doctorate.places"]
    here = w.institutions[w.people["institution"][i]]
    colleagues = w.roster[here["start"] : here["start"] + here["count"]].tolist()
    colleagues.sort(key=lambda c: (-w.people["stage"][c], int(w.ids[c])))
    for supervisor in (own, *colleagues):
        if supervisor != i and busy.get(supervisor, 0) < room:
            other = int(strongest_in(w, q, supervisor, host))
            if other >= 0 and busy.get(other, 0) < room:
                return supervisor, other
    return own, -1


def enrolled(
    desk: Desk, programme: Programme, key: np.uint64, i: int, pair: tuple[int, int]
) -> Student:
    """The plan of one doctorate: when it goes abroad, comes back and ends."""
    w, t, places = desk.w, desk.state.t, desk.almanac.drivers.places
    base = np.uint64(base_of(key, w.ids[i]))
    swing = SWING * (uniform(base, int(Purpose.COMPLETION), 1) - 0.5)
    ends = t + round(4.0 * desk.almanac.spec.values["doctorate.years"] * (1.0 + swing))
    leaves = t + BEFORE_LEAVING
    return Student(
        slot=i,
        identity=int(w.ids[i]),
        months=programme.months_abroad,
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
        returns=min(leaves + max(0, round(programme.months_abroad / 3.0)), ends - 1),
        ends=ends,
        bound_until=ends + round(4.0 * programme.return_clause_years),
    )


def still_there(w: Arrays, slot: int, identity: int) -> bool:
    """Whether a slot still holds the researcher of this identity."""
    return bool(w.people["stage"][slot] >= 0 and int(w.ids[slot]) == identity)


def attend(desk: Desk) -> list[tuple[int, int, int]]:
    """Everything that happens to dual students this quarter; returns moves (from, to, slot)."""
    moves: list[tuple[int, int, int]] = []
    remaining = []
    for student in desk.state.students:
        if (
            desk.w.ids[student.slot] != np.uint64(student.identity)
            or desk.w.people["stage"][student.slot] < 0
        ):
            continue
        if not live(desk, student, moves):
            remaining.append(student)
    desk.state.students = remaining
    return moves


def live(desk: Desk, student: Student, moves: list[tuple[int, int, int]]) -> bool:
    """One quarter of one student; True when nothing more is to come."""
    t = desk.state.t
    if t < student.ends:
        pay(desk, student, away=student.leaves <= t < student.returns)
        if t == student.leaves and student.returns > t:
            go_abroad(desk, student)
        if student.leaves <= t < student.returns:
            work_together(desk, student)
        if t == student.returns and student.returns > student.leaves:
            come_back(desk, student)
        return False
    if t == student.ends and not graduate(desk, student):
        return True
    if t < student.bound_until:
        return False
    settle_down(desk, student, moves)
    return True


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
    person["learned"][student.slot] = desk.q.language[student.host]


def work_together(desk: Desk, student: Student) -> None:
    """A quarter at the host: sessions with the co-supervisor and the lab, and the language."""
    v, w, q = desk.almanac.spec.values, desk.w, desk.q
    sessions = 3.0 * v["exposure.sessions_month"]
    i, host = student.slot, student.co_supervisor
    if (
        still_there(w, host, student.co_supervisor_identity)
        and w.people["place"][host] == student.host
    ):
        meet(w, q, i, host, sessions, PROGRAMME)
        meet(w, q, host, i, sessions, PROGRAMME)
        if still_there(w, student.supervisor, student.supervisor_identity):
            shared = sessions * v["doctorate.supervision"]
            meet(w, q, student.supervisor, host, shared, PROGRAMME)
            for a, b in ((student.supervisor, host), (host, student.supervisor)):
                add_strand(w, a, b)
                mark_tie(w, a, b, PROGRAMME)
    level = w.people["level"][i] / 255.0
    w.people["level"][i] = int(
        255.0 * (level + (1.0 - level) * -math.expm1(-v["language.learning"] / 4.0))
    )


def come_back(desk: Desk, student: Student) -> None:
    """Return home; with the chance of card doctorate.tie a working tie with the host remains."""
    w, q, i = desk.w, desk.q, student.slot
    relocate(w, i, student.home_institution)
    w.people["marks"][i] &= np.uint8(~VISITING)
    if not still_there(w, student.co_supervisor, student.co_supervisor_identity):
        return
    if (
        student_draw(desk, student, Purpose.SUPERVISOR, 1)
        < desk.almanac.spec.values["doctorate.tie"]
    ):
        for a, b in ((i, student.co_supervisor), (student.co_supervisor, i)):
            strengthen(w, q, a, b, 1.0, PROGRAMME)
            add_strand(w, a, b)


def student_draw(desk: Desk, student: Student, purpose: Purpose, k: int) -> float:
    """A draw of one student, the same whenever it is asked for."""
    with np.errstate(over="ignore"):
        key = np.uint64(quarter_key(desk.almanac.seed, student.began))
        base = np.uint64(base_of(key, np.uint64(student.identity)))
        return float(uniform(base, int(purpose), k))


def graduate(desk: Desk, student: Student) -> bool:
    """The end of the doctorate: a degree, or leaving research without one."""
    person = desk.w.people
    person["marks"][student.slot] &= np.uint8(~(DUAL | VISITING) & 0xFF)
    if (
        student_draw(desk, student, Purpose.COMPLETION, 0)
        >= desk.almanac.spec.values["doctorate.completion"]
    ):
        depart(desk.w, student.slot)
        return False
    person["stage"][student.slot] = POSTDOC
    return True


def settle_down(desk: Desk, student: Student, moves: list[tuple[int, int, int]]) -> None:
    """Stay with the host or at home, once no clause binds."""
    v, w, i = desk.almanac.spec.values, desk.w, student.slot
    here = int(w.people["place"][i])
    counts = np.zeros(len(desk.almanac.drivers.places))
    count_ties(w, desk.q, i, counts)
    odds = (
        math.log(v["doctorate.stay"] / (1.0 - v["doctorate.stay"]))
        + v["doctorate.stay_months"] * (student.months - 12.0) / 12.0
        + v["doctorate.stay_ties"] * (math.log1p(counts[student.host]) - math.log(2.0))
    )
    stays = student.months > 0 and student_draw(desk, student, Purpose.STAY, 0) < 1.0 / (
        1.0 + math.exp(-odds)
    )
    if here == student.home and stays:
        relocate(w, i, student.host_institution)
        moves.append((here, student.host, i))
    desk.books.graduates[student.home, int(w.people["place"][i])] += 1.0
