"""Yearly values of many pairs of countries, of which some years may be artefacts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.evidence.tables import Table

Array = NDArray[np.float64]
Unit = tuple[str, str]

HALF = 0.5
"""Added to counts before a logarithm is taken, so that a year without any stays finite."""


@dataclass(frozen=True, slots=True)
class Series:
    """One family of values (units, years); ``weight`` 0 marks an artefact, nan a missing value."""

    family: str
    units: tuple[Unit, ...]
    years: tuple[int, ...]
    values: Array
    weight: Array

    def __len__(self) -> int:
        return len(self.units)

    @property
    def offset(self) -> float:
        """What is added before a logarithm is taken: counts can be 0, shares are not."""
        return 0.0 if self.family.endswith("share") else HALF

    def to(self, year: int) -> "Series":
        """The years up to one, that one included."""
        return self._years([n for n, known in enumerate(self.years) if known <= year])

    def since(self, year: int) -> "Series":
        """The years from one on."""
        return self._years([n for n, known in enumerate(self.years) if known >= year])

    def of(self, units: Sequence[Unit]) -> "Series":
        """The same years of some units, in the order they are named."""
        rows = [self.units.index(unit) for unit in units]
        return replace(self, units=tuple(units), values=self.values[rows], weight=self.weight[rows])

    def logs(self) -> Array:
        """ln(value + offset); nan where the value is an artefact or missing."""
        with np.errstate(divide="ignore"):
            logs = np.log(self.values + self.offset)
        return np.asarray(np.where(self.weight > 0.0, logs, np.nan))

    def _years(self, columns: list[int]) -> "Series":
        years = tuple(self.years[n] for n in columns)
        values, weight = self.values[:, columns], self.weight[:, columns]
        return replace(self, years=years, values=values, weight=weight)


def gather(
    family: str, rows: Sequence[tuple[Unit, int, float, float]], fill: float = float("nan")
) -> Series:
    """A series from rows of unit, year, value and weight; ``fill`` stands where no row is."""
    units = tuple(sorted({unit for unit, *_ in rows}))
    years = tuple(range(min(row[1] for row in rows), max(row[1] for row in rows) + 1))
    at = {unit: n for n, unit in enumerate(units)}
    values = np.full((len(units), len(years)), fill)
    weight = np.zeros((len(units), len(years))) if np.isnan(fill) else np.ones_like(values)
    for unit, year, value, known in rows:
        values[at[unit], year - years[0]] = value
        weight[at[unit], year - years[0]] = known
    return Series(family, units, years, values, weight)


def wide(table: Table, family: str) -> Series:
    """A table of directed flows with one column a year, named y2016 and so on."""
    names = [name for name in table.columns if name[0] == "y" and name[1:].isdecimal()]
    values = np.stack([table.numbers(name) for name in names], axis=1)
    ends = zip(table.words("origin"), table.words("destination"), strict=True)
    units = tuple((str(a), str(b)) for a, b in ends)
    years = tuple(int(name[1:]) for name in names)
    return Series(family, units, years, values, np.ones_like(values))


def joined(first: Series, then: Series) -> Series:
    """Years after years for the units of the first; what the second does not have is missing."""
    shape = (len(first), len(then.years))
    values, weight = np.full(shape, np.nan), np.zeros(shape)
    rows = {unit: n for n, unit in enumerate(then.units)}
    for n, unit in enumerate(first.units):
        if unit in rows:
            values[n], weight[n] = then.values[rows[unit]], then.weight[rows[unit]]
    return replace(
        first,
        years=first.years + then.years,
        values=np.concatenate([first.values, values], axis=1),
        weight=np.concatenate([first.weight, weight], axis=1),
    )
