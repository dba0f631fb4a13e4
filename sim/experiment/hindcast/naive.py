"""Forecasts that know no mechanism, from the record up to an origin; all on logarithms.

Each takes series (units, years) of ln(value + offset) that end at the origin and gives the
logarithms of the years after it (units, horizon).
"""

from collections.abc import Callable
from itertools import product

import numpy as np

from sim.experiment.hindcast.series import Array

TREND_YEARS = 10
AFFINITY_YEARS = 3
ALPHAS = (0.2, 0.4, 0.6, 0.8, 1.0)
BETAS = (0.05, 0.1, 0.2, 0.4)
DAMPINGS = (0.8, 0.85, 0.9, 0.95)
"""Holt's method with φ under 0.8 is nearly flat, and over 0.98 nearly undamped."""

Naive = Callable[[Array, int], Array]
Smoothing = tuple[float, float, float]


def last_value(logs: Array, horizon: int) -> Array:
    """The last value that is known, held: f(h) = x(T)."""
    return np.repeat(_last_known(logs)[:, None], horizon, axis=1)


def log_linear(logs: Array, horizon: int) -> Array:
    """Least squares through the known values of the last ten years, drawn on."""
    window = logs[:, -TREND_YEARS:]
    known = (~np.isnan(window)).astype(float)
    time = np.arange(window.shape[1], dtype=float)
    values = np.nan_to_num(window)
    count = known.sum(1)
    mean_time = known @ time / count
    mean = (known * values).sum(1) / count
    centred = (time[None] - mean_time[:, None]) * known
    slope = (centred * values).sum(1) / (centred**2).sum(1)
    ahead = window.shape[1] - 1 + np.arange(1, horizon + 1)
    return np.asarray(mean[:, None] + slope[:, None] * (ahead[None] - mean_time[:, None]))


def damped_trend(logs: Array, horizon: int) -> Array:
    """Holt's linear trend with a damped slope (Gardner and McKenzie): f(h) = l + (φ + … + φʰ) b.

    α, β, φ minimise the squared one-step errors of all series together, so that a short series
    borrows the strength of the others.
    """
    filled = closed(logs)
    settings = product(ALPHAS, BETAS, DAMPINGS)
    best = min(settings, key=lambda setting: smooth(filled, setting)[2])
    level, slope, _ = smooth(filled, best)
    reach = np.cumsum(best[2] ** np.arange(1, horizon + 1))
    return np.asarray(level[:, None] + reach[None] * slope[:, None])


def smooth(filled: Array, setting: Smoothing) -> tuple[Array, Array, float]:
    """Level and slope at the end of each series, and the mean squared one-step error.

    e = x(t) − l − φb; l ← l + φb + αe; b ← φb + αβe; it begins at the first value, without slope.
    """
    alpha, beta, damping = setting
    level, slope = filled[:, 0].copy(), np.zeros(len(filled))
    squares = 0.0
    for t in range(1, filled.shape[1]):
        error = filled[:, t] - level - damping * slope
        level = level + damping * slope + alpha * error
        slope = damping * slope + alpha * beta * error
        squares += float((error**2).mean())
    return level, slope, squares / max(filled.shape[1] - 1, 1)


def constant_ratio(logs: Array, margins: Array, horizon: int) -> Array:
    """The ratio to what margins alone would give, held at its mean of three years.

    margins (units, years + horizon): logarithms of the count expected from national margins, the
    years after the origin included, so that this forecast is conditional on them.
    """
    years = logs.shape[1]
    ratio = (logs - margins[:, :years])[:, -AFFINITY_YEARS:]
    return np.asarray(np.nanmean(ratio, axis=1)[:, None] + margins[:, years : years + horizon])


def closed(logs: Array) -> Array:
    """Gaps closed by straight lines, at an end by the nearest known value."""
    time = np.arange(logs.shape[1])
    found = [np.interp(time, time[~np.isnan(row)], row[~np.isnan(row)]) for row in logs]
    return np.array(found)


def _last_known(logs: Array) -> Array:
    return np.asarray(closed(logs)[:, -1])


FREE: dict[str, Naive] = {
    "last value": last_value,
    "log-linear": log_linear,
    "damped trend": damped_trend,
}
