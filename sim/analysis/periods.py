"""When an outcome is read: totals since the policy date, and the yearly level at a date."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.analysis.intervals import Array

Kind = Literal["total", "level", "pooled"]
Time = Literal["flow", "stock", "ratio"]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of years, or one year, and how values in it become one number."""

    kind: Kind
    first: int
    last: int

    @property
    def label(self) -> str:
        """The period as tables write it."""
        if self.kind == "level":
            return str(self.last)
        how = "total" if self.kind == "total" else "pooled"
        return f"{how} {self.first}-{self.last}"


def periods(time: Time, start: int, dates: tuple[int, ...]) -> tuple[Period, ...]:
    """Periods at which an outcome of this kind is read, date by date."""
    found: list[Period] = []
    for date in dates:
        if time != "stock":
            found.append(Period("total" if time == "flow" else "pooled", start, date))
        found.append(Period("level", date, date))
    return tuple(found)


def value(amount: Array, base: Array | None, period: Period, first_year: int) -> Array:
    """(sample, replicate) of a period; ratios divide what is added up over its years.

    Shapes: amount and base (sample, replicate, year); base only for ratios.
    """
    years = slice(period.first - first_year, period.last - first_year + 1)
    above: Array = amount[..., years].sum(axis=-1)
    if base is None:
        return above
    below = base[..., years].sum(axis=-1)
    shown: Array = np.where(below > 0, above / np.where(below > 0, below, 1.0), np.nan)
    return shown
