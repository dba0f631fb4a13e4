"""How far the model's forecast is off only because the world that was lived is small."""

from collections.abc import Sequence

import numpy as np

from sim.experiment.hindcast.forecast import change
from sim.experiment.hindcast.series import Series
from sim.experiment.hindcast.simulated import Simulated, together


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
    target = history.of(parts[0].units)
    found = []
    for n in range(count):
        others = together([*parts[:n], *parts[n + 1 :]])
        found.append(change(others, shrinkage * (count - 1) / count)(target, horizon))
    variance = (count - 1) * np.var(found, axis=0)
    return float(np.sqrt(variance.mean()))
