"""Programmes on offer: yearly calls, awards and their bookkeeping (E17, I1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, bits, named_key, quarter_key, uniform, uniforms
from sim.dynamics.leading import leader_of
from sim.dynamics.partners import best_of
from sim.dynamics.projects import assemble
from sim.dynamics.ties import mark_tie, pair_strength, strengths_towards, strongest_in
from sim.dynamics.uptake import Candidates, anyway, applicants, choose, lapses, priority
from sim.dynamics.vouchers import note_needs, served_share
from sim.model.conditions import Almanac
from sim.model.machines import away
from sim.world.growth import remember_vouchers
from sim.world.programme import Programme
from sim.world.state import (
    JOINT_CLAUSE,
    MID,
    PROGRAMME,
    SUPPORTED,
    VISITING,
    WORK,
    Row,
    Rows,
    State,
)
from sim.world.views import Arrays, Quarter, records

ISSUED, USED, EXPIRED = range(3)
STAYS = -1
Array = NDArray[np.float64]


@dataclass(slots=True)
class Books:
    """Money and hours of one year, added up as they happen."""

    places: int
    hours: Array = field(init=False)
    compute: Array = field(init=False)
    queued: Array = field(init=False)
    cost: Array = field(init=False)
    graduates: Array = field(init=False)

    def __post_init__(self) -> None:
        """Open empty books."""
        self.hours = np.zeros(3)
        self.compute = np.zeros((self.places, self.places))
        self.queued = np.zeros((self.places, self.places))
        self.cost = np.zeros(self.places)
        self.graduates = np.zeros((self.places, self.places))


@dataclass(frozen=True, slots=True)
class Desk:
    """Where offers are handled in one quarter.

    ``barrier`` deters from any journey, and more or less of it from long ones, (place, place) each.
    """

    almanac: Almanac
    state: State
    w: Arrays
    q: Quarter
    books: Books
    barrier: tuple[Array, Array]


def offer_key(almanac: Almanac, programme: Programme, t: int) -> np.uint64:
    """Key of an offer in a quarter: what it is and between whom, not which variant it is in."""
    name = named_key(name_of(programme))
    with np.errstate(over="ignore"):
        return np.uint64(quarter_key(np.uint64(base_of(almanac.seed, name)), t))


def name_of(programme: Programme) -> str:
    """An offer is one as long as its kind and its two places are the same."""
    return f"{programme.kind}/{programme.origin}/{programme.host}"


def first_year_of(state: State, programme: Programme) -> float:
    """Years since the offer was first made; starts the count when asked for the first time."""
    name = f"offer/{name_of(programme)}"
    if name not in state.memory:
        state.memory[name] = np.array([float(state.t)])
    return (state.t - float(state.memory[name][0])) / 4.0


def eligible(state: State, place: int, lowest_stage: int) -> NDArray[np.int64]:
    """Slots of researchers of a place from a stage upwards, in the order of their identities."""
    people = state.people
    free = (people["marks"] & VISITING) == 0
    slots = np.flatnonzero((people["stage"] >= lowest_stage) & (people["place"] == place) & free)
    return np.asarray(slots[np.argsort(state.ids[slots], kind="stable")])


def had(state: State, programme: Programme, slots: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Who of these has taken up this offer in an earlier year."""
    known = state.awardees.get(name_of(programme), np.zeros(0, np.uint64))
    return np.isin(state.ids[slots], known)


def note_awardees(state: State, programme: Programme, slots: NDArray[np.int64]) -> None:
    """Remember who takes up an offer."""
    known = state.awardees.get(name_of(programme), np.zeros(0, np.uint64))
    state.awardees[name_of(programme)] = np.union1d(known, state.ids[slots])


def candidates(
    desk: Desk,
    programme: Programme,
    slots: NDArray[np.int64],
    around: NDArray[np.int64],
    host: int,
    benefit: Array,
) -> Candidates:
    """What an offer needs to know about the eligible, and those ``around`` them at their stages."""
    state, people = desk.state, desk.state.people[slots]
    awarded, there = had(state, programme, around), state.people["institution"][around]
    count = len(state.institutions)
    held = np.bincount(there, weights=awarded.astype(float), minlength=count)
    size = np.maximum(1, np.bincount(there, minlength=count))
    tie = np.zeros(len(slots))
    strengths_towards(desk.w, desk.q, slots, host, tie)
    return Candidates(
        ids=state.ids[slots],
        quality=people["quality"].astype(float),
        papers=people["papers"].astype(float),
        tie=tie,
        benefit=benefit,
        peers=(held / size)[people["institution"]],
        newcomer=~had(state, programme, slots),
    )


def call_vouchers(desk: Desk, programme: Programme, hours: float) -> Rows:
    """One year's call for computing time; returns the joint projects that awards begin."""
    almanac, state, w, q, books = desk.almanac, desk.state, desk.w, desk.q, desk.books
    v, places = almanac.spec.values, almanac.drivers.places
    origin, host = places.index(programme.origin), places.index(programme.host)
    key = offer_key(almanac, programme, state.t)
    around = eligible(state, origin, MID)
    slots = in_need(desk, programme, around)
    pool = hours * almanac.spec.scale
    if len(slots) == 0 or pool <= 0.0 or withdrawn(desk, programme, origin, host):
        return np.zeros(0, WORK)
    years = first_year_of(state, programme)
    own = state.institutions["compute"][state.people["institution"][slots]]
    benefit = np.minimum(1.0, programme.cap / np.maximum(own, 1.0))
    people = candidates(desk, programme, slots, around, host, benefit)
    applied = applicants(key, people, years, float(max(0.0, q.friction[origin, host])), v)
    number = int(np.ceil(pool / programme.cap))
    rank = priority(key, people, programme.selection, v)
    chosen = choose(people, rank, applied, number, programme.newcomer_share)
    amounts = np.clip(pool - programme.cap * np.arange(len(chosen)), 0.0, programme.cap)
    books.hours[ISSUED] += amounts.sum()
    taken = ~lapses(key, people.ids[chosen], v)
    rows = np.zeros(0, WORK)
    if programme.joint_clause:
        partners = joint_partners(w, q, key, slots[chosen], host, v)
        taken &= partners >= 0
        rows = joint_projects(w, q, key, slots[chosen[taken]], partners[taken])
    books.hours[EXPIRED] += amounts[~taken].sum()
    total = float(amounts[taken].sum())
    share = served_share(total, programme.cards * almanac.spec.scale, v)
    client = origin if programme.withdraws else STAYS
    hand_out(desk, slots[chosen[taken]], amounts[taken] * share, (client, host))
    books.hours[EXPIRED] += total * (1.0 - share)
    note_awardees(state, programme, slots[chosen[taken]])
    books.queued[origin, host] += total * (1.0 - share)
    price = v["voucher.price"] / v["cost.cny_per_usd"] * 1e-6
    books.cost[host] += total * price * (1.0 + v["voucher.overhead"])
    return rows


def in_need(desk: Desk, programme: Programme, slots: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those whose running projects could use as many hours as the offer asks for."""
    if programme.least_need <= 0.0:
        return slots
    state, needed = desk.state, np.zeros(len(desk.state.people))
    pool = records(state.projects)
    note_needs(desk.w, desk.q, pool, state.project_due, needed)
    return np.asarray(slots[needed[slots] >= programme.least_need])


def withdrawn(desk: Desk, programme: Programme, origin: int, host: int) -> bool:
    """Whether the provider of an offer is away; from its first call on it may withdraw."""
    return programme.withdraws and away(desk.almanac, desk.state, origin, host)


def hand_out(desk: Desk, holders: NDArray[np.int64], served: Array, terms: tuple[int, int]) -> None:
    """Credit the hours that are served to their holders; what they had left expires.

    ``terms`` are the client whose provider may take them back, or STAYS, and the provider.
    """
    state = desk.state
    remember_vouchers(state)
    desk.books.hours[EXPIRED] += state.voucher[holders].astype(float).sum()
    state.voucher[holders] = served
    lasts = max(1, round(4.0 * desk.almanac.spec.values["voucher.validity"]))
    state.voucher_until[holders] = state.t + lasts - 1
    state.voucher_client[holders], state.voucher_host[holders] = terms


def joint_projects(
    w: Arrays, q: Quarter, key: np.uint64, leads: NDArray[np.int64], partners: NDArray[np.int64]
) -> Rows:
    """The joint projects that a clause demands and that would not have begun anyway."""
    rows, made = np.zeros(len(leads), WORK), 0
    for lead, partner in zip(leads, partners, strict=True):
        made += joint_project(w, q, key, int(lead), int(partner), records(rows)[made])
    return rows[:made]


def joint_partners(
    w: Arrays,
    q: Quarter,
    key: np.uint64,
    leads: NDArray[np.int64],
    host: int,
    v: Mapping[str, float],
) -> NDArray[np.int64]:
    """A partner at the host for each lead: the strongest tie, else perhaps somebody found.

    −1 for nobody, and where neither of the two ever leads what they would have to begin.
    """
    luck = uniforms(key, w.ids[leads], Purpose.MATCH)
    found = np.full(len(leads), -1, np.int64)
    for n, i in enumerate(leads):
        found[n] = strongest_in(w, q, int(i), host)
        if found[n] < 0 and luck[n] < v["voucher.joint_match"]:
            found[n] = best_of(w, q, int(i), np.uint64(base_of(key, w.ids[i])), 0, host)
        if found[n] >= 0 and leader_of(w, int(i), int(found[n])) < 0:
            found[n] = -1
    return found


def joint_project(w: Arrays, q: Quarter, key: np.uint64, lead: int, partner: int, row: Row) -> int:
    """Begin the joint project that a clause demands; 0 when the pair would have begun one anyway.

    The stronger their tie s, the likelier the award pays for what is coming (E17).
    """
    base = np.uint64(base_of(key, w.ids[lead]))
    coming = anyway(float(pair_strength(w, q, lead, partner)), q.theta[0].programme_known)
    if uniform(base, int(Purpose.MATCH), 2) < coming:
        mark_tie(w, lead, partner, PROGRAMME)
        mark_tie(w, partner, lead, PROGRAMME)
        return 0
    identity = np.uint64(bits(base, int(Purpose.MATCH), 1))
    first = int(leader_of(w, lead, partner))
    made = assemble(w, q, first, identity, lead + partner - first, PROGRAMME, row)
    row.marks = row.marks | SUPPORTED | JOINT_CLAUSE
    return int(made)


def expire(almanac: Almanac, state: State, books: Books) -> None:
    """Hours whose validity has ended, or whose holder or provider has left, are gone."""
    if not state.voucher_until.any():
        return
    held, people = state.voucher > 0, state.people
    gone = held & ((state.voucher_until < state.t) | (people["stage"] < 0))
    recalled = np.stack([state.voucher_client, state.voucher_host])
    lent = held & (state.voucher_client != STAYS)
    for client, host in np.unique(recalled[:, lent], axis=1).T.tolist():
        if away(almanac, state, client, host):
            gone |= lent & (recalled == [[client], [host]]).all(axis=0)
    books.hours[EXPIRED] += float(state.voucher[gone].sum())
    state.voucher[gone] = 0.0
    state.voucher_until[state.people["stage"] < 0] = 0
