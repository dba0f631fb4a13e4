"""Small panels of windows of years: what was counted in each, and what a run counts in them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from sim.analysis.numbers import decimals, number
from sim.report.chart import Chart, file_name
from sim.report.panels import PANEL, Caption, Wall
from sim.report.sheet import label_room, limits, set_years, ticks
from sim.report.style import FAINT, INK, OKABE_ITO, drawing
from sim.store.table import Cell

HEADER = ("where", "unit", "series", "first", "last", "value", "low", "high")
RUN = "run"
HALF_YEAR = 0.4
Bar = tuple[int, int, float, float, float]
"""First and last year, value, low and high."""


@dataclass(frozen=True, slots=True)
class Spans:
    """One statistic: bars of the record, of parts of it, and of the run."""

    where: str
    unit: str
    record: tuple[Bar, ...]
    parts: dict[str, tuple[Bar, ...]]
    run: tuple[Bar, ...]
    whole: str
    """Name of the record in the table."""


def spans_chart(found: Sequence[Spans], first: int, caption: Caption) -> Chart:
    """A panel for each statistic; bars that end before the first year stand in the table only."""
    left = max(label_room(ticks(*_limits(spans, first))[1]) for spans in found)
    with drawing():
        sheet = Wall(caption, [spans.where for spans in found], left)
        for n, spans in enumerate(found):
            _draw(sheet.axes_of(n), spans, first)
    rows = tuple(row for spans in found for row in _rows(spans))
    alt = " ".join([caption.title, *(_told(spans) for spans in found)])
    return Chart(file_name(caption.name), sheet.figure, alt, HEADER, rows)


def _last(spans: Spans) -> int:
    """Last year of any bar."""
    return max(bar[1] for bar in (*spans.record, *spans.run))


def _limits(spans: Spans, first: int) -> tuple[float, float]:
    bars = [bar for series in (spans.record, *spans.parts.values()) for bar in series]
    values = [bar[2] for bar in bars if bar[1] >= first]
    return limits([*values, *(edge for bar in spans.run for edge in bar[3:])], origin=True)


def _draw(axes: Axes, spans: Spans, start: int) -> None:
    low, high = _limits(spans, start)
    end = _last(spans)
    colour = OKABE_ITO[0]
    for series in spans.parts.values():
        _bars(axes, series, FAINT, 1.0)
    for first, last, _, least, most in spans.run:
        reach = np.array([first - HALF_YEAR, last + HALF_YEAR])
        axes.fill_between(reach, least, most, color=colour, alpha=0.25, linewidth=0)
    _bars(axes, spans.run, colour, 1.8)
    _marks(axes, spans.run, colour, "s")
    _bars(axes, spans.record, INK, 1.2)
    _marks(axes, spans.record, INK, "o")
    axes.set_xlim(start - 0.5, end + 0.5)
    axes.set_ylim(low, high)
    axes.set_yticks(*ticks(low, high, most=4))
    set_years(axes, start, end, PANEL[0])


def _bars(axes: Axes, series: Sequence[Bar], colour: str, width: float) -> None:
    """A bar as long as its window, through its value; single years have their mark only."""
    for first, last, value, *_ in series:
        if last > first:
            reach = [first - HALF_YEAR, last + HALF_YEAR]
            axes.plot(reach, [value, value], color=colour, linewidth=width)


def _marks(axes: Axes, series: Sequence[Bar], colour: str, shape: str) -> None:
    middle = [(first + last) / 2.0 for first, last, *_ in series]
    line = 0.8 if all(first == last for first, last, *_ in series) else 0.0
    values = [bar[2] for bar in series]
    axes.plot(middle, values, color=colour, marker=shape, markersize=3.2, linewidth=line)


def _rows(spans: Spans) -> list[tuple[Cell, ...]]:
    series = {spans.whole: spans.record, **spans.parts, RUN: spans.run}
    return [
        (spans.where, spans.unit, name, *bar[:3], *(bar[3:] if name == RUN else (None, None)))
        for name, bars in series.items()
        for bar in bars
    ]


def _told(spans: Spans) -> str:
    """Record against run in the last window that both have."""
    at = {bar[:2]: bar[2] for bar in spans.record}
    common = [bar for bar in spans.run if bar[:2] in at]
    if not common:
        return f"{spans.where}: not in common."
    first, last, value, *_ = common[-1]
    when = str(first) if first == last else f"{first}-{last}"
    places = decimals([at[first, last], value])
    return (
        f"{spans.where}, {when}: record {number(at[first, last], places)}, "
        f"run {number(value, places)}."
    )
