"""I6 · Stays: researchers visit a host in another place for some months, and come home.

While they are there they meet their host in structured sessions and learn the language. A working
tie is left with chance 1 − (1 − p)^(months/12), card stay.tie. A stay is not a migration; whoever
has ties abroad may still move later, as everybody may. Of those who would have gone anyway the
journey is paid for and is no other than the one in the world without the grant: nothing is added.
"""

import math
from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, quarter_key, uniform
from sim.dynamics.meetings import encounter
from sim.dynamics.mobility import relocate
from sim.dynamics.partners import best_of
from sim.dynamics.ties import strengthen, strongest_in
from sim.model.choosing import taking_part
from sim.model.events import remember
from sim.model.offers import Desk, offer_key
from sim.world.programme import Programme
from sim.world.state import PROGRAMME, VISITING, WORK, Rows, State, Stay

CARDS = ("stay.tie", "stay.stipend", "language.learning")
SHORTEST = 1.5


def call_stays(desk: Desk, programme: Programme, seats: Sequence[float]) -> Rows:
    """One year's call: whoever is chosen and finds a host leaves at once."""
    codes = desk.almanac.drivers.places
    slots = taking_part(desk, programme, programme.origin, seats[0])
    key = offer_key(desk.almanac, programme, desk.state.t)
    busy = Counter(stay.host for stay in desk.state.stays if stay.returns > desk.state.t)
    for i in slots:
        if going_anyway(desk, programme, key, int(i)):
            pay_for(desk, programme, int(i))
            continue
        full = {h for h, guests in busy.items() if 0 < programme.guests <= guests}
        host = host_of(desk, key, int(i), codes.index(programme.host), full)
        if host >= 0:
            busy[host] += 1
            depart_for(desk, programme, int(i), host)
    return np.zeros(0, WORK)


def going_anyway(desk: Desk, programme: Programme, key: np.uint64, i: int) -> bool:
    """Whether somebody chosen would have made the journey without the grant."""
    with np.errstate(over="ignore"):
        base = np.uint64(base_of(key, desk.w.ids[i]))
    return bool(uniform(base, int(Purpose.STAYING), 0) < programme.anyway)


def host_of(
    desk: Desk, key: np.uint64, i: int, place: int, full: Collection[int] = frozenset()
) -> int:
    """The strongest tie in the place, else the most appealing of a few found there; −1 if none.

    Nobody goes to a host who is ``full`` (slots): then another one is looked for, once.
    """
    known = int(strongest_in(desk.w, desk.q, i, place))
    if known >= 0 and known not in full:
        return known
    with np.errstate(over="ignore"):
        base = np.uint64(base_of(key, desk.w.ids[i]))
    found = int(best_of(desk.w, desk.q, i, base, 2, place))
    return -1 if found in full else found


def depart_for(desk: Desk, programme: Programme, i: int, host: int) -> None:
    """Note a stay and pay for it; whoever is still at home by the end of the quarter leaves."""
    people, t = desk.w.people, desk.state.t
    quarters = max(1, round(programme.months_abroad / 3.0))
    stay = Stay(
        slot=i,
        identity=int(desk.w.ids[i]),
        host=host,
        host_identity=int(desk.w.ids[host]),
        home=int(people["place"][i]),
        abroad=int(people["place"][host]),
        home_institution=int(people["institution"][i]),
        months=programme.months_abroad,
        began=t,
        returns=t + quarters,
    )
    desk.state.stays.append(stay)
    pay_for(desk, programme, i)


def pay_for(desk: Desk, programme: Programme, i: int) -> None:
    """Travel and stipend of a stay, from the place of who is sent."""
    v = desk.almanac.spec.values
    home = int(desk.w.people["place"][i])
    desk.books.cost[home] += v["meeting.travel"] + programme.months_abroad * v["stay.stipend"]


def visit(desk: Desk) -> None:
    """A quarter of every stay: leave, or work with the host and go home when it is time."""
    remaining, t = [], desk.state.t
    for stay in desk.state.stays:
        if not present(desk, stay.slot, stay.identity):
            continue
        if t == stay.began:
            if not leave_home(desk, stay):
                continue
        else:
            work_with_host(desk, stay)
        if t < stay.returns:
            remaining.append(stay)
        else:
            come_home(desk, stay)
    desk.state.stays = remaining


def leave_home(desk: Desk, stay: Stay) -> bool:
    """Take the address of the host, unless the stay is shorter than half a quarter.

    Nothing comes of a stay of somebody who has moved meanwhile, or whose host is no longer there.
    """
    people, i = desk.w.people, stay.slot
    if people["place"][i] != stay.home or not receives(desk, stay):
        return False
    if stay.months >= SHORTEST:
        stay.home_institution = int(people["institution"][i])
        relocate(desk.w, i, int(people["institution"][stay.host]))
        people["marks"][i] |= VISITING
    return True


def receives(desk: Desk, stay: Stay) -> bool:
    """Whether the host of a stay is still in research and in the place where it is."""
    there = desk.w.people["place"][stay.host] == stay.abroad
    return present(desk, stay.host, stay.host_identity) and bool(there)


def present(desk: Desk, slot: int, identity: int) -> bool:
    """Whether a slot still holds this researcher."""
    return bool(desk.w.people["stage"][slot] >= 0 and int(desk.w.ids[slot]) == identity)


def home_of(state: State, slots: NDArray[np.int64]) -> NDArray[np.int64]:
    """Place of each researcher; of those on a stay, the place they came from."""
    places = state.people["place"][slots].astype(np.int64)
    away = {
        stay.slot: stay.home
        for stay in state.stays
        if state.people["marks"][stay.slot] & VISITING
        and int(state.ids[stay.slot]) == stay.identity
    }
    for n in np.flatnonzero(np.isin(slots, list(away))) if away else ():
        places[n] = away[int(slots[n])]
    return places


def work_with_host(desk: Desk, stay: Stay) -> None:
    """Sessions with the host, who may have left, and more of the language."""
    v = desk.almanac.spec.values
    share = stay.months / (stay.returns - stay.began)
    if receives(desk, stay):
        pair = np.array([stay.slot]), np.array([stay.host])
        doses = np.array([share * v["exposure.sessions_month"]])
        remember(desk, encounter(desk.w, desk.q, *pair, doses, PROGRAMME))
    practise(desk, stay.slot, stay.abroad, share)


def practise(desk: Desk, i: int, place: int, months: float) -> None:
    """Months of hearing the language of a place (E8); one language besides one's own is kept."""
    people, spoken = desk.w.people, desk.q.language[place]
    level = people["level"][i] / 255.0 if people["learned"][i] == spoken else 0.0
    people["learned"][i] = spoken
    pace = desk.almanac.spec.values["language.learning"]
    gained = (1.0 - level) * -math.expm1(-pace * months / 12.0)
    people["level"][i] = int(255.0 * (level + gained))


def come_home(desk: Desk, stay: Stay) -> None:
    """Return to the old institution, perhaps with a partner won."""
    people, i = desk.w.people, stay.slot
    if people["marks"][i] & VISITING:
        relocate(desk.w, i, stay.home_institution)
        people["marks"][i] &= np.uint8(~VISITING & 0xFF)
    won = 1.0 - (1.0 - desk.almanac.spec.values["stay.tie"]) ** (stay.months / 12.0)
    with np.errstate(over="ignore"):
        key = np.uint64(quarter_key(desk.almanac.seed, stay.began))
        luck = uniform(np.uint64(base_of(key, np.uint64(stay.identity))), int(Purpose.STAYING), 0)
    if present(desk, stay.host, stay.host_identity) and luck < won:
        for one, other in ((i, stay.host), (stay.host, i)):
            strengthen(desk.w, desk.q, one, other, 1.0, PROGRAMME)
