"""E12 · Computing: stocks that age and are renewed, embargoes that thin them out.

k is the stock of a place relative to its unhindered path, X the share of new equipment withheld
from it, y the year, T years since a control began, p the percentile of size of an institution:

    k ← k + (1 − e^(−(g + d)/4))·((1 − X) − k)
    X = 1 − Π(1 − embargo·(1 − s·(1 − e^(−T/T_s)))) over all controls that hold
    need of a project (GPU-h) = need·e^(g·(y − 2025))
    lent to a project (GPU-h) = stock·lag·e^(g·(y − 2025))·k·index·e^(σ(2p − 1))·σ/sinh σ

Cards compute.growth (g), compute.depreciation (d), compute.embargo, compute.substitution (s),
compute.substitution_years (T_s), compute.need, compute.stock_per_researcher (stock, GPU-h a year),
projects.lag_mean (lag, years), compute.spread (σ). The index by place and year is in table compute.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

CARDS = (
    "compute.need",
    "compute.stock_per_researcher",
    "compute.growth",
    "compute.depreciation",
    "compute.substitution",
    "compute.substitution_years",
    "compute.embargo",
    "compute.spread",
)
PRICE_YEAR = 2025.0
Array = NDArray[np.float64]


def embargo(
    limits: Sequence[tuple[int, int]], values: Mapping[str, float], places: int, quarter: int
) -> Array:
    """Share of new equipment that a place cannot buy (place,), after import substitution.

    ``limits`` are (place, quarter since which controls hold).
    """
    withheld = np.zeros(places)
    for place, since in limits:
        years = (quarter - since) / 4.0
        if years >= 0.0:
            replaced = values["compute.substitution"] * -math.expm1(
                -years / values["compute.substitution_years"]
            )
            share = values["compute.embargo"] * (1.0 - replaced)
            withheld[place] += share * (1.0 - withheld[place])
    return withheld


def renew(stock: Array, withheld: Array, values: Mapping[str, float]) -> Array:
    """Relative stock one quarter later, shape (place,)."""
    pace = -math.expm1(-0.25 * (values["compute.growth"] + values["compute.depreciation"]))
    return np.asarray(stock + pace * ((1.0 - withheld) - stock))


def frontier(values: Mapping[str, float], year: float) -> float:
    """Growth factor of need and supply since the price year."""
    return math.exp(values["compute.growth"] * (year - PRICE_YEAR))


def spread_over(prestige: Array, spread: float) -> Array:
    """Share factors of institutions by percentile of size: e^(σ(2p − 1)), mean 1."""
    factor = np.exp(spread * (2.0 * prestige - 1.0))
    return np.asarray(factor * spread / math.sinh(spread)) if spread > 0 else np.ones_like(factor)
