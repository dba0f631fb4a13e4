"""E12, I13 · A quarter of the machines: contracts with clouds, and equipment that is renewed."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, quarter_key, uniform
from sim.dynamics import cloud, compute
from sim.dynamics.output import Finished
from sim.model.conditions import Almanac
from sim.model.lists import wariness
from sim.world.state import State

CARDS = ("cloud.replacement",)
Array = NDArray[np.float64]


def own_hours(almanac: Almanac, state: State) -> Array:
    """GPU-hours a year of the equipment that stands in each place (place,)."""
    v, heads = almanac.spec.values, state.places["count"].astype(float)
    each = v["compute.stock_per_researcher"] * compute.frontier(v, almanac.year(state.t))
    return np.asarray(each * state.compute * almanac.drivers.compute_index * heads)


def rented_hours(almanac: Almanac, state: State, wanted: Array) -> Array:
    """GPU-hours a year that providers really lend (client, provider), after those who withdrew."""
    served = wanted * almanac.spec.scale
    for client, provider in np.argwhere(served > 0.0):
        if away(almanac, state, int(client), int(provider)):
            served[client, provider] = 0.0
    return served


def away(almanac: Almanac, state: State, client: int, provider: int) -> bool:
    """Whether a provider has withdrawn and is not replaced yet; perhaps it withdraws now."""
    places, v = almanac.drivers.places, almanac.spec.values
    now = cloud.strain(state.friction[0], almanac.drivers.partner_share, client, provider)
    now += wariness(almanac, state, client)
    name = f"cloud/{places[client]}/{places[provider]}"
    terms = state.memory.setdefault(name, np.array([now, -1.0]))
    if state.t < terms[1]:
        return True
    with np.errstate(over="ignore"):
        pair = almanac.seed
        for place in (client, provider):
            pair = np.uint64(base_of(pair, almanac.drivers.place_key[place]))
        luck = uniform(np.uint64(quarter_key(pair, state.t)), int(Purpose.PROVIDER), 0)
    if luck >= cloud.chance_of_withdrawal(now, float(terms[0]), v):
        return False
    state.memory[name] = np.array([now, state.t + max(1, round(4.0 * v["cloud.replacement"]))])
    return True


def renew_machines(almanac: Almanac, state: State, withheld: Array, served: Array) -> Array:
    """Renew equipment and let institutions use it, with what is rented beside it.

    ``withheld`` (place,) is the share of new equipment that does not come. Returns the share of
    the hours of each place that providers lend (client, provider).
    """
    v, lent = almanac.spec.values, np.zeros_like(served)
    if served.any():
        own = own_hours(almanac, state)
        bought = 1.0 - cloud.forgone(served.sum(axis=1), own, v)
        withheld = np.where(served.any(axis=1), 1.0 - (1.0 - withheld) * bought, withheld)
    state.compute = compute.renew(state.compute, withheld, v)
    level = machines_each(v, almanac, state)
    if served.any():
        own = np.maximum(own_hours(almanac, state), 1.0)
        level = level * (1.0 + served.sum(axis=1) / own)
        lent = served / (served.sum(axis=1) + own)[:, None]
    prestige = state.institutions["prestige"].astype(float)
    state.institutions["compute"] = level[state.institutions["place"]] * compute.spread_over(
        prestige, v["compute.spread"]
    )
    return lent


def machines_each(v: Mapping[str, float], almanac: Almanac, state: State) -> Array:
    """GPU-hours that the mean institution of each place can lend to one project (place,)."""
    supply = v["compute.stock_per_researcher"] * v["projects.lag_mean"]
    frontier = compute.frontier(v, almanac.year(state.t))
    return np.asarray(supply * frontier * state.compute * almanac.drivers.compute_index)


def rent(served: Array, v: Mapping[str, float], levers: Mapping[str, Array]) -> Array:
    """What each client pays its providers in a quarter, MUSD (place,).

    Of hours outside research as large a part is served, and paid, as of those of research.
    """
    wanted = levers["cloud_hours"]
    part = np.where(wanted > 0.0, served, 0.0) / np.where(wanted > 0.0, wanted, 1.0)
    paid = served + levers["cloud_elsewhere"] * part
    providers = (wanted > 0.0).sum(axis=1)
    return np.array(
        [
            hours.sum() / 4.0 * cloud.price(int(n), v)
            for hours, n in zip(paid, providers, strict=True)
        ]
    )


def note_hours(
    books: Array,
    lent: Array,
    sides: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
    done: Finished,
) -> None:
    """Book the hours of finished projects: by place of the lead, of the voucher and of its host."""
    leads, recipient, host = sides
    used = np.bincount(leads, weights=done.hours, minlength=len(lent)).astype(float)
    books[np.diag_indices(len(used))] += used
    note_lent(books, used, lent)
    some = np.flatnonzero(done.granted)
    np.add.at(books, (recipient[some], host[some]), done.granted[some])


def note_lent(books: Array, used: Array, lent: Array) -> None:
    """Move the rented share of the hours used in each place to its providers, in the books."""
    if lent.any():
        books += used[:, None] * lent
        books[np.diag_indices(len(used))] -= used * lent.sum(axis=1)
