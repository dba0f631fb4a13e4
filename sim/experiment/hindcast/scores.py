"""How good a forecast was: CRPS, error on logarithms, coverage of bands, ranks.

members (..., M) is an ensemble, observed (...) what happened; every score has the shape of
observed, so that it can be averaged over whatever is asked for.
"""

import numpy as np

from sim.experiment.hindcast.series import Array


def crps(members: Array, observed: Array, *, drawn: bool) -> Array:
    """Continuous ranked probability score, in the unit of the values; 0 is perfect.

    With the ensemble sorted, CRPS = mean|x − y| − β/2, where β is Gini's mean difference. For an
    ensemble that was ``drawn``, β = 2 Σ (2i − M − 1) x(i) / (M (M − 1)), which is the estimator by
    probability-weighted moments and the fair score (Ferro 2014): its expectation does not depend
    on M. For quantiles laid out evenly, which are the forecast itself, M² stands for M (M − 1).
    """
    ordered = np.sort(members, axis=-1)
    size = ordered.shape[-1]
    pairs = size * (size - 1) if drawn else size * size
    order = 2.0 * np.arange(1, size + 1) - size - 1.0
    spread = (ordered * order).sum(-1) / max(pairs, 1)
    return np.asarray(np.abs(ordered - observed[..., None]).mean(-1) - spread)


def log_error(forecast: Array, observed: Array, offset: float) -> Array:
    """ln(forecast + offset) − ln(observed + offset)."""
    return np.asarray(np.log(forecast + offset) - np.log(observed + offset))


def covered(members: Array, observed: Array, share: float) -> Array:
    """1 where what happened lies in the central band of that share of the ensemble, else 0."""
    tail = (1.0 - share) / 2.0
    low, high = np.quantile(members, [tail, 1.0 - tail], axis=-1)
    return np.asarray(((observed >= low) & (observed <= high)).astype(float))


def rank(members: Array, observed: Array) -> Array:
    """Share of the ensemble below what happened, ties counted half; even when well calibrated."""
    below = (members < observed[..., None]).mean(-1)
    equal = (members == observed[..., None]).mean(-1)
    return np.asarray(below + equal / 2.0)


def root_mean_square(errors: Array) -> float:
    """Root of the mean square of the errors that are known."""
    return float(np.sqrt(np.nanmean(errors**2)))
