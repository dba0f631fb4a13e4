"""The four variances between a run and the record, declared before anything is fitted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.calibration.statistics import Statistic

CARDS = ("observation.index_error", "fit.discrepancy", "fit.shared_discrepancy")

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Declared:
    """What is allowed for, for K statistics; all on the scale of the statistics.

    observation (K,) variance of the record; discrepancy (K,) variance of what the form of the model
    gets wrong; shared: the part of it that a family has in common; world: the share of the real
    world that is simulated, by which chance in the real one is smaller than chance in a run.
    """

    observed: Array
    observation: Array
    discrepancy: Array
    family: NDArray[np.int64]
    shared: float
    world: float = 1.0

    def where(self, chosen: NDArray[np.bool_]) -> "Declared":
        """Of some of the statistics."""
        return replace(
            self,
            observed=self.observed[chosen],
            observation=self.observation[chosen],
            discrepancy=self.discrepancy[chosen],
            family=self.family[chosen],
        )

    def chance(self, stochastic: Array) -> Array:
        """Variance of chance in the real world, from that between runs (K,)."""
        return np.asarray(stochastic * self.world)


def declare(statistics: Sequence[Statistic], values: Mapping[str, float], scale: float) -> Declared:
    """The declared variances: discrepancy (σ·size)²/weight with σ the card fit.discrepancy."""
    families = sorted({statistic.family for statistic in statistics})
    share = values["fit.discrepancy"]
    return Declared(
        observed=np.array([statistic.observed for statistic in statistics]),
        observation=np.array([statistic.variance for statistic in statistics]),
        discrepancy=np.array([(share * s.size) ** 2 / s.weight for s in statistics]),
        family=np.array([families.index(s.family) for s in statistics], np.int64),
        shared=values["fit.shared_discrepancy"],
        world=scale,
    )
