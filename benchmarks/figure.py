"""A figure: what was reached, what was asked for, and whether that is enough."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

NOT_MEASURED = "not measured"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a benchmark is made."""

    scale: float
    """Share of the world; what else it multiplies, each benchmark says."""
    repeats: int = 1
    """How often a time is taken."""
    replicates: int = 1
    """Draws of chance."""
    jobs: int = 1
    """Processes side by side, where the figure is not a time."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table. ``low`` and ``high`` hold what is reached if it is uncertain."""

    what: str
    reached: float
    asked: float
    unit: str
    bound: Literal["at most", "at least"] = "at most"
    low: float = math.nan
    high: float = math.nan
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether it is reached, and whether the range leaves that open."""
        if math.isnan(self.reached):
            return NOT_MEASURED
        best, worst = (self.low, self.high) if self.bound == "at most" else (self.high, self.low)
        if self._enough(self.reached):
            certain = math.isnan(worst) or self._enough(worst)
            return "reached" if certain else "reached, range goes beyond"
        return "not reached, range allows it" if self._enough(best) else "not reached"

    @property
    def asked_text(self) -> str:
        """The bound in signs."""
        sign = "≤" if self.bound == "at most" else "≥"
        return f"{sign} {plain(self.asked)} {self.unit}".strip()

    @property
    def reached_text(self) -> str:
        """What was reached, with its range."""
        if math.isnan(self.reached):
            return "-"
        text = f"{plain(self.reached)} {self.unit}".strip()
        if math.isnan(self.low):
            return text
        return f"{text} ({plain(self.low)} to {plain(self.high)})"

    def _enough(self, value: float) -> bool:
        return value <= self.asked if self.bound == "at most" else value >= self.asked


@dataclass(frozen=True, slots=True)
class Measured:
    """What a benchmark found: rows of the table, and lines that explain them."""

    figures: tuple[Figure, ...]
    lines: tuple[str, ...] = ()


HEADS = ("figure", "reached", "asked", "verdict", "how")


def rows_of(figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """The cells of the table, the heads first."""
    cells = [(f.what, f.reached_text, f.asked_text, f.verdict, f.note) for f in figures]
    return [HEADS, *cells]


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines of aligned text."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def markdown(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as a table of Markdown."""
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return [head, f"|{'---|' * len(rows[0])}", *body]


def plain(value: float) -> str:
    """A number with three figures that count, never in powers of ten."""
    if math.isnan(value):
        return "-"
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
