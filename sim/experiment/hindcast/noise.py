"""How far the model's forecast is off only because the world that was lived is small."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sim.experiment.hindcast.forecast import change
from sim.experiment.hindcast.series import Series
from sim.experiment.hindcast.simulated import Simulated


def chance_error(
    parts: Sequence[Simulated], history: Series, horizon: int, shrinkage: float
) -> float:
    """Root mean square error on logarithms that chance alone adds to the pooled forecast.

    The jackknife over histories: with f₍ᵣ₎ the forecast without history r, the variance of the
    pooled one is (R − 1)/R Σ (f₍ᵣ₎ − mean f)², averaged over units and years; the shrinkage keeps
    its share of the counts. nan where there is but one history.
    """
    count = len(parts)
    if count < 2:
        return float("nan")
    whole = np.sum([part.counts for part in parts], axis=0)
    wholes = [part.whole for part in parts if part.whole is not None]
    every = np.sum(wholes, axis=0) if wholes else None
    target = history.of(parts[0].units)
    found = []
    for part in parts:
        less = replace(
            part,
            counts=whole - part.counts,
            whole=None if every is None or part.whole is None else every - part.whole,
        )
        found.append(change(less, shrinkage * (count - 1) / count)(target, horizon))
    variance = (count - 1) * np.var(found, axis=0)
    return float(np.sqrt(variance.mean()))
