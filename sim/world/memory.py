"""Where arrays lie in memory: at the beginning of a cache line.

A researcher fills one cache line; that holds only for arrays that begin at one.
"""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike

Rows = Any
CACHE_LINE = 64


def zeros(shape: int | tuple[int, ...], dtype: DTypeLike) -> Rows:
    """An array of zeros whose first element begins a cache line."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    raw = np.zeros(size + CACHE_LINE, np.uint8)
    start = -raw.ctypes.data % CACHE_LINE
    return raw[start : start + size].view(dtype).reshape(shape)


def copy(array: Rows) -> Rows:
    """The same elements, the first of which begins a cache line."""
    other = zeros(array.shape, array.dtype)
    other[...] = array
    return other
