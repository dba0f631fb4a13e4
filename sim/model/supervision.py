"""I5 · Two supervisors of a doctorate: one at home and one with the host, who have room for it.

In a share of cases they have worked together: the student's advisor, or else a colleague of the
same institution, with the strongest tie to the host. The others find somebody by appeal. Nobody
has more dual students than card doctorate.places says, a fraction of it by lot.
"""

from collections import Counter

import numpy as np

from sim.chance import Purpose, base_of, uniform
from sim.dynamics.entry import advisor_in
from sim.dynamics.partners import best_of
from sim.dynamics.ties import strongest_in
from sim.model.choosing import rounded
from sim.model.offers import Desk
from sim.world.programme import Programme
from sim.world.state import State

CARDS = ("doctorate.places",)


def supervising(state: State) -> Counter[int]:
    """How many students each supervisor, by identity, has whose doctorate is not over."""
    studying = [student for student in state.students if state.t < student.ends]
    home = Counter(student.supervisor_identity for student in studying)
    return home + Counter(student.co_supervisor_identity for student in studying)


def has_room(desk: Desk, i: int, busy: Counter[int]) -> bool:
    """Whether ``i`` may supervise one student more."""
    identity = int(desk.w.ids[i])
    places = desk.almanac.spec.values["doctorate.places"]
    return busy[identity] < rounded(desk, f"supervisor/{identity}", places)


def supervisors(
    desk: Desk, programme: Programme, key: np.uint64, i: int, busy: Counter[int]
) -> tuple[int, int]:
    """The student's advisor at home, and somebody at the host: a past partner or a new one."""
    w, q, places = desk.w, desk.q, desk.almanac.drivers.places
    origin, host = places.index(programme.origin), places.index(programme.host)
    base = np.uint64(base_of(key, w.ids[i]))
    advisor = int(strongest_in(w, q, i, origin))
    if advisor < 0:
        institution = int(w.people["institution"][i])
        advisor = int(advisor_in(w, q, base, origin, institution))
    co_supervisor = -1
    if uniform(base, int(Purpose.SUPERVISOR), 0) < programme.existing_pairs:
        advisor, co_supervisor = linked_pair(desk, i, advisor, host, busy)
    if co_supervisor < 0:
        co_supervisor = int(best_of(w, q, advisor, base, 1, host))
    return advisor, co_supervisor


def linked_pair(desk: Desk, i: int, own: int, host: int, busy: Counter[int]) -> tuple[int, int]:
    """The advisor of ``i``, or else a colleague, with somebody at the host they worked with."""
    w, q = desk.w, desk.q
    here = w.institutions[w.people["institution"][i]]
    colleagues = w.roster[here["start"] : here["start"] + here["count"]].tolist()
    colleagues.sort(key=lambda c: (-w.people["stage"][c], int(w.ids[c])))
    for supervisor in (own, *colleagues):
        if supervisor != i and has_room(desk, supervisor, busy):
            other = int(strongest_in(w, q, supervisor, host))
            if other >= 0 and has_room(desk, other, busy):
                return supervisor, other
    return own, -1
