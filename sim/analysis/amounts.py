"""One outcome of every variant, loaded once and read by place and period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.analysis.cells import Cell, cells, series
from sim.analysis.intervals import Array
from sim.analysis.periods import Period, value
from sim.analysis.reading import Readable
from sim.store.manifest import OutcomeInfo

Stacks = Mapping[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Amounts:
    """An outcome as stored: amounts, or for a ratio what is divided and what it is divided by."""

    name: str
    info: OutcomeInfo
    cells: tuple[Cell, ...]
    first_year: int
    above: Stacks
    below: Stacks | None

    def cell(self, name: str) -> Cell:
        """The part of that name."""
        return next(cell for cell in self.cells if cell.name == name)

    def at(self, variant: str, cell: Cell, period: Period) -> Array:
        """(sample, replicate) of one part and period."""
        above, below = self._series(variant, cell)
        return value(above, below, period, self.first_year)

    def rest(self, variant: str, cell: Cell, period: Period) -> Array:
        """(sample, replicate) of what a share leaves: its whole less its part."""
        above, below = self._series(variant, cell)
        whole = above if below is None else below
        return value(whole - above, None, period, self.first_year)

    def yearly(self, variant: str, cell: Cell) -> Array:
        """(sample, replicate, year) of one part; ratios are nan in years without a base."""
        above, below = self._series(variant, cell)
        if below is None:
            return above
        return np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)

    def _series(self, variant: str, cell: Cell) -> tuple[Array, Array | None]:
        """Amounts of a part by year, and what they are divided by."""
        above = series(self.above[variant], cell)
        return above, None if self.below is None else series(self.below[variant], cell)


def load(results: Readable, outcome: str, apart: Sequence[str] = ()) -> Amounts:
    """Read an outcome, with both parts of a ratio, so that years and places can be pooled.

    Args:
        results: The run.
        outcome: Its name.
        apart: Third places that are read one by one as well.
    """
    manifest = results.manifest
    info = manifest.outcomes[outcome]
    ratio = info.time == "ratio"
    return Amounts(
        name=outcome,
        info=info,
        cells=cells(manifest, info, apart),
        first_year=manifest.horizon.years[0],
        above=results.array(f"{outcome}/num" if ratio else outcome),
        below=results.array(f"{outcome}/den") if ratio else None,
    )
