"""Dividing the slots of a world among threads; one part or many give the same bits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np

T = TypeVar("T")


class Parts:
    """Ranges of slots [lo, hi), each worked on by one thread."""

    def __init__(self, capacity: int, threads: int) -> None:
        edges = np.linspace(0, capacity, threads + 1).astype(int)
        self.bounds = [(int(edges[n]), int(edges[n + 1])) for n in range(threads)]
        self.pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def map(self, function: Callable[[int, int, int], T]) -> list[T]:
        """``function(number, lo, hi)`` of every part, in the order of the slots."""
        calls = [(n, lo, hi) for n, (lo, hi) in enumerate(self.bounds)]
        if self.pool is None:
            return [function(*call) for call in calls]
        return list(self.pool.map(lambda call: function(*call), calls))
