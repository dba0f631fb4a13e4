"""A fixed set of resamples, so that one result always has one interval.

The reading side makes no randomness of its own: resample b takes for place i the observation that
a mixing hash of (b, i) points to. Nothing is seeded, nothing can be drawn twice differently.
"""

import numpy as np
import numpy.typing as npt

RESAMPLES = 2_000
_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


def resamples(count: int) -> npt.NDArray[np.int64]:
    """Positions to take: (resample, count), each a draw with replacement from `count`."""
    cell = np.arange(1, RESAMPLES * count + 1, dtype=np.uint64) * _STEP
    cell = (cell ^ (cell >> np.uint64(30))) * _FIRST
    cell = (cell ^ (cell >> np.uint64(27))) * _SECOND
    unit = (cell ^ (cell >> np.uint64(31))) >> np.uint64(11)
    place = (unit.astype(np.float64) * 2.0**-53 * count).astype(np.int64)
    return place.reshape(RESAMPLES, count)
