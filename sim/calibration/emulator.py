"""Emulator: Gaussian processes that stand in for runs, with how unsure they are.

Statistics are turned to the few components along which parameters move them, and each component
becomes a Gaussian process of the parameters that matter to it. Every run is then foretold by an
emulator that was learnt, from the choice of components on, without it: what is missed beyond the
variance of the processes and beyond chance is added to their variance, and the misses are kept,
since one run's luck, or one bend that was not learnt, moves many statistics at once.
"""

import math
import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student
from sklearn.exceptions import ConvergenceWarning
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.linear_model import LassoLarsIC

Array = NDArray[np.float64]

COMPONENTS = 24
"""Most components that are followed."""
KEPT = 0.99
"""Share of what the parameters explain that the followed components hold, if so many suffice."""
ACTIVE = 8
"""Most parameters of one component."""
SIZES = (0.05, 20.0)
"""Bounds of the amplitude, in standard deviations of the component."""
LENGTHS = (0.2, 20.0)
"""Bounds of the length scales; a parameter runs from 0 to 1."""
SURE = 0.01
"""How often a parameter that does nothing may be taken for one that does, in one component."""
FOLDS = 5
"""Parts of the runs that are foretold from the others."""
NOISE = (1e-6, 2.0)
"""Bounds of the chance in a component, as a share of its variance."""


@dataclass(frozen=True, slots=True)
class Runs:
    """What has been run: R runs of D parameters with K statistics.

    u (R, D) shares of the prior weight; y (R, K) statistics; point (R,) which runs have the same
    parameters.
    """

    u: Array
    y: Array
    point: NDArray[np.int64]

    def stochastic(self) -> Array:
        """Variance between runs with the same parameters, shape (K,); nan if none were repeated."""
        points, back, runs = np.unique(self.point, return_inverse=True, return_counts=True)
        spare = len(self.y) - len(points)
        if spare == 0:
            return np.full(self.y.shape[1], np.nan)
        sums = np.zeros((len(points), self.y.shape[1]))
        np.add.at(sums, back, self.y)
        left = self.y - (sums / runs[:, None])[back]
        return np.asarray((left**2).sum(0) / spare)

    def plus(self, other: "Runs") -> "Runs":
        """Both together; points of the other are new ones."""
        shift = int(self.point.max()) + 1 if len(self.point) else 0
        return Runs(
            np.concatenate([self.u, other.u]),
            np.concatenate([self.y, other.y]),
            np.concatenate([self.point, other.point + shift]),
        )

    def where(self, chosen: NDArray[np.bool_]) -> "Runs":
        """Some of the runs."""
        return Runs(self.u[chosen], self.y[chosen], self.point[chosen])


class Law:
    """Mean and variance of every statistic anywhere in the prior, learnt from runs.

    centre (K,) and axes (C, K): statistics are centre + scores · axes.
    """

    def __init__(self, runs: Runs, scale: Array) -> None:
        """Learn. ``scale`` (K,): the standard deviation that is allowed for."""
        self.centre = runs.y.mean(0)
        scores, axes = _components(runs.u, (runs.y - self.centre) / scale)
        self.axes = axes * scale
        self._processes = [_Process(runs.u, column) for column in scores.T]

    @property
    def active(self) -> NDArray[np.int64]:
        """Parameters that move any statistic."""
        return np.unique(
            np.concatenate([np.zeros(0, np.int64), *(p.active for p in self._processes)])
        )

    def scores(self, u: Array) -> tuple[Array, Array]:
        """Mean and variance, both (N, C), of the scores at N points (N, D)."""
        found = [process.predict(u) for process in self._processes]
        means, variances = (np.array(column).T for column in zip(*found, strict=True))
        return means, variances


class Emulator(Law):
    """A law that knows how far it is off.

    stochastic (K,) variance of chance, nan where no run was repeated; left (R, K) every run less
    what a law without it foretells; doubt (K, K) mean covariance of what was foretold; lack (K,)
    variance of what is missed beyond both.
    """

    def __init__(self, runs: Runs, scale: Array) -> None:
        """Learn. ``scale`` (K,): the standard deviation that is allowed for."""
        super().__init__(runs, scale)
        self.dimensions = runs.u.shape[1]
        self.stochastic = runs.stochastic()
        self.left, self.doubt = _left_out(runs, scale)
        beyond = (self.left**2).mean(0) - np.diag(self.doubt)
        self.lack = np.maximum(0.0, beyond - np.nan_to_num(self.stochastic))

    def predict(self, u: Array) -> tuple[Array, Array]:
        """Mean and variance, both (N, K), of the statistics at N points (N, D), without chance."""
        means, variances = self.scores(u)
        return self.centre + means @ self.axes, variances @ self.axes**2 + self.lack


def _left_out(runs: Runs, scale: Array) -> tuple[Array, Array]:
    """How far every run is off from what the other folds foretell, and the covariance of that."""
    left, doubt = np.zeros_like(runs.y), np.zeros((len(scale), len(scale)))
    _, at = np.unique(runs.point, return_inverse=True)
    for fold in range(FOLDS):
        held = at % FOLDS == fold
        if held.all() or not held.any():
            continue
        law = Law(runs.where(~held), scale)
        means, variances = law.scores(runs.u[held])
        left[held] = runs.y[held] - law.centre - means @ law.axes
        doubt += (law.axes.T * variances.sum(0)) @ law.axes / len(left)
    return left, doubt


class _Process:
    """A Gaussian process in the parameters that move one component."""

    def __init__(self, u: Array, y: Array) -> None:
        self.centre, self.size = y.mean(), max(float(y.std()), 1e-12)
        self.active = _moved_by(u, (y - self.centre) / self.size)
        self._count = len(y)
        if len(self.active):
            self._learn(u[:, self.active], (y - self.centre) / self.size)

    def _learn(self, x: Array, y: Array) -> None:
        kernel = ConstantKernel(1.0, SIZES) * RBF(np.ones(x.shape[1]), LENGTHS)
        process = GaussianProcessRegressor(kernel + WhiteKernel(0.3, NOISE))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            process.fit(x, y)
        self._x, self._kernel = x, process.kernel_.k1
        self._inverse = np.linalg.inv(process.kernel_(x) + process.alpha * np.eye(len(x)))
        self._weights = self._inverse @ y

    def predict(self, u: Array) -> tuple[Array, Array]:
        """Mean and variance at points, on the scale of the component."""
        if not len(self.active):
            spread = self.size**2 / self._count
            return np.full(len(u), self.centre), np.full(len(u), spread)
        near = self._kernel(u[:, self.active], self._x)
        variance = self._kernel.diag(near) - np.einsum("ij,ij->i", near @ self._inverse, near)
        mean = self.centre + self.size * (near @ self._weights)
        return mean, self.size**2 * np.maximum(variance, 0.0)


def _components(u: Array, y: Array) -> tuple[Array, Array]:
    """Scores (R, C) and axes (C, K) of the directions in which the parameters move statistics.

    Principal components of what single parameters explain of each statistic, u and u² apart, where
    a test finds them to act; each statistic counts by what is allowed for and what chance does.
    Components of the runs themselves would follow the noise of the many rare counts.
    """
    x = _bends(u)
    slope = x.T @ y / len(x)
    left = np.maximum(y.var(0) - slope**2, 1e-300)
    act = np.abs(slope) * math.sqrt(len(x)) / np.sqrt(left) > _strong(len(x) - 2, SURE / len(slope))
    spread = np.sqrt(1.0 + np.maximum(0.0, y.var(0) - (act * slope**2).sum(0)))
    _, size, axes = np.linalg.svd(x @ (act * slope) / spread, full_matrices=False)
    held = np.cumsum(size**2) / max(float((size**2).sum()), 1e-300)
    count = min(COMPONENTS, int(np.searchsorted(held, KEPT)) + 1, len(size))
    return (y / spread) @ axes[:count].T, axes[:count] * spread


def _bends(u: Array) -> Array:
    """Shares and their squares as columns of mean 0 and variance 1."""
    x = np.concatenate([u - 0.5, (u - 0.5) ** 2], axis=1)
    return np.asarray((x - x.mean(0)) / np.maximum(x.std(0), 1e-12))


def _strong(spare: int, level: float) -> float:
    """|t| that is exceeded by chance as seldom as a level says."""
    return float(student.isf(level / 2.0, max(1, spare)))


def _moved_by(u: Array, y: Array) -> NDArray[np.int64]:
    """Parameters that a sparse regression on u and u² keeps and a test does not throw out again.

    The test is that of least squares on what was kept, at ``SURE`` over the number of candidates;
    among many idle parameters a few would always seem to do something.
    """
    x = _bends(u)
    spare = len(y) - x.shape[1] - 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        noise = None if spare > len(y) // 4 else float(y.var())
        law = LassoLarsIC(criterion="bic", noise_variance=noise).fit(x, y)
    kept = np.flatnonzero(law.coef_)
    strength = np.zeros(x.shape[1])
    strength[kept] = _tested(x[:, kept], y, SURE / x.shape[1])
    strength = strength.reshape(2, -1).max(axis=0)
    strongest = np.argsort(-strength, kind="stable")[:ACTIVE]
    return np.sort(strongest[strength[strongest] > 0.0])


def _tested(x: Array, y: Array, level: float) -> Array:
    """|t| of least squares for each column, 0 where it is not significant at a level."""
    spare = len(y) - x.shape[1] - 1
    if not x.shape[1] or spare <= 0:
        return np.zeros(x.shape[1])
    inverse = np.linalg.pinv(x.T @ x)
    weights = inverse @ x.T @ (y - y.mean())
    left = y - y.mean() - x @ weights
    error = np.sqrt(np.diag(inverse) * (left @ left) / spare)
    size = np.abs(weights) / np.maximum(error, 1e-300)
    return np.asarray(np.where(2.0 * student.sf(size, spare) < level, size, 0.0))
