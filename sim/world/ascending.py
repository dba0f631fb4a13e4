"""Where a number belongs in an ascending array.

Numba's own ``searchsorted`` also knows numbers that are none and complex ones, and takes several
times as long to compile.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel


@kernel
def first_not_below(ascending: NDArray[Any], number: float | np.int64) -> int:
    """The first position with an entry of at least ``number``; the number of entries if none."""
    lo, hi = 0, len(ascending)
    while lo < hi:
        middle = (lo + hi) // 2
        if ascending[middle] < number:
            lo = middle + 1
        else:
            hi = middle
    return lo
