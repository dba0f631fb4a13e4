"""What is to be fitted: a simulator with parameters, statistics of the record, variances."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.calibration.declared import Declared

Array = NDArray[np.float64]


class Simulator(Protocol):
    """Anything that turns parameters and chance into statistics; it must be plain data."""

    def __call__(self, u: Array, replicate: int) -> Array:
        """K statistics at a point (D,) of the unit cube; other replicates are other chance."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fit before it is begun."""

    simulator: Simulator
    parameters: tuple[str, ...]
    statistics: tuple[str, ...]
    declared: Declared
    length: int = 1
    """Quarters of one run."""

    @property
    def scale(self) -> Array:
        """Standard deviation allowed for each statistic before any run, shape (K,)."""
        return np.sqrt(self.declared.observation + self.declared.discrepancy)
