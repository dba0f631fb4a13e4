"""Means and intervals of paired runs, what we do not know kept apart from chance.

Every array here is (sample, replicate): samples are draws of the uncertain facts, replicates draws
of chance. A run and its reference share both, so their difference is taken run by run.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Over = Literal["samples", "replicates", "one run"]
Verdict = Literal["more", "less", "on average", "not told apart", "none"]


@dataclass(frozen=True, slots=True)
class Spread:
    """A mean, and the range of it over what varies."""

    mean: float
    low: float
    high: float
    over: Over
    """Samples of what we do not know; replicates of chance if there is only one sample."""
    count: int
    """How many of them."""
    chance: float
    """Standard error from chance of the mean of one sample; nan with a single replicate."""
    against: float
    """Share of runs whose sign is opposite to that of the mean."""

    @property
    def holds_zero(self) -> bool:
        """Whether 0 lies inside the range; without a range it does."""
        return not (self.low > 0 or self.high < 0)

    @property
    def error(self) -> float:
        """Standard error from chance of the mean over all runs."""
        return self.chance / self.count**0.5 if self.over == "samples" else self.chance

    @property
    def verdict(self) -> Verdict:
        """What can be said of the difference; nothing below twice its error from chance."""
        if self.mean == self.low == self.high == 0:
            return "none"
        if not abs(self.mean) > 2.0 * self.error:
            return "not told apart"
        if not self.holds_zero:
            return "more" if self.mean > 0 else "less"
        return "not told apart" if self.over == "samples" else "on average"


@dataclass(frozen=True, slots=True)
class Reduction:
    """How many times pairing reduced the variance of a difference, with its own range."""

    factor: float
    low: float
    high: float
    paired: float
    """Standard error from chance of one sample's difference as run, in pairs."""
    unpaired: float
    """What it would be with independent draws."""


def units(values: Array) -> Array:
    """One value for each thing the interval runs over: sample means, or runs of the one sample."""
    if len(values) > 1:
        means: Array = values.mean(axis=1)
        return means
    only: Array = values[0]
    return only


def over(values: Array) -> Over:
    """What `units` are."""
    if len(values) > 1:
        return "samples"
    return "replicates" if values.shape[1] > 1 else "one run"


def spread(values: Array, share: float) -> Spread:
    """Mean and central interval of a share (0.9 for 90 %) of a difference or level."""
    drawn = units(values)
    tail = (1.0 - share) / 2.0
    low, high = np.quantile(drawn, [tail, 1.0 - tail]) if len(drawn) > 1 else (np.nan, np.nan)
    mean = float(values.mean())
    return Spread(
        mean=mean,
        low=float(low),
        high=float(high),
        over=over(values),
        count=len(drawn),
        chance=chance_error(values),
        against=float((values * np.sign(mean) < 0).mean()),
    )


def unpaired(first: Array, second: Array, share: float) -> Spread:
    """What the second set of runs has more than the first, which shares nothing with it.

    The interval is that of any run (or sample) of one less any of the other; `error` is
    √(s₁²/n₁ + s₂²/n₂), the standard error of the difference of two means.
    """
    one, other = units(first), units(second)
    crossed = (other[:, None] - one[None, :]).ravel()
    count = min(len(one), len(other))
    tail = (1.0 - share) / 2.0
    low, high = np.quantile(crossed, [tail, 1.0 - tail]) if count > 1 else (np.nan, np.nan)
    mean = float(crossed.mean())
    error = float(np.sqrt(sum(v.var(ddof=1) / len(v) for v in (one, other)))) if count > 1 else None
    kind = over(first) if count > 1 else "one run"
    return Spread(
        mean=mean,
        low=float(low),
        high=float(high),
        over=kind,
        count=count,
        chance=float("nan") if error is None else error * _spread_over(kind, count),
        against=float((crossed * np.sign(mean) < 0).mean()),
    )


def _spread_over(kind: Over, count: int) -> float:
    """What `Spread.error` divides by."""
    return count**0.5 if kind == "samples" else 1.0


def chance_error(values: Array) -> float:
    """Standard error from chance of one sample's mean: its spread over root replicates."""
    replicates = values.shape[1]
    if replicates < 2:
        return float("nan")
    return float(np.sqrt(within(values) / replicates))


def within(values: Array) -> float:
    """Variance between replicates, averaged over samples."""
    return float(values.var(axis=1, ddof=1).mean())


def reduction(base: Array, other: Array, *, share: float = 0.9) -> Reduction:
    """Variance reduction by pairing: [Var(Y0) + Var(Y1)] / Var(Y1 - Y0), leave-one-out range."""
    replicates = base.shape[1]
    factor = _factor(base, other)
    alone = within(base) + within(other) if replicates > 1 else float("nan")
    error = _log_error(base, other)
    reach = normal_quantile(0.5 + share / 2.0) * error
    return Reduction(
        factor=factor,
        low=factor * float(np.exp(-reach)),
        high=factor * float(np.exp(reach)),
        paired=chance_error(other - base),
        unpaired=float(np.sqrt(alone / replicates)),
    )


def _factor(base: Array, other: Array) -> float:
    """The ratio of variances; nan where it cannot be told because nothing differs."""
    if base.shape[1] < 2:
        return float("nan")
    left = within(other - base)
    return (within(base) + within(other)) / left if left > 0 else float("nan")


def _log_error(base: Array, other: Array) -> float:
    """Leave-one-replicate-out standard error of the log of the factor."""
    replicates = base.shape[1]
    if replicates < 3:
        return float("nan")
    keep = ~np.eye(replicates, dtype=bool)
    logs = np.log([_factor(base[:, kept], other[:, kept]) for kept in keep])
    return float(np.sqrt((replicates - 1) / replicates * ((logs - logs.mean()) ** 2).sum()))


def normal_quantile(probability: float) -> float:
    """Quantile of the standard normal distribution."""
    return NormalDist().inv_cdf(probability)
