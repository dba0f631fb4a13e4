"""Where an outcome is read: both places of the corridor and third places, always side by side."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.analysis.intervals import Array
from sim.store.manifest import Manifest, OutcomeInfo

THIRD = "third"
PLACE_AXES = ("place", "origin", "destination", "recipient", "provider")
JOIN = {"destination": " to ", "provider": " from ", "place": "-"}
PAIR = ("place", "place")


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of an outcome: some positions along each of its axes, added up."""

    name: str
    groups: tuple[tuple[int, ...], ...]
    """Positions along each axis after the year; no axes, one number for the whole world."""
    headline: bool = True
    """Whether it stands in the short table."""
    weight: float = 1.0
    """One half where a symmetric pair is met twice."""


def sides(manifest: Manifest) -> dict[str, tuple[int, ...]]:
    """Positions of the two corridor places and of all others together, by name."""
    places = manifest.labels["place"]
    first, second = manifest.corridor
    others = tuple(i for i, code in enumerate(places) if code not in manifest.corridor)
    found = {first: (places.index(first),), second: (places.index(second),)}
    return found | ({THIRD: others} if others else {})


def cells(manifest: Manifest, info: OutcomeInfo, apart: Sequence[str] = ()) -> tuple[Cell, ...]:
    """Every part of the outcome that is read, headline parts first.

    Third places named in ``apart`` stand by themselves too, in pairs beside the two of the
    corridor only; the sum of all third places still holds them.
    """
    groups = sides(manifest) | {code: (manifest.labels["place"].index(code),) for code in apart}
    across = [axis for axis in info.dims if axis in PLACE_AXES]
    extra = [axis for axis in info.dims if axis not in PLACE_AXES]
    if not across:
        return _by_label(manifest, extra)
    where = _pairs(groups, info, {THIRD, *apart}) if len(across) == 2 else _single(groups)
    return (*_totals(where, manifest, extra), *_marginals(where, manifest, extra))


def series(array: npt.NDArray[Any], cell: Cell) -> Array:
    """(sample, replicate, year) of a cell, its positions added up.

    Shapes: array (sample, replicate, year, axis...).
    """
    if not cell.groups:
        return array.astype(np.float64)
    lead = tuple(range(size) for size in array.shape[:3])
    part = array[np.ix_(*lead, *cell.groups)].astype(np.float64)
    total: Array = cell.weight * part.sum(axis=tuple(range(3, part.ndim)))
    return total


def _single(groups: Mapping[str, tuple[int, ...]]) -> list[Cell]:
    """Each side by itself."""
    return [Cell(name, (group,)) for name, group in groups.items()]


def _pairs(
    groups: Mapping[str, tuple[int, ...]], info: OutcomeInfo, outside: Collection[str]
) -> list[Cell]:
    """Sides by sides; a symmetric pair once. A share with a group of places is not one share."""
    names = list(groups)
    join, symmetric = JOIN[info.dims[1]], info.dims[:2] == PAIR
    found = []
    for a, b in product(names, repeat=2):
        alone = len(groups[a]) == len(groups[b]) == 1
        mirrored = symmetric and names.index(a) > names.index(b)
        nobody = symmetric and a == b and alone
        single = alone if symmetric else len(groups[b]) == 1
        vague = info.time == "ratio" and not (single and a != b)
        beyond = {a, b} <= set(outside) and (a, b) != (THIRD, THIRD)
        if mirrored or nobody or vague or beyond:
            continue
        aside = a == b and (symmetric or a == THIRD)
        weight = 0.5 if symmetric and a == b else 1.0
        found.append(Cell(a + join + b, (groups[a], groups[b]), not aside, weight))
    return sorted(found, key=lambda cell: not cell.headline)


def _totals(where: Sequence[Cell], manifest: Manifest, extra: Sequence[str]) -> list[Cell]:
    """Every place with all other axes added up."""
    rest = tuple(tuple(range(len(manifest.labels[axis]))) for axis in extra)
    return [Cell(c.name, (*c.groups, *rest), c.headline, c.weight) for c in where]


def _marginals(where: Sequence[Cell], manifest: Manifest, extra: Sequence[str]) -> list[Cell]:
    """Every place by each label of each other axis, the remaining axes added up."""
    found = []
    for k, axis in enumerate(extra):
        for (position, label), cell in product(enumerate(manifest.labels[axis]), where):
            rest = [tuple(range(len(manifest.labels[other]))) for other in extra]
            rest[k] = (position,)
            groups = (*cell.groups, *rest)
            found.append(Cell(f"{cell.name}, {label}", groups, headline=False))
    return found


def _by_label(manifest: Manifest, extra: Sequence[str]) -> tuple[Cell, ...]:
    """One cell for the world, or one for each label of an axis that is not a place."""
    if not extra:
        return (Cell("world", ()),)
    names = manifest.labels[extra[0]]
    return tuple(Cell(label, ((position,),)) for position, label in enumerate(names))
