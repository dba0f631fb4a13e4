"""Means and intervals of paired runs, what we do not know kept apart from chance.

Every array here is (sample, replicate): samples are draws of the uncertain facts, replicates draws
of chance. A run and its reference share both, so their difference is taken run by run.
"""

from dataclasses import dataclass
from math import comb, isnan
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Over = Literal["samples", "replicates", "one run"]
SURE = 0.975
Verdict = Literal["more", "less", "on average", "alike", "not told apart", "none"]


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
    error: float
    """Standard error of the mean over all runs: from chance, or from all that varies between
    samples if chance cannot be told apart from it; nan for one run."""
    freedom: int
    """Degrees of freedom of the error."""
    against: float
    """Share of runs whose sign is opposite to that of the mean."""
    agreed: float = 1.0
    """Probability of so many equal signs if each were a coin: what equal differences are worth."""

    @property
    def holds_zero(self) -> bool:
        """Whether 0 lies inside the range; without a range it does."""
        return not (self.low > 0 or self.high < 0)

    @property
    def beyond_error(self) -> bool:
        """Whether the mean is further from 0 than its error explains, by Student's t at 5 %.

        Where nothing varies there is no error to measure: then by the luck of equal signs.
        """
        return self.luck < 2.0 * (1.0 - SURE)

    @property
    def luck(self) -> float:
        """Probability that chance alone moves the mean as far from 0: two-sided, Student's t.

        Runs that all differ by the same have no error to measure; then as likely as equal signs.
        """
        from scipy.special import stdtr  # noqa: PLC0415 -- slow to load, and a check needs none

        if self.mean == 0 or isnan(self.error):
            return 1.0
        if self.error == 0:
            return self.agreed
        return 2.0 * float(stdtr(self.freedom, -abs(self.mean) / self.error))

    @property
    def verdict(self) -> Verdict:
        """What can be said of the difference; nothing that its error alone may explain."""
        if self.mean == self.low == self.high == 0:
            return "none"
        if not self.beyond_error:
            return "alike" if self.low == self.high else "not told apart"
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


def covered(count: int, share: float) -> float:
    """Share that an interval holds on average: so many draws have no more than their range.

    The range of n draws holds (n - 1) / (n + 1) of what they are drawn from; nineteen bear 90 %.
    """
    return min(share, (count - 1) / (count + 1))


def inside(drawn: Array, share: float) -> tuple[float, float]:
    """Bounds that hold a share of what is drawn from on average, or the range of few draws."""
    if len(drawn) < 2:
        return float("nan"), float("nan")
    tail = (1.0 - share) / 2.0
    low, high = np.quantile(drawn, [tail, 1.0 - tail], method="weibull")
    return float(low), float(high)


def spread(values: Array, share: float) -> Spread:
    """Mean and central interval of a share (0.9 for 90 %) of a difference or level."""
    drawn = units(values)
    low, high = inside(drawn, share)
    mean = float(values.mean())
    chance = chance_error(values)
    error, freedom = _error(values)
    return Spread(
        mean=mean,
        low=low,
        high=high,
        over=over(values),
        count=len(drawn),
        chance=chance,
        error=error,
        freedom=freedom,
        against=float((values * np.sign(mean) < 0).mean()),
        agreed=0.5 ** (values.size - 1),
    )


def unpaired(first: Array, second: Array, share: float) -> Spread:
    """What the second set of runs has more than the first, which shares nothing with it.

    The interval is that of any run (or sample) of one less any of the other; `error` is
    √(s₁²/n₁ + s₂²/n₂), the standard error of the difference of two means.
    """
    one, other = units(first), units(second)
    crossed = (other[:, None] - one[None, :]).ravel()
    count = min(len(one), len(other))
    low, high = inside(crossed, share) if count > 1 else (float("nan"), float("nan"))
    mean = float(crossed.mean())
    known = [v.var(ddof=1) / len(v) for v in (one, other)] if count > 1 else [float("nan")]
    error = float(np.sqrt(sum(known)))
    kind = over(first) if count > 1 else "one run"
    return Spread(
        mean=mean,
        low=low,
        high=high,
        over=kind,
        count=count,
        chance=float("nan"),
        error=error,
        freedom=max(1, len(one) + len(other) - 2),
        against=float((crossed * np.sign(mean) < 0).mean()),
        agreed=min(1.0, 2.0 / comb(len(one) + len(other), len(one))),
    )


def _error(values: Array) -> tuple[float, int]:
    """Standard error of the mean over all runs, and its degrees of freedom."""
    samples, replicates = values.shape
    if replicates > 1:
        return float(np.sqrt(within(values) / values.size)), samples * (replicates - 1)
    if samples > 1:
        return float(values.std(ddof=1) / np.sqrt(samples)), samples - 1
    return float("nan"), 1


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
