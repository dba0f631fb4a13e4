"""E20 · A quarter of the lists: who is put on one, who is avoided for it, who counts as exposed."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, named_key, quarter_key, uniforms
from sim.dynamics import listing
from sim.model.conditions import Almanac
from sim.world.listings import listings
from sim.world.named import bearers
from sim.world.state import State

CARDS = ("listing.provider",)
LISTED, RISK, BURDEN = "lists/listed", "lists/risk", "lists/burden"
Array = NDArray[np.float64]
Pairs = NDArray[np.int64]


def keep_lists(almanac: Almanac, state: State, levers: Mapping[str, Array]) -> None:
    """Put institutions on lists, and see who avoids them; nothing while nobody keeps a list.

    Lever ``lists`` (place, place) is how strictly the second place names institutions of the first.
    Whoever is on a list stays on it, and is avoided for as long as lists are kept. No place puts
    its own institutions on its list for whom they work with.
    """
    state.memory.pop(BURDEN, None)
    lists, entries = levers["lists"], levers["list_entries"].max(axis=1)
    v, place = almanac.spec.values, state.institutions["place"].astype(np.int64)
    exports = bear_exports(state, levers["export_risk"], place)
    if not lists.any():
        return
    listed = state.memory.setdefault(LISTED, np.zeros((len(place), len(lists))))
    risk = state.memory.setdefault(RISK, np.zeros(len(place)))
    for institution, keeper in on_record(almanac, state, lists):
        listed[institution, keeper], risk[institution] = 1.0, np.inf
    pairs, strict = partners(state), lists.max(axis=0)
    exposed = listing.through_partners(listed * strict, pairs)
    exposed[np.arange(len(place)), place] = 0.0
    visible = state.institutions["prestige"].astype(float)
    sensitive = listing.sensitive_share(state.people, len(place))
    own = np.where(entries > 0.0, 0.0, lists.max(axis=1))[place]
    yearly = listing.hazard(own, exposed, visible, sensitive, v)
    unlisted = listed.max(axis=1) == 0.0
    yearly += listing.pace(entries, visible * sensitive * unlisted, place)
    risk += yearly / 4.0
    found = yearly + exports * (lists.max(axis=1)[place] > 0.0)
    named = luck(almanac, state, len(place)) < -np.expm1(-found / 4.0)
    listed[named[:, None] & ((lists[place] > 0.0) | (exposed > 0.0))] = 1.0
    share = almanac.drivers.partner_share
    spared = 1.0 - levers["open_exemption"][place]
    state.memory[BURDEN] = np.stack(
        [listing.avoidance(listed * strict * kept, pairs, share, v) for kept in (1.0, spared)]
    )


def bear_exports(state: State, expected: Array, place: Pairs) -> Array:
    """A quarter of the risk that contracts abroad bring, shared by size; yearly (institution,)."""
    yearly = listing.pace(expected, heads(state), place)
    if yearly.any():
        risk = state.memory.setdefault(RISK, np.zeros(len(place)))
        risk += yearly / 4.0
    return yearly


def on_record(almanac: Almanac, state: State, lists: Array) -> list[tuple[int, int]]:
    """Named institutions that are on the record of lists now kept, with who keeps them."""
    drivers, now = almanac.drivers, state.t + almanac.epoch
    known = bearers(drivers, almanac.spec.values["world.size_exponent"])
    rows = [
        (known[row.institution], drivers.places.index(row.keeper))
        for row in listings()
        if row.institution in known and row.keeper in drivers.places and row.since <= now
    ]
    place = state.institutions["place"]
    return [(one, keeper) for one, keeper in rows if lists[place[one], keeper] > 0.0]


def luck(almanac: Almanac, state: State, institutions: int) -> Array:
    """One draw for each institution, keyed by quarter and institution (institution,)."""
    with np.errstate(over="ignore"):
        key = np.uint64(base_of(quarter_key(almanac.seed, state.t), named_key("lists")))
    return uniforms(key, np.arange(institutions, dtype=np.uint64), Purpose.LISTING)


def partners(state: State) -> NDArray[np.int64]:
    """Institutions whose people share a joint centre or a joint award under way, shape (n, 2)."""
    pairs = [
        (guest, host)
        for unit in state.units
        if not unit.closed and state.t <= unit.until
        for guest in homes(state, unit.guests)
        for host in homes(state, unit.hosts)
    ]
    for award in state.awards:
        if award.begins <= state.t < award.ends:
            ends = ((award.lead, award.lead_identity), (award.partner, award.partner_identity))
            one, other = homes(state, ends[:1]), homes(state, ends[1:])
            pairs += [(a, b) for a in one for b in other]
    return np.array(sorted(set(pairs)), np.int64).reshape(-1, 2)


def homes(state: State, members: "list[tuple[int, int]] | tuple[tuple[int, int], ...]") -> set[int]:
    """Institutions at which members who are still in research work now."""
    people, ids = state.people, state.ids
    return {
        int(people["institution"][slot])
        for slot, identity in members
        if people["stage"][slot] >= 0 and int(ids[slot]) == identity
    }


def heads(state: State) -> Array:
    """Researchers of each institution (institution,)."""
    return np.asarray(state.institutions["count"].astype(float))


def count_exposed(state: State, out: Array) -> None:
    """Researchers expected on lists, Σ n_o·(1 − e^(−∫h_o)), and all of a place, (place, 2)."""
    people, place = heads(state), state.institutions["place"]
    chance = -np.expm1(-state.memory.get(RISK, np.zeros(len(people))))
    for column, amount in enumerate((people * chance, people)):
        out[:, column] = np.bincount(place, amount, len(out))


def wariness(almanac: Almanac, state: State, client: int) -> float:
    """Log points that lists add to what a provider of a place has to fear (listing.provider)."""
    if BURDEN not in state.memory:
        return 0.0
    people, mine = heads(state), state.institutions["place"] == client
    on_list = (people * state.memory[LISTED].max(axis=1))[mine].sum() / max(1.0, people[mine].sum())
    return float(almanac.spec.values["listing.provider"] * on_list)
