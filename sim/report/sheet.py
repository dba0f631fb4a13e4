"""A figure measured in inches, in which every text has room of its own."""

from collections.abc import Sequence
from functools import lru_cache
from math import isfinite

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath
from matplotlib.ticker import MaxNLocator

from sim.analysis.numbers import number
from sim.report.style import FAMILY, GREY, INK, LABEL, SMALL, TICK, TITLE

MARGIN = 0.12
SPACING = 1.35
SLACK = 1.03
YEAR_STEPS = (1, 2, 5, 10, 20, 50)
FINEST = 9


class Sheet:
    """A figure with a title above and a source line below; places are inches from the top left."""

    def __init__(self, width: float, title: str, source: str) -> None:
        self.width = width
        self.title = wrap(title, width - 2 * MARGIN, TITLE)
        self.source = wrap(source, width - 2 * MARGIN, SMALL)
        self.top = MARGIN + len(self.title) * line_height(TITLE) + 0.08
        self.bottom = MARGIN + len(self.source) * line_height(SMALL) + 0.04
        self.height = 0.0
        self.figure = Figure()

    def open(self, body: float) -> None:
        """Give the part between title and source its height, and write both."""
        self.height = self.top + body + self.bottom
        self.figure.set_size_inches(self.width, self.height)
        self.figure.set_layout_engine("none")
        self._write(MARGIN, MARGIN, self.title, TITLE, INK)
        self._write(MARGIN, self.height - self.bottom + 0.04, self.source, SMALL, GREY)

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes at a place below the title."""
        bottom = self.height - self.top - top - height
        box = (left / self.width, bottom / self.height, width / self.width, height / self.height)
        axes: Axes = self.figure.add_axes(box)
        return axes

    def words(self, left: float, top: float, lines: Sequence[str], size: float, ink: str) -> None:
        """Lines of text at a place below the title."""
        self._write(left, self.top + top, lines, size, ink)

    def lines(self, words: str) -> list[str]:
        """Words in lines as wide as the sheet."""
        return wrap(words, self.width - 2 * MARGIN, LABEL) if words else []

    def note(self, lines: Sequence[str]) -> None:
        """Lines just above the source, for which the part between has left room."""
        top = self.height - self.bottom - len(lines) * line_height(LABEL)
        self._write(MARGIN, top, lines, LABEL, INK)

    def _write(self, left: float, top: float, lines: Sequence[str], size: float, ink: str) -> None:
        """Each line by itself, so that every one has its place in an SVG."""
        for i, line in enumerate(lines):
            spot = (left / self.width, 1.0 - (top + i * line_height(size)) / self.height)
            self.figure.text(*spot, line, size=size, color=ink, ha="left", va="top")


@lru_cache(maxsize=8192)
def text_width(words: str, size: float) -> float:
    """Width of a line of text in inches, a little more than needed: viewers' fonts differ."""
    font = FontProperties(family=FAMILY, size=size)
    width, _, _ = TextToPath().get_text_width_height_descent(words, font, ismath=False)
    return SLACK * float(width) / 72.0


def block_half(lines: Sequence[str], size: float) -> float:
    """Half the height of a block of lines, from the top of its first to the foot of its last."""
    return (line_height(size) * (len(lines) - 1) + 0.95 * size / 72.0) / 2.0


def line_height(size: float) -> float:
    """Height of a line of text in inches, its spacing included."""
    return size * SPACING / 72.0


def wrap(words: str, width: float, size: float) -> list[str]:
    """Lines that fit the width: broken after spaces and underscores, inside a word if one must."""
    lines = [""]
    for piece in words.replace(" ", " \0").replace("_", "_\0").split("\0"):
        rest = piece
        if lines[-1] and text_width((lines[-1] + rest).rstrip(), size) > width:
            lines.append("")
        while len(rest) > 1 and text_width(rest.rstrip(), size) > width:
            fits = _fitting(rest, width, size)
            lines[-1], rest = rest[:fits], rest[fits:]
            lines.append("")
        lines[-1] += rest
    return [line.rstrip() for line in lines]


def ticks(low: float, high: float, most: int = 5) -> tuple[list[float], list[str]]:
    """Round values within a range, and their labels in full."""
    locator = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10])
    found = [float(value) for value in locator.tick_values(low, high)]
    step = found[1] - found[0]
    values = [value for value in found if low - 1e-9 * step <= value <= high + 1e-9 * step]
    fits = (n for n in range(FINEST) if abs(round(step, n) - step) < 1e-6 * step)
    places = next(fits, FINEST)
    return values, [number(value, places) for value in values]


def label_room(labels: Sequence[str]) -> float:
    """Width that tick labels need beside their axis."""
    return max(text_width(label, TICK) for label in labels) + 0.12


def limits(values: Sequence[float], *, origin: bool = False) -> tuple[float, float]:
    """Range of a value axis with a little room; values that are never negative stay above 0."""
    known = [value for value in values if isfinite(value)] + ([0.0] if origin else [])
    low, high = min(known, default=0.0), max(known, default=0.0)
    flat = high - low <= 1e-9 * max(abs(low), abs(high))
    room = (0.02 * abs(high) or 0.5) if flat else 0.05 * (high - low)
    below = low - room
    if low >= 0:
        below = 0.0 if low < 0.6 * high or low == 0 else max(0.0, below)
    return below, high if high == 0 and low < 0 else high + room


def set_values(axes: Axes, low: float, high: float) -> None:
    """Range and round ticks of the value axis."""
    values, labels = ticks(low, high)
    axes.set_ylim(low, high)
    axes.set_yticks(values, labels)


def set_years(axes: Axes, first: int, last: int, width: float) -> None:
    """Ticks of a time axis: round years, as many as fit."""
    room = max(2.0, width / (text_width("2040", TICK) + 0.12))
    fits = (step for step in YEAR_STEPS if (last - first) / step + 1 <= room)
    step = next(fits, YEAR_STEPS[-1])
    years = [year for year in range(first, last + 1) if year % step == 0]
    axes.set_xticks(years, [str(year) for year in years])


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least a gap apart, in the same order, as near as can be to those wanted."""
    if not wanted:
        return []
    order = np.argsort(np.asarray(wanted, dtype=float), kind="stable")
    spots = np.asarray(wanted, dtype=float)[order]
    gap = min(gap, (high - low) / max(1, len(spots) - 1))
    placed = (_raised(spots, gap) + _lowered(spots, gap)) / 2.0
    placed = _lowered(np.minimum(_raised(np.maximum(placed, low), gap), high), gap)
    result = np.empty(len(placed))
    result[order] = placed
    return [float(value) for value in result]


def _raised(spots: npt.NDArray[np.float64], gap: float) -> npt.NDArray[np.float64]:
    """Each position pushed up until it is a gap above the one before it."""
    steps = gap * np.arange(len(spots))
    found: npt.NDArray[np.float64] = np.maximum.accumulate(spots - steps) + steps
    return found


def _lowered(spots: npt.NDArray[np.float64], gap: float) -> npt.NDArray[np.float64]:
    """Each position pushed down until it is a gap below the one after it."""
    return -_raised(-spots[::-1], gap)[::-1]


def _fitting(word: str, width: float, size: float) -> int:
    """How many letters of a word fit, at least one."""
    for count in range(len(word) - 1, 1, -1):
        if text_width(word[:count], size) <= width:
            return count
    return 1
