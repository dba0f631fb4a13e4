"""Two results side by side: the same variants with another dose, or with other evidence."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.analysis.amounts import Amounts, load
from sim.analysis.cells import Cell
from sim.analysis.intervals import Array, Spread, spread, unpaired
from sim.analysis.kinship import Kinship, kinship
from sim.analysis.periods import Period, periods
from sim.analysis.reading import Readable, Request, policy_year, reference_of, request_of
from sim.errors import UsageError
from sim.store.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Reading:
    """One number in both results, and how much more the second has."""

    first: Spread
    second: Spread
    change: Spread


@dataclass(frozen=True, slots=True)
class TwoRow:
    """One variant in one part of one outcome over one period."""

    outcome: str
    cell: str
    headline: bool
    period: Period
    variant: str
    level: Reading
    effect: Reading | None
    """Differences from the reference within each result; none for the reference itself."""


@dataclass(frozen=True, slots=True)
class Two:
    """Two results set against each other, with what proves or denies that they are pairs."""

    first: Manifest
    second: Manifest
    request: Request
    kinship: Kinship
    rows: tuple[TwoRow, ...]
    gaps: tuple[str, ...]
    """Parts that are not shown because they are not defined in every run."""


def set_side_by_side(first: Readable, second: Readable, request: Request | None = None) -> Two:
    """Every shared variant in both results.

    Raises:
        UsageError: when the two do not fit together, or an outcome is not in both.
        PairingError: when runs of one of them are no pairs among themselves.
    """
    here, there = first.manifest, second.manifest
    kin = kinship(first, second)
    wanted = request or request_of(here, outcomes=kin.outcomes)
    missing = [name for name in wanted.outcomes if name not in kin.outcomes]
    if missing:
        message = (
            f"{', '.join(missing)}: not in both results, or not counted alike. "
            f"In both: {', '.join(kin.outcomes)}."
        )
        raise UsageError(message)
    rows: list[TwoRow] = []
    gaps: list[str] = []
    for name in wanted.outcomes:
        both = (load(first, name, wanted.apart), load(second, name, wanted.apart))
        for row in _rows(both, here, wanted, kin):
            if isinstance(row, str):
                gaps.append(row)
            else:
                rows.append(row)
    return Two(here, there, wanted, kin, tuple(rows), tuple(gaps))


def _rows(
    both: tuple[Amounts, Amounts], manifest: Manifest, request: Request, kin: Kinship
) -> Iterator[TwoRow | str]:
    """Rows of one outcome; a sentence in place of rows that cannot be computed."""
    amounts = both[0]
    when = periods(amounts.info.time, policy_year(manifest), request.dates)
    for cell in amounts.cells:
        for period in when:
            values = {name: _values(both, name, cell, period, kin) for name in kin.variants}
            pairs = list(values.values())
            if any(np.isnan(side).any() for pair in pairs for side in pair):
                yield f"{amounts.name}, {cell.name}, {period.label}: not defined in every run"
            elif cell.headline or any(side.any() for pair in pairs for side in pair):
                for name in kin.variants:
                    to = reference_of(manifest, name, request.to)
                    base = values[to] if to in values and to != name else None
                    level, effect = _readings(values[name], base, kin, request.interval)
                    yield TwoRow(
                        amounts.name, cell.name, cell.headline, period, name, level, effect
                    )


def _values(
    both: tuple[Amounts, Amounts], variant: str, cell: Cell, period: Period, kin: Kinship
) -> tuple[Array, Array]:
    """(sample, replicate) of both; of pairs only as many as both have."""
    one, other = (amounts.at(variant, cell, period) for amounts in both)
    if not kin.paired:
        return one, other
    shared = np.s_[: kin.samples, : kin.replicates]
    return one[shared], other[shared]


def _readings(
    own: tuple[Array, Array], base: tuple[Array, Array] | None, kin: Kinship, share: float
) -> tuple[Reading, Reading | None]:
    """Level of a variant in both results, and its difference from the reference in both."""
    if base is None:
        return _reading(own, kin, share), None
    extra = own[0] - base[0], own[1] - base[1]
    return _reading(own, kin, share), _reading(extra, kin, share)


def _reading(pair: tuple[Array, Array], kin: Kinship, share: float) -> Reading:
    """Both numbers and the change: run by run where the runs are pairs."""
    one, other = pair
    change = spread(other - one, share) if kin.paired else unpaired(one, other, share)
    return Reading(spread(one, share), spread(other, share), change)
