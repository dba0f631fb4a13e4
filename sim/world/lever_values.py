"""The values of all levers after everything that policies push."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from sim.world.levers import BY_NAME, LEVERS, MOST_SCALED, Effect, Lever


class Levers:
    """The levers of a world with these places and domains."""

    def __init__(self, places: Sequence[str], domains: Sequence[str]) -> None:
        self.labels = {"place": tuple(places), "domain": tuple(domains)}
        self._position = {
            dim: {label: i for i, label in enumerate(labels)} for dim, labels in self.labels.items()
        }
        self._untouched = {lever.name: self._values(lever, {}) for lever in LEVERS}

    def after(self, effects: Iterable[Effect]) -> dict[str, NDArray[np.float64]]:
        """Every lever, cell by cell: clip((base + sum of what is added) x product of the scales).

        The sum is correctly rounded and the scales are multiplied in order of size, so that the
        order of the effects cannot move a single bit.
        """
        pushes: dict[str, dict[tuple[int, ...], list[Effect]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for effect in effects:
            pushes[effect.lever][self._cell(effect)].append(effect)
        moved = {name: self._values(BY_NAME[name], cells) for name, cells in pushes.items()}
        return self._untouched | moved

    def cells(self, lever: str) -> Iterable[tuple[str, ...]]:
        """Every index that an effect on this lever can have."""
        return product(*(self.labels[dim] for dim in BY_NAME[lever].dims))

    def _cell(self, effect: Effect) -> tuple[int, ...]:
        dims = BY_NAME[effect.lever].dims
        pairs = zip(dims, effect.index, strict=True)
        return tuple(self._position[dim][label] for dim, label in pairs)

    def _values(
        self, lever: Lever, pushes: dict[tuple[int, ...], list[Effect]]
    ) -> NDArray[np.float64]:
        shape = tuple(len(self.labels[dim]) for dim in lever.dims)
        values = np.full(shape, lever.base)
        for cell, effects in pushes.items():
            values[cell] = _after(lever, effects)
        values.setflags(write=False)
        return values


def _after(lever: Lever, effects: Sequence[Effect]) -> float:
    total = math.fsum([lever.base, *(effect.add for effect in effects)])
    scale = 1.0
    for factor in sorted(effect.scale for effect in effects):
        scale = min(scale * factor, MOST_SCALED)
    return min(max(total * scale, lever.low), lever.high)
