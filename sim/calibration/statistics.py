"""Statistics of a fit: targets drawn together until a world of the given size can be read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from sim.calibration.indicators import Kind
from sim.calibration.targets import FitTarget

Array = NDArray[np.float64]

HALF = 0.5
"""Added to a count before its logarithm: ln(n + ½) has no bias of first order in 1/n."""
MIDDLE = 2010
"""Last year of the earlier half of a series."""
FEW_FOR_HALVES = 10.0
"""Simulated counts that half a series needs to be read alone."""
FEW = 5.0
"""Simulated counts below which a series is not read at all."""


@dataclass(frozen=True, slots=True)
class Statistic:
    """One number that a run and the record have in common."""

    name: str
    family: str
    """The indicator; the discrepancy of a family is partly shared."""
    kind: Kind
    places: tuple[str, ...]
    """The places that it names: none, one, or two."""
    rows: tuple[int, ...]
    """Positions of its targets."""
    spans: tuple[int, ...]
    """Years of each of them."""
    observed: float
    """ln of the yearly mean for counts and levels, the plain mean for coefficients."""
    variance: float
    """Variance of the observation, on the same scale."""
    weight: float
    """Mean weight of its targets."""

    @property
    def size(self) -> float:
        """What a relative discrepancy is relative to."""
        return abs(self.observed) if self.kind == "coefficient" else 1.0

    def of(self, readings: Array, scale: float) -> float:
        """The statistic from what a run says about every target."""
        found = readings[list(self.rows)]
        if self.kind == "count":
            return _log_count(found, np.array(self.spans), HALF / scale)
        mean = float(found.mean())
        if self.kind == "coefficient":
            return mean
        return log(mean) if mean > 0.0 else float("nan")


@dataclass(frozen=True, slots=True)
class Drawn:
    """All statistics of a fit, and the targets that none of them holds."""

    statistics: tuple[Statistic, ...]
    too_few: tuple[str, ...]
    """Series that a world of this size cannot show."""
    unused: int
    """Targets with weight 0."""


def draw_together(targets: Sequence[FitTarget], scale: float, index_error: float) -> Drawn:
    """The statistics of a world at a scale.

    A series of counts is read in two halves where each has ``FEW_FOR_HALVES`` simulated counts,
    else whole, else not. Variance of ln of a count n: 1/n + σ², of ln of a level: σ² (or the given
    error), with σ the card observation.index_error.
    """
    series: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, target in enumerate(targets):
        if target.weight > 0.0:
            series[(target.indicator.name, *target.places, *_window(target))].append(at)
    statistics: list[Statistic] = []
    too_few: list[str] = []
    for rows in series.values():
        for part in _parts(targets, rows, scale):
            if _counted(targets, part) * scale < FEW and _is_count(targets[part[0]]):
                too_few.append(_name(targets, part))
            else:
                statistics.append(_statistic(targets, part, index_error))
    unused = sum(target.weight == 0.0 for target in targets)
    return Drawn(tuple(statistics), tuple(too_few), unused)


def observed(statistics: Iterable[Statistic]) -> Array:
    """What the record says, in the order of the statistics."""
    return np.array([statistic.observed for statistic in statistics])


def _window(target: FitTarget) -> tuple[str, ...]:
    """A window of several years is a series of its own."""
    first, last = target.years
    return (f"{first}-{last}",) if last > first else ()


def _parts(targets: Sequence[FitTarget], rows: list[int], scale: float) -> list[list[int]]:
    """A series in halves where both can be read, else whole."""
    halves = [
        [at for at in rows if targets[at].years[1] <= MIDDLE],
        [at for at in rows if targets[at].years[1] > MIDDLE],
    ]
    if not all(halves):
        return [rows]
    if not _is_count(targets[rows[0]]):
        return halves
    enough = all(_counted(targets, half) * scale >= FEW_FOR_HALVES for half in halves)
    return halves if enough else [rows]


def _statistic(targets: Sequence[FitTarget], rows: Sequence[int], index_error: float) -> Statistic:
    chosen = [targets[at] for at in rows]
    kind = chosen[0].indicator.kind
    spans = tuple(target.years[1] - target.years[0] + 1 for target in chosen)
    values = np.array([target.value for target in chosen])
    if kind == "count":
        found, variance = _log_count(values, np.array(spans), HALF), index_error**2
        variance += 1.0 / (_counted(targets, rows) + HALF)
    elif kind == "level":
        found, variance = log(values.mean()), _level_variance(chosen, index_error)
    else:
        found = float(values.mean())
        variance = sum((target.error or index_error) ** 2 for target in chosen) / len(chosen) ** 2
    return Statistic(
        name=_name(targets, rows),
        family=chosen[0].indicator.name,
        kind=kind,
        places=chosen[0].places,
        rows=tuple(rows),
        spans=spans,
        observed=found,
        variance=variance,
        weight=float(np.mean([target.weight for target in chosen])),
    )


def _level_variance(chosen: Sequence[FitTarget], index_error: float) -> float:
    errors = [(t.error or index_error * t.value) / t.value for t in chosen]
    return float(np.mean(np.square(errors)))


def _log_count(values: Array, spans: NDArray[np.int64], half: float) -> float:
    """Logarithm of the yearly mean of counts, with ½ of a counted unit added."""
    return float(np.log((values @ spans + half) / spans.sum()))


def _counted(targets: Sequence[FitTarget], rows: Iterable[int]) -> float:
    return sum(targets[at].value * (targets[at].years[1] - targets[at].years[0] + 1) for at in rows)


def _is_count(target: FitTarget) -> bool:
    return target.indicator.kind == "count"


def _name(targets: Sequence[FitTarget], rows: Sequence[int]) -> str:
    """Indicator, places and years: ``moves A-B 2005-2010``."""
    chosen = [targets[at] for at in rows]
    first, last = min(t.years[0] for t in chosen), max(t.years[1] for t in chosen)
    words = [chosen[0].indicator.name, "-".join(chosen[0].places), f"{first}-{last}"]
    return " ".join(word for word in words if word)
