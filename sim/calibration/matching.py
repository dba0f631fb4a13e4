"""History matching: which parameters the record rules out, and how likely it makes the others.

Implausibility of a point θ: I(θ) = max_k |z_k − m_k(θ)| / √(V_obs + V_emul + V_disc + V_stoch); the
cut is 3 for one statistic and rises with their number.
Likelihood: normal with the same variances, where a part ρ of the discrepancy is common to all
statistics of a family: Σ = diag(V_obs + V_emul + V_stoch + (1 − ρ) V_disc) + ρ d dᵀ in each family,
d = √V_disc.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from sim.calibration.declared import Declared
from sim.calibration.emulator import Emulator

Array = NDArray[np.float64]

CUT = 3.0
"""Standard deviations beyond which a single statistic rules a point out."""


@dataclass(frozen=True)
class Match:
    """The record, an emulator of the runs, and what is allowed between them."""

    declared: Declared
    emulator: Emulator
    used: NDArray[np.bool_]
    """Statistics that some parameters can reach; the others say nothing about parameters."""

    def misfit(self, u: Array) -> Array:
        """Implausibility of every statistic at every point, shape (N, K)."""
        mean, emulation = self.emulator.predict(u)
        variance = emulation + self._always() + self.declared.discrepancy
        return np.asarray(np.abs(self.declared.observed - mean) / np.sqrt(variance))

    def implausibility(self, u: Array) -> Array:
        """The largest among the statistics in use, shape (N,)."""
        return np.asarray(self.misfit(u)[:, self.used].max(axis=1))

    def log_likelihood(self, u: Array) -> Array:
        """Logarithm of the likelihood of the record at every point, shape (N,)."""
        declared, total = self.declared, np.zeros(len(u))
        mean, emulation = self.emulator.predict(u)
        gap = declared.observed - mean
        alone = emulation + self._always() + (1.0 - declared.shared) * declared.discrepancy
        common = np.sqrt(declared.shared * declared.discrepancy)
        for family in np.unique(declared.family):
            here = (declared.family == family) & self.used
            total += _normal(gap[:, here], alone[:, here], common[here])
        return total

    def _always(self) -> Array:
        """Variance that is the same at all points and in all families."""
        chance = self.declared.chance(np.nan_to_num(self.emulator.stochastic))
        return np.asarray(self.declared.observation + chance)


def cut_for(statistics: int) -> float:
    """The cut for the largest of many implausibilities.

    The chance to rule out the truth stays that of one statistic at ``CUT``, whatever their number:
    with p = P(|z| ≤ CUT), the cut c solves P(|z| ≤ c)^K = p.
    """
    alone = 1.0 - 2.0 * ndtr(-CUT)
    return float(-ndtri((1.0 - alone ** (1.0 / statistics)) / 2.0))


def reachable(match: Match, u: Array, cut: float) -> NDArray[np.bool_]:
    """Statistics that at least one of many points of the prior can come near, shape (K,)."""
    return np.asarray(match.misfit(u).min(axis=0) <= cut)


def _normal(gap: Array, alone: Array, common: Array) -> Array:
    """Logarithm of N(gap; 0, diag(alone) + common commonᵀ), row by row (determinant lemma)."""
    inside = 1.0 + (common**2 / alone).sum(1)
    along = (gap * common / alone).sum(1)
    distance = (gap**2 / alone).sum(1) - along**2 / inside
    return np.asarray(-0.5 * (distance + np.log(alone).sum(1) + np.log(inside)))
