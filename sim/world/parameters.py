"""Card values as one record, so that kernels read ``theta.ties_half_life``."""

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray


def parameter_record(values: Mapping[str, float]) -> NDArray[np.void]:
    """One record, shape (1,), with a float field for each card: dots become underscores."""
    names = tuple(sorted(values))
    return np.array([tuple(values[name] for name in names)], _fields(names))


@cache
def _fields(names: tuple[str, ...]) -> np.dtype[np.void]:
    """One object for all runs: at each call of a kernel Numba compares it with those it knows."""
    return np.dtype((np.record, [(name.replace(".", "_"), "f8") for name in names]))
