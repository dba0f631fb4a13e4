"""Whether one forecast beats another by more than luck, when errors of one corridor go together.

Diebold and Mariano's test on the differences of loss, with standard errors that do not take the
years of a corridor, or corridors with a country in common, for independent witnesses. A cluster
bootstrap would resample corridors as if they were independent; most of them share a country, so
the variance is the one for pairs (Aronow, Samii and Assenova 2015), and the larger of it and the
plain one by corridor is used. Shocks that hit all corridors in one year remain: with so few years
nothing can be done about them, and p is a lower bound to that extent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from sim.experiment.hindcast.series import Array, Unit

WORLD = "all"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Mean difference of loss (below 0: the first is better), its standard error, two-sided p."""

    difference: float
    error: float
    p: float
    clusters: int


def compare(first: Array, second: Array, units: Sequence[Unit]) -> Verdict:
    """Losses (units, years) of two forecasts of the same values, set against each other.

    V = Σ_u Σ_v [u and v share a place] s_u s_v / N², s_u = Σ_t (d_ut − mean d), with N values;
    corrected by G/(G − 1) for G units and read from a t distribution with G − 1 degrees.
    """
    differences = first - second
    known = ~np.isnan(differences)
    count, clusters = int(known.sum()), len(units)
    mean = float(differences[known].sum() / count)
    if clusters < 2:
        return Verdict(mean, float("nan"), float("nan"), clusters)
    sums = np.where(known, differences - mean, 0.0).sum(1)
    alone = float((sums**2).sum())
    together = float(sums @ _share_a_place(units) @ sums)
    correction = clusters / (clusters - 1)
    error = float(np.sqrt(correction * max(alone, together))) / count
    if error == 0.0:
        return Verdict(mean, 0.0, 1.0 if mean == 0.0 else 0.0, clusters)
    p = 2.0 * float(stats.t.sf(abs(mean) / error, clusters - 1))
    return Verdict(mean, error, p, clusters)


def _share_a_place(units: Sequence[Unit]) -> Array:
    """1 where two units have a place in common."""
    sets = [set(unit) - {WORLD} for unit in units]
    return np.array([[float(bool(one & other)) for other in sets] for one in sets])
