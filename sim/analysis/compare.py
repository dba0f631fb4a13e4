"""Every variant against a reference: per outcome, place and date, with what is not known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sim.analysis.amounts import Amounts, load
from sim.analysis.cells import Cell
from sim.analysis.intervals import Array, Spread, spread, units
from sim.analysis.pairing import Pairing, check_pairing, check_past
from sim.analysis.periods import Period, periods
from sim.analysis.reading import Readable, Request, policy_year, reference_of, request_of
from sim.store.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Row:
    """One variant in one part of one outcome over one period."""

    outcome: str
    cell: str
    headline: bool
    period: Period
    variant: str
    to: str
    level: Spread
    extra: Spread | None
    """Difference from the reference, run by run; none for the reference itself."""
    best: float
    """Share of samples (of runs, if there is one sample) in which it is best; nan if none is."""
    max_regret: float
    mean_regret: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """All rows of a comparison, and the checks it passed."""

    manifest: Manifest
    request: Request
    pairing: Pairing
    rows: tuple[Row, ...]
    gaps: tuple[str, ...]
    """Parts that are not shown because they are not defined in every run."""

    def select(self, outcome: str, cell: str, period: Period | None = None) -> tuple[Row, ...]:
        """Rows of one part, every variant, in the order of the scenario."""
        return tuple(
            row
            for row in self.rows
            if row.outcome == outcome and row.cell == cell and period in (None, row.period)
        )


def compare(results: Readable, request: Request | None = None) -> Comparison:
    """Check the pairs, then set every variant against its reference.

    Raises:
        PairingError: when runs that should share their past and their draws do not.
    """
    manifest = results.manifest
    wanted = request or request_of(manifest)
    pairing = check_pairing(results, wanted.to)
    rows: list[Row] = []
    gaps: list[str] = []
    for name in wanted.outcomes:
        amounts = load(results, name, wanted.apart)
        for variant in manifest.variant_names:
            check_past(
                amounts, variant, wanted_to(manifest, variant, wanted), policy_year(manifest)
            )
        for row in _rows(amounts, manifest, wanted):
            if isinstance(row, str):
                gaps.append(row)
            else:
                rows.append(row)
    return Comparison(manifest, wanted, pairing, tuple(rows), tuple(gaps))


def wanted_to(manifest: Manifest, variant: str, request: Request) -> str:
    """The reference of a variant under this request."""
    return reference_of(manifest, variant, request.to)


def _rows(amounts: Amounts, manifest: Manifest, request: Request) -> Iterator[Row | str]:
    """Rows of one outcome; a sentence in place of rows that cannot be computed."""
    when = periods(amounts.info.time, policy_year(manifest), request.dates)
    references = {name: wanted_to(manifest, name, request) for name in manifest.variant_names}
    for cell in amounts.cells:
        for period in when:
            values = {name: amounts.at(name, cell, period) for name in manifest.variant_names}
            stacked = np.stack(list(values.values()))
            if np.isnan(stacked).any():
                yield f"{amounts.name}, {cell.name}, {period.label}: not defined in every run"
            elif stacked.any() or cell.headline:
                yield from _table(amounts, (cell, period), values, request, references)


def _table(
    amounts: Amounts,
    part: tuple[Cell, Period],
    values: Mapping[str, Array],
    request: Request,
    references: Mapping[str, str],
) -> Iterator[Row]:
    """One row for each variant of one part and period."""
    cell, period = part
    rivals: dict[str, dict[str, Array]] = {}
    for name, value in values.items():
        rivals.setdefault(references[name], {})[name] = units(value)
    for name, value in values.items():
        reference = references[name]
        best, regret = standing(rivals[reference], name, amounts.info.better)
        extra = None if name == reference else spread(value - values[reference], request.interval)
        yield Row(
            outcome=amounts.name,
            cell=cell.name,
            headline=cell.headline,
            period=period,
            variant=name,
            to=reference,
            level=spread(value, request.interval),
            extra=extra,
            best=best,
            max_regret=float(regret.max()),
            mean_regret=float(regret.mean()),
        )


def standing(rivals: Mapping[str, Array], name: str, better: str) -> tuple[float, Array]:
    """Share of samples in which a variant is best (ties shared out), and its regret in each.

    Regret is how far it falls short of the best variant of that sample, in the outcome's unit.
    """
    values = np.stack(list(rivals.values()))
    if better == "neither":
        return float("nan"), np.full(values.shape[1], np.nan)
    sign = 1.0 if better == "up" else -1.0
    top = (sign * values).max(axis=0)
    first = sign * values == top
    own = list(rivals).index(name)
    share = np.where(first[own], 1.0 / first.sum(axis=0), 0.0)
    return float(share.mean()), top - sign * rivals[name]
