"""What a fit has found: what each wave leaves, how runs of the posterior check, what is learnt."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.calibration.emulator import Runs
from sim.calibration.matching import Match

Array = NDArray[np.float64]

LEAST_CONTRACTION = 0.2
"""A parameter that contracts by less keeps its prior."""
PRIOR_SPREAD = 1.0 / math.sqrt(12.0)


@dataclass(frozen=True, slots=True)
class Wave:
    """What a wave of history matching has found, or the check with all runs."""

    number: int
    runs: int
    failed: int
    cut: float
    """The largest implausibility that is not ruled out."""
    left: float
    """Share of the prior below it."""
    widened: bool
    """Whether almost nothing was left at the declared cut, so that it had to give way."""
    out_of_reach: tuple[str, ...]
    """Statistics that no parameters can bring near the record."""

    def said(self) -> dict[str, object]:
        """The wave as data."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Check:
    """Runs drawn from the posterior, beside what the emulator had said of them."""

    runs: int
    within_two: float
    """Share of statistics within two standard deviations of the emulator and chance."""
    misfit: Array
    """(K,) mean of the runs less the record, in standard deviations of what is allowed."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a record says about parameters."""

    parameters: tuple[str, ...]
    samples: Array
    """(N, D) shares of the prior; a parameter that is not identified has its prior."""
    contraction: Array
    """(D,) 1 − sd of the posterior over sd of the prior, in shares of the prior weight."""

    @property
    def identified(self) -> NDArray[np.bool_]:
        """Parameters that the record says something about."""
        return np.asarray(self.contraction >= LEAST_CONTRACTION)


@dataclass(frozen=True, slots=True)
class Fitted(Learnt):
    """A fit that is finished."""

    waves: tuple[Wave, ...]
    match: Match
    runs: Runs
    check: Check
    end: Wave
    """What is left with all runs, those of the check too."""
