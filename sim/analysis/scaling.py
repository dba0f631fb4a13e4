"""Which outcomes keep their value in a smaller world: the same scenario at several scales."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf, isnan, nan, sqrt
from typing import Literal

import numpy as np

from sim.analysis.amounts import Amounts, load
from sim.analysis.cells import Cell
from sim.analysis.intervals import Array
from sim.analysis.periods import Period, periods
from sim.analysis.reading import Readable, policy_year, reference_of
from sim.errors import UsageError
from sim.store.manifest import Manifest, OutcomeInfo

Reading = Literal["levels", "differences"]
Verdict = Literal["holds", "differs", "open"]
INTENSIVE = ("share", "index", "data stock", "units")
"""Units that say the same in a world of any size; all others are divided by the scale.

A joint centre is one in a world of any size; its posts are fewer."""
ROOM = 0.1
"""Share of the value by which it may be off and still be read."""
DOUBT = 0.05
"""Share of outcomes that would be called different by chance alone."""
ORDER: tuple[Verdict, ...] = ("holds", "open", "differs")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an outcome in one variant at one scale, beside the largest scale.

    ``gap`` ± ``reach``: value here less value there, both per whole world, and the half width of
    its interval; nan ± inf where the value is not defined in every smaller run.
    """

    where: str
    value: float
    gap: float
    reach: float

    @property
    def verdict(self) -> Verdict:
        """Whether the gap is surely within a tenth of the value, surely there, or neither."""
        if abs(self.gap) + self.reach <= ROOM * abs(self.value):
            return "holds"
        return "differs" if abs(self.gap) > self.reach else "open"

    @property
    def ratio(self) -> float:
        """Value at the smaller scale over that at the largest."""
        return (self.value + self.gap) / self.value if self.value else inf

    @property
    def badness(self) -> tuple[int, float]:
        """What makes one part worse than another: its verdict, then its gap for its reach."""
        if isnan(self.gap):
            return ORDER.index(self.verdict), inf
        if not self.reach:
            return ORDER.index(self.verdict), inf if self.gap else 0.0
        return ORDER.index(self.verdict), abs(self.gap) / self.reach


@dataclass(frozen=True, slots=True)
class Kept:
    """One outcome at one scale: its levels in all variants, or their differences."""

    outcome: str
    scale: float
    reading: Reading
    parts: int
    worst: Part

    @property
    def verdict(self) -> Verdict:
        """That of the worst part."""
        return self.worst.verdict


def kept(results: Mapping[float, Readable]) -> Iterator[Kept]:
    """Every outcome at every scale but the largest, set against the largest.

    Parts are those of the short table, in every variant: totals since the policy date, pooled
    ratios, stocks at the end. Levels and paired differences are judged apart. The interval is
    Welch's, t(ν) √(s₁²/n₁ + s₂²/n₂), widened so that all parts of an outcome hold together.

    Raises:
        UsageError: fewer than two scales, or fewer than two replicates at one of them.
    """
    scales = sorted(results, reverse=True)
    if len(scales) < 2 or any(found.manifest.replicates < 2 for found in results.values()):
        message = "at least two scales are needed, and two replicates at each"
        raise UsageError(message)
    whole = results[scales[0]]
    for outcome in whole.manifest.outcomes:
        for scale in scales[1:]:
            yield from _outcome(outcome, scale, results[scale], whole)


def _outcome(outcome: str, scale: float, small: Readable, whole: Readable) -> Iterator[Kept]:
    """Levels and differences of one outcome at one scale; none where nothing is there.

    What is not defined in every run at the largest scale is left out.
    """
    here, there = load(small, outcome), load(whole, outcome)
    when = periods(there.info.time, policy_year(whole.manifest), whole.manifest.horizon.years[-1:])
    readings: tuple[Reading, ...] = ("levels", "differences")
    for reading in readings:
        pairs = [
            (f"{cell.name}, {variant}", _values(here, small.manifest, what),
             _values(there, whole.manifest, what))
            for cell in there.cells
            if cell.headline
            for variant in whole.manifest.variant_names
            if (what := _What(reading, variant, cell, when[0])).asked(whole.manifest)
        ]  # fmt: skip
        known = [pair for pair in pairs if not np.isnan(pair[2]).any()]
        there_is = [pair for pair in known if pair[1].any() or pair[2].any()]
        parts = [part(*pair, len(there_is)) for pair in there_is]
        if parts:
            worst = max(parts, key=lambda part: part.badness)
            yield Kept(outcome, scale, reading, len(parts), worst)


@dataclass(frozen=True, slots=True)
class _What:
    """Which number is read of every replicate."""

    reading: Reading
    variant: str
    cell: Cell
    period: Period

    def asked(self, manifest: Manifest) -> bool:
        """Whether the variant has such a number: a reference has no difference."""
        reference = reference_of(manifest, self.variant, manifest.compare.to)
        return self.reading == "levels" or self.variant != reference


def _values(amounts: Amounts, manifest: Manifest, what: _What) -> Array:
    """(replicate,) the number in a whole world."""
    found = amounts.at(what.variant, what.cell, what.period)[0]
    if what.reading == "differences":
        reference = reference_of(manifest, what.variant, manifest.compare.to)
        found = found - amounts.at(reference, what.cell, what.period)[0]
    whole: Array = found / (manifest.scale if extensive(amounts.info) else 1.0)
    return whole


def extensive(info: OutcomeInfo) -> bool:
    """Whether an outcome counts something of which a smaller world has less."""
    return info.time != "ratio" and info.unit not in INTENSIVE


def part(where: str, small: Array, whole: Array, parts: int) -> Part:
    """The gap between two scales with its interval, for one of so many parts."""
    from scipy.special import stdtrit  # noqa: PLC0415 -- slow to load

    if np.isnan(small).any():
        return Part(where, float(whole.mean()), nan, inf)
    errors = [values.var(ddof=1) / len(values) for values in (small, whole)]
    error = sqrt(sum(errors))
    reach = 0.0
    if error:
        shares = [e * e / (len(v) - 1) for e, v in zip(errors, (small, whole), strict=True)]
        freedom = sum(errors) ** 2 / sum(shares)
        reach = float(stdtrit(freedom, 1.0 - DOUBT / (2 * parts))) * error
    return Part(where, float(whole.mean()), float(small.mean() - whole.mean()), reach)
