"""One mean over another, with a bootstrap interval over the pairs of runs."""

from dataclasses import dataclass

import numpy as np

from sim.analysis.intervals import Array, Spread, spread, units
from sim.analysis.resample import resamples


@dataclass(frozen=True, slots=True)
class RatioOfMeans:
    """A ratio of two means over the same runs; undefined where it would say nothing."""

    above: Spread
    below: Spread
    value: float
    low: float
    high: float
    """Infinite, with the sign of what is divided, where resamples leave nothing to divide by."""
    reason: str
    """Why there is no ratio; empty where there is one."""

    @property
    def defined(self) -> bool:
        """Whether there is a ratio to print."""
        return not self.reason


def ratio_of_means(above: Array, below: Array, share: float) -> RatioOfMeans:
    """Mean above over mean below, resampled pair by pair: by sample, or by run of the one sample.

    Shapes: (sample, replicate) both. Defined where the interval of `below` lies above 0.
    """
    top, bottom = spread(above, share), spread(below, share)
    reason = _reason(bottom)
    if reason:
        return RatioOfMeans(top, bottom, float("nan"), float("nan"), float("nan"), reason)
    taken = resamples(len(units(below)))
    tops, bottoms = units(above)[taken].mean(axis=1), units(below)[taken].mean(axis=1)
    ratios = np.where(
        bottoms > 0, tops / np.where(bottoms > 0, bottoms, 1.0), np.copysign(np.inf, tops)
    )
    tail = (1.0 - share) / 2.0
    low, high = np.quantile(ratios, [tail, 1.0 - tail], method="nearest")
    return RatioOfMeans(top, bottom, top.mean / bottom.mean, float(low), float(high), "")


def _reason(bottom: Spread) -> str:
    """Why a ratio would say nothing."""
    if bottom.over == "one run":
        return "one run has no interval"
    if bottom.holds_zero:
        return "the interval of the extra includes 0"
    if not bottom.beyond_error:
        return "the extra cannot be told from 0"
    return "there are fewer, not more" if bottom.mean < 0 else ""
