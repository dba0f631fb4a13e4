"""Asking for a row early changes nothing."""

import numpy as np
from numpy.typing import NDArray

from sim.compiled import maker
from sim.world.prefetch import prefetch


@maker
def walk(array: NDArray[np.int64]) -> int:
    """Ask for every element before adding it up."""
    total = 0
    for i in range(array.shape[0]):
        for x in range(array.shape[1]):
            prefetch(array, (i, x))
            total += array[i, x]
    return total


def test_asking_for_elements_changes_none() -> None:
    array = np.arange(12).reshape(3, 4)
    assert walk(array) == 66
    assert array.tobytes() == np.arange(12).reshape(3, 4).tobytes()
