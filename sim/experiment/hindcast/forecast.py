"""Forecasts of the held-out years, the model's and the naive ones, all made by one rule.

A forecast has a centre and, around it, the errors of the same forecaster from earlier origins.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.experiment.hindcast import naive
from sim.experiment.hindcast.scores import root_mean_square
from sim.experiment.hindcast.series import Array, Series, Unit
from sim.experiment.hindcast.simulated import Simulated
from sim.experiment.hindcast.spread import Errors, Forecaster, past_errors

ANCHOR_YEARS = 3
FIRST_ANCHOR = 2007
SHRINKAGES = (0.5, 2.0, 8.0, 32.0, 128.0)
"""Counts that move as the places do, added to those of a pair: few counts move mostly by luck."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """centre (units, years) and members (units, years, M) in the unit of the values."""

    name: str
    units: tuple[Unit, ...]
    years: tuple[int, ...]
    centre: Array
    members: Array
    drawn: bool = False
    """Whether members are draws of the uncertain facts, not quantiles of earlier errors."""

    def of(self, units: Sequence[Unit]) -> "Forecast":
        """The same for some of the units."""
        rows = [self.units.index(unit) for unit in units]
        return replace(
            self, units=tuple(units), centre=self.centre[rows], members=self.members[rows]
        )


def issued(
    name: str, history: Series, forecaster: Forecaster, errors: Errors, years: Sequence[int]
) -> Forecast:
    """A forecast from the end of a history, with the bands that earlier errors give it."""
    last = history.years[-1]
    horizon = years[-1] - last
    logs = forecaster(history, horizon)
    size = np.nanmean(history.logs()[:, -ANCHOR_YEARS:], axis=1)
    around = logs[..., None] + errors.quantiles(size, horizon)
    steps = [year - last - 1 for year in years]
    return Forecast(
        name,
        history.units,
        tuple(years),
        values_of(logs[:, steps], history.offset),
        values_of(around[:, steps], history.offset),
    )


def values_of(logs: Array, offset: float) -> Array:
    """Values from their logarithms; never negative."""
    return np.asarray(np.maximum(np.exp(logs) - offset, 0.0))


def baseline(name: str) -> Forecaster:
    """One of the naive forecasts that need the series alone."""
    method = naive.FREE[name]

    def forecaster(series: Series, horizon: int) -> Array:
        return method(series.logs(), horizon)

    return forecaster


def constant(margins: Array, units: Sequence[Unit], first_year: int) -> Forecaster:
    """The naive forecast given national margins (units, years from ``first_year`` on)."""
    at = {unit: n for n, unit in enumerate(units)}

    def forecaster(series: Series, horizon: int) -> Array:
        rows = [at[unit] for unit in series.units]
        begin = series.years[0] - first_year
        known = np.log(margins[rows, begin : begin + len(series.years) + horizon] + series.offset)
        return naive.constant_ratio(series.logs(), known, horizon)

    return forecaster


def change(found: Simulated, shrinkage: float) -> Forecaster:
    """The model's forecast: the record's mean of three years, moved as the model moves.

    f(t) = mean x(T−2..T) + ln((m(t) + k·g(t)) / (mean m(T−2..T) + k)), m the simulated count, k
    the shrinkage and g(t) = e(t) / mean e(T−2..T) with e what the simulated totals of both ends
    alone would give. So where a pair is counted too seldom, its places speak for it. For shares,
    the change of the logarithm of the simulated share.
    """
    at = {unit: n for n, unit in enumerate(found.units)}

    def forecaster(series: Series, horizon: int) -> Array:
        rows = [at[unit] for unit in series.units]
        origin = series.years[-1]
        anchor = found.years.index(origin) + 1 - ANCHOR_YEARS
        end = anchor + ANCHOR_YEARS
        level = naive.closed(series.logs())[:, -ANCHOR_YEARS:].mean(1)
        counts, like, shrunk = found.counts[rows], found.by_ends()[rows], shrinkage
        if found.whole is not None:
            counts, shrunk = counts / np.maximum(found.whole[rows], 1.0), 0.0
        places = like[:, end : end + horizon] / like[:, anchor:end].mean(1, keepdims=True)
        base = np.maximum(counts[:, anchor:end].mean(1) + shrunk, 1e-9)
        ahead = np.maximum(counts[:, end : end + horizon] + shrunk * places, 1e-9)
        return np.asarray(level[:, None] + np.log(ahead / base[:, None]))

    return forecaster


def best_shrinkage(found: Simulated, history: Series, horizon: int) -> float:
    """The shrinkage that would have erred least from origins before the last one."""
    if found.whole is not None:
        return 0.0

    def error(shrinkage: float) -> float:
        past = past_errors(history, change(found, shrinkage), horizon)
        return root_mean_square(np.concatenate(past.errors))

    return min(SHRINKAGES, key=error)


def drawn_from(name: str, forecasts: Sequence[Forecast]) -> Forecast:
    """The ensemble as it comes: one member for each draw of the uncertain facts."""
    members = np.stack([forecast.centre for forecast in forecasts], axis=-1)
    first = forecasts[0]
    return replace(
        first, name=name, centre=np.median(members, axis=-1), members=members, drawn=True
    )
