"""How surely: what pairing bought, which variants differ, whether the record would show it."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sim.analysis.amounts import Amounts, load
from sim.analysis.detect import LONGEST_WINDOW, Visibility, visibility
from sim.analysis.intervals import Reduction, Spread, reduction, spread
from sim.analysis.periods import Period
from sim.analysis.reading import YEARS_ON, Readable, Request, policy_year, reference_of


@dataclass(frozen=True, slots=True)
class Versus:
    """Two variants against each other in the first part of an outcome."""

    variant: str
    to: str
    outcome: str
    cell: str
    period: Period
    extra: Spread


@dataclass(frozen=True, slots=True)
class Noise:
    """How much of a variant's difference is chance, and how many times pairing reduced it."""

    variant: str
    to: str
    outcome: str
    cell: str
    period: Period
    reduction: Reduction


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether a variant's joint papers would show in the bibliographic record by a year."""

    variant: str
    to: str
    outcome: str
    cell: str
    period: Period
    seen: Visibility
    told: bool
    """Whether its difference in these years and in all since the policy date is more than chance
    may make; where it is not, nothing can be said of what a record would show."""


def versus(results: Readable, request: Request, outcome: str) -> tuple[Versus, ...]:
    """Every two variants, at the last date."""
    amounts = load(results, outcome)
    cell, period = amounts.cells[0], last_period(results, request, amounts)
    found = []
    for first, second in combinations(results.manifest.variant_names, 2):
        difference = amounts.at(second, cell, period) - amounts.at(first, cell, period)
        if not np.isnan(difference).any():
            extra = spread(difference, request.interval)
            found.append(Versus(second, first, outcome, cell.name, period, extra))
    return tuple(found)


def noises(results: Readable, request: Request, outcome: str) -> tuple[Noise, ...]:
    """Variance reduction of the yearly level ten years on, or at the end of a shorter run."""
    manifest = results.manifest
    amounts = load(results, outcome)
    year = min(policy_year(manifest) + YEARS_ON[-1] - 1, manifest.horizon.years[-1])
    cell, period = amounts.cells[0], Period("level", year, year)
    found = []
    for name in manifest.variant_names:
        to = reference_of(manifest, name, request.to)
        base, other = amounts.at(to, cell, period), amounts.at(name, cell, period)
        if name != to and not np.isnan(base + other).any():
            gained = reduction(base, other, share=request.interval)
            found.append(Noise(name, to, outcome, cell.name, period, gained))
    return tuple(found)


def sightings(results: Readable, request: Request, outcome: str) -> tuple[Seen, ...]:
    """Whether a count before and after the policy date would show the effect, at every date."""
    manifest = results.manifest
    amounts = load(results, outcome)
    if amounts.info.time != "flow":
        return ()
    start = policy_year(manifest)
    found = []
    for date in request.dates:
        years = min(date - start + 1, LONGEST_WINDOW)
        period = Period("total", date - years + 1, date)
        for name in manifest.variant_names:
            to = reference_of(manifest, name, request.to)
            if name == to:
                continue
            span = years * manifest.scale
            base = float(amounts.at(to, amounts.cells[0], period).mean()) / span
            with_it = float(amounts.at(name, amounts.cells[0], period).mean()) / span
            seen = visibility(base, with_it - base, years)
            told = all(
                _differs(amounts, (name, to), when, request.interval)
                for when in (period, Period("total", start, date))
            )
            found.append(Seen(name, to, outcome, amounts.cells[0].name, period, seen, told))
    return tuple(found)


def _differs(amounts: Amounts, pair: tuple[str, str], period: Period, share: float) -> bool:
    """Whether the runs say of a pair that it differs, or that it does not differ at all."""
    one, other = (amounts.at(name, amounts.cells[0], period) for name in pair)
    return spread(one - other, share).verdict not in ("alike", "not told apart")


def last_period(results: Readable, request: Request, amounts: Amounts) -> Period:
    """From the policy date to the last date asked for; of a stock, that year alone."""
    start, date = policy_year(results.manifest), request.dates[-1]
    if amounts.info.time == "stock":
        return Period("level", date, date)
    return Period("total" if amounts.info.time == "flow" else "pooled", start, date)
