"""History matching: which parameters the record rules out, and how likely it makes the others.

Implausibility of a point θ: I(θ) = max_k |z_k − m_k(θ)| / √(V_obs + V_emul + V_disc + V_stoch); the
cut is 3 for one statistic and rises with their number.
Likelihood: normal about m(θ) = c + Bᵀf(θ), with f the scores of the emulator and V(θ) their
variances,
    Σ(θ) = Σ₀ + BᵀV(θ)B,   Σ₀ = V_obs + F + √(V_lack + V_stoch) ρ √(V_lack + V_stoch),
where a part of the discrepancy is common to all statistics of a family,
    F = diag((1 − s) V_disc) + s d dᵀ in each family, d = √V_disc,
and ρ is the correlation of what the emulator misses. As f has few scores, all of the record that
depends on θ lies in as many combinations of statistics, h = BΣ₀⁻¹(z − c).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
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
        chance = self.declared.chance(np.nan_to_num(self.emulator.stochastic))
        variance = emulation + chance + self.declared.observation + self.declared.discrepancy
        return np.asarray(np.abs(self.declared.observed - mean) / np.sqrt(variance))

    def implausibility(self, u: Array) -> Array:
        """The largest among the statistics in use, shape (N,)."""
        return np.asarray(self.misfit(u)[:, self.used].max(axis=1))

    def log_likelihood(self, u: Array) -> Array:
        """Logarithm of the likelihood of the record at every point, shape (N,)."""
        scores, variances = self.emulator.scores(u)
        gathered = self._gathered
        along, size = gathered.along - scores @ gathered.precision, np.sqrt(variances)
        distance = gathered.distance - (scores * (gathered.along + along)).sum(1)
        inside = np.eye(scores.shape[1]) + size[:, :, None] * gathered.precision * size[:, None, :]
        lower = np.linalg.cholesky(inside)
        across = np.linalg.solve(lower, (size * along)[:, :, None])[:, :, 0]
        turns = 2.0 * np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(1)
        return np.asarray(-0.5 * (distance - (across**2).sum(1) + gathered.volume + turns))

    @cached_property
    def _gathered(self) -> "_Gathered":
        """The record in as many combinations of statistics as there are scores."""
        used = self.used
        fixed = cho_factor(self._fixed()[np.ix_(used, used)], lower=True)
        axes = self.emulator.axes[:, used]
        gap = (self.declared.observed - self.emulator.centre)[used]
        weighed = cho_solve(fixed, np.column_stack([gap, axes.T]))
        return _Gathered(
            along=axes @ weighed[:, 0],
            precision=axes @ weighed[:, 1:],
            distance=float(gap @ weighed[:, 0]),
            volume=float(2.0 * np.log(np.diag(fixed[0])).sum()),
        )

    def _fixed(self) -> Array:
        """Covariance Σ₀ (K, K) that is the same at all points."""
        declared, emulator = self.declared, self.emulator
        missed = np.sqrt(emulator.lack + declared.chance(np.nan_to_num(emulator.stochastic)))
        common = np.sqrt(declared.shared * declared.discrepancy)
        family = declared.family[:, None] == declared.family
        alone = declared.observation + (1.0 - declared.shared) * declared.discrepancy
        return np.asarray(
            np.diag(alone)
            + family * np.outer(common, common)
            + emulator.correlation * np.outer(missed, missed)
        )


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What a likelihood needs of the record z: (z − m)ᵀΣ₀⁻¹(z − m) at any scores f.

    along (C,) h = BΣ₀⁻¹(z − c); precision (C, C) BΣ₀⁻¹Bᵀ; distance (z − c)ᵀΣ₀⁻¹(z − c); volume
    ln det Σ₀.
    """

    along: Array
    precision: Array
    distance: float
    volume: float


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
