"""What one additional unit of an outcome costs the public, where that can be said."""

from dataclasses import dataclass, replace

from sim.analysis.amounts import Amounts, load
from sim.analysis.intervals import Array
from sim.analysis.periods import Period
from sim.analysis.ratio import RatioOfMeans, ratio_of_means
from sim.analysis.reading import Readable, Request, policy_year, reference_of

MONEY = "public_cost"


@dataclass(frozen=True, slots=True)
class CostRow:
    """Extra public money over extra units, one variant and date."""

    variant: str
    to: str
    outcome: str
    cell: str
    period: Period
    price: RatioOfMeans
    """Money above, units below; both from the policy date to the end of the year."""


def costs(results: Readable, request: Request) -> tuple[CostRow, ...]:
    """Cost for each additional unit at every date, for every variant but the reference."""
    manifest = results.manifest
    if request.cost_per is None or MONEY not in manifest.outcomes:
        return ()
    gain, money = load(results, request.cost_per), load(results, MONEY)
    if gain.info.time != "flow":
        return ()
    rows = []
    for date in request.dates:
        period = Period("total", policy_year(manifest), date)
        for name in manifest.variant_names:
            to = reference_of(manifest, name, request.to)
            if name != to:
                units = _gain(gain, name, to, period)
                price = price_of(_money(money, name, to, period), units, request.interval)
                cell = gain.cells[0].name
                rows.append(CostRow(name, to, request.cost_per, cell, period, price))
    return tuple(rows)


def price_of(money: Array, gain: Array, share: float) -> RatioOfMeans:
    """Money for each additional unit; none where the money is not more than without the policy."""
    price = ratio_of_means(money, gain, share)
    if price.defined and price.above.mean <= 0:
        nan = float("nan")
        reason = "it costs no extra public money"
        return replace(price, value=nan, low=nan, high=nan, reason=reason)
    return price


def _gain(gain: Amounts, variant: str, to: str, period: Period) -> Array:
    """Extra units in the first part of the outcome: the corridor."""
    return gain.at(variant, gain.cells[0], period) - gain.at(to, gain.cells[0], period)


def _money(money: Amounts, variant: str, to: str, period: Period) -> Array:
    """Extra money of all places together."""
    parts = [money.at(variant, c, period) - money.at(to, c, period) for c in money.cells]
    total: Array = sum(parts[1:], parts[0])
    return total
