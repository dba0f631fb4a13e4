"""History matching: which parameters the record rules out, and how likely it makes the others.

Implausibility of a point θ: I(θ) = max_k |z_k − m_k(θ)| / √(V_obs + V_emul + V_disc + V_stoch); the
cut is 3 for one statistic and rises with their number.
Likelihood: as statistics are c + Bᵀf(θ) with few scores f, the record z enters through as many
combinations of statistics, f̂ = W(z − c), which are normal about f(θ) with covariance
    W(V_obs + F)Wᵀ + M + V(θ),
where a part of the discrepancy is common to all statistics of a family,
    F = diag((1 − s) V_disc) + s d dᵀ in each family, d = √V_disc,
V(θ) is the variance of the emulated scores, and M the covariance of W·(run − what was foretold
without it) over all runs, less that of what was foretold: whatever one run's luck does to many
statistics together is in it. In the real world chance is smaller, and M with it. The weights
W = (BD⁻¹Bᵀ)⁻¹BD⁻¹ take D = V_obs + F + V_lack + V_stoch for uncorrelated beyond F: they need not be
the best ones, but weights made from an estimated correlation of hundreds of statistics would seem
better than they are.
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
        """Logarithm of the likelihood of the record at every point, but for a constant (N,)."""
        scores, variances = self.emulator.scores(u)
        precision = self._gathered.precision
        along, size = (self._gathered.scores - scores) @ precision, np.sqrt(variances)
        distance = (along * (self._gathered.scores - scores)).sum(1)
        inside = np.eye(scores.shape[1]) + size[:, :, None] * precision * size[:, None, :]
        lower = np.linalg.cholesky(inside)
        across = np.linalg.solve(lower, (size * along)[:, :, None])[:, :, 0]
        turns = 2.0 * np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(1)
        return np.asarray(-0.5 * (distance - (across**2).sum(1) + turns))

    @cached_property
    def _gathered(self) -> "_Gathered":
        """The record in as many combinations of statistics as there are scores."""
        used, axes = self.used, self.emulator.axes[:, self.used]
        known = self._known()[np.ix_(used, used)]
        solved = cho_solve(cho_factor(known + np.diag(self._missed_alone()[used])), axes.T).T
        weights = np.linalg.pinv(solved @ axes.T, hermitian=True) @ solved
        gap = (self.declared.observed - self.emulator.centre)[used]
        covariance = weights @ known @ weights.T + self._missed(weights)
        return _Gathered(weights @ gap, np.linalg.pinv(covariance, hermitian=True))

    def _known(self) -> Array:
        """Covariance (K, K) of observation and form."""
        declared = self.declared
        common = np.sqrt(declared.shared * declared.discrepancy)
        family = declared.family[:, None] == declared.family
        alone = declared.observation + (1.0 - declared.shared) * declared.discrepancy
        return np.asarray(np.diag(alone) + family * np.outer(common, common))

    def _missed_alone(self) -> Array:
        """Variance (K,) of what the emulator misses of the real world, statistic by statistic."""
        chance = self.declared.chance(np.nan_to_num(self.emulator.stochastic))
        return np.asarray(self.emulator.lack + chance)

    def _missed(self, weights: Array) -> Array:
        """Covariance (C, C) of what it misses of the combinations, as the runs show it."""
        emulator = self.emulator
        in_runs = emulator.lack + np.nan_to_num(emulator.stochastic)
        smaller = np.sqrt(self._missed_alone() / np.maximum(in_runs, 1e-300))
        combined = np.zeros((len(weights), len(smaller)))
        combined[:, self.used] = weights * smaller[self.used]
        left = emulator.left @ combined.T
        covariance = left.T @ left / len(left) - combined @ emulator.doubt @ combined.T
        sizes, turns = np.linalg.eigh(covariance)
        return np.asarray((turns * np.maximum(sizes, 0.0)) @ turns.T)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What a likelihood needs of the record: its scores f̂ (C,) and their precision (C, C)."""

    scores: Array
    precision: Array


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
