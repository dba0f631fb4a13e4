"""A finished chart: the picture, the words for those who do not see it, and its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from sim.analysis.numbers import factor_of
from sim.analysis.place_names import third_words
from sim.analysis.words import caution, source_line
from sim.store.manifest import Manifest, OutcomeInfo
from sim.store.table import Cell


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart and all that is saved with it."""

    name: str
    """File name without its ending."""
    figure: Figure
    alt: str
    header: tuple[str, ...]
    rows: tuple[Sequence[Cell], ...]


def source_of(manifest: Manifest, *, third: bool = False) -> str:
    """The line under every chart; says what "third" is where the chart speaks of it."""
    said = f"{source_line(manifest)}. Conditional scenarios, not forecasts."
    return f"{third_words(manifest)} {said}" if third else said


def file_name(*parts: str) -> str:
    """A file name from words: lower case, nothing that a file system minds."""
    kept = ("".join(c if c.isalnum() or c == "_" else "-" for c in part.lower()) for part in parts)
    return ".".join(kept)


def axis_unit(info: OutcomeInfo, *, points: bool = False) -> str:
    """The unit as an axis names it; differences of percentages are points."""
    if factor_of(info.unit) > 1:
        return "percentage points" if points else "%"
    return f"{info.unit} a year" if info.time == "flow" else info.unit


def cautioned(manifest: Manifest, words: str) -> str:
    """What is said of a chart, seen or read; a quick run and a smaller world say so first."""
    return f"{caution(manifest)} {words}".strip()
