"""How far forecasts were off before: the errors of earlier origins make the bands of this one.

Baselines and model are given their bands by this same rule, so that neither wins by its bands.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.experiment.hindcast.series import Array, Series

FEWEST_YEARS = 10
"""Years of record that a forecast of the past had behind it."""
FEWEST_ERRORS = 60
MOST_CLASSES = 6
QUANTILES = (np.arange(99) + 0.5) / 99.0

Forecaster = Callable[[Series, int], Array]
"""From a series that ends at the origin and a horizon to logarithms (units, horizon)."""


@dataclass(frozen=True, slots=True)
class Errors:
    """Errors on logarithms of earlier forecasts, by horizon and by the size of the series."""

    edges: Array
    """Sizes on logarithms at which one class ends and the next begins."""
    sizes: tuple[Array, ...]
    """Size at the origin of each known error, horizon by horizon."""
    errors: tuple[Array, ...]

    def quantiles(self, size: Array, horizon: int) -> Array:
        """Quantiles (units, horizon, 99) of the errors of series of that size.

        Errors are taken with both signs: bands are as wide as errors were and lean to no side.
        A horizon without enough errors takes those of the longest horizon that has them, times
        the root of the ratio of horizons.
        """
        classes = np.digitize(size, self.edges)
        found = np.empty((len(size), horizon, len(QUANTILES)))
        for step in range(horizon):
            for n in np.unique(classes):
                found[classes == n, step] = self._of(int(n), step)
        return found

    def _of(self, n: int, step: int) -> Array:
        for near in range(min(step, len(self.errors) - 1), -1, -1):
            inside = np.digitize(self.sizes[near], self.edges) == n
            if inside.sum() >= FEWEST_ERRORS or near == 0:
                both = np.concatenate([self.errors[near][inside], -self.errors[near][inside]])
                return np.asarray(np.quantile(both, QUANTILES) * np.sqrt((step + 1) / (near + 1)))
        return np.zeros(len(QUANTILES))


def past_errors(
    series: Series, forecast: Forecaster, horizon: int, origin: int | None = None
) -> Errors:
    """Errors of forecasts from every earlier origin with ten years behind it, or from one."""
    logs = series.logs()
    sizes: list[list[Array]] = [[] for _ in range(horizon)]
    errors: list[list[Array]] = [[] for _ in range(horizon)]
    ends = range(FEWEST_YEARS, len(series.years))
    for end in ends if origin is None else [series.years.index(origin) + 1]:
        reach = min(horizon, len(series.years) - end)
        ahead = forecast(series.to(series.years[end - 1]), reach)
        size = np.nanmean(logs[:, max(0, end - 3) : end], axis=1)
        for step in range(reach):
            error = logs[:, end + step] - ahead[:, step]
            known = ~np.isnan(error)
            sizes[step].append(size[known])
            errors[step].append(error[known])
    return _classed(sizes, errors)


def _classed(sizes: list[list[Array]], errors: list[list[Array]]) -> Errors:
    together = [np.concatenate(parts) for parts in sizes if parts]
    found = [np.concatenate(parts) for parts in errors if parts]
    fewest = min(len(part) for part in found)
    classes = int(np.clip(fewest // (4 * FEWEST_ERRORS), 1, MOST_CLASSES))
    edges = np.quantile(together[0], np.arange(1, classes) / classes)
    return Errors(edges, tuple(together), tuple(found))
