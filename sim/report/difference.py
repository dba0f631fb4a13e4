"""Difference charts: every variant less its reference, year by year, over the same draws."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from sim.analysis.amounts import Amounts, load
from sim.analysis.cells import THIRD, Cell
from sim.analysis.intervals import spread
from sim.analysis.numbers import factor_of
from sim.analysis.reading import (
    Readable,
    Request,
    future_of,
    policy_year,
    reference_of,
    reference_words,
    request_of,
)
from sim.analysis.words import interval_of
from sim.report.alt import difference_alt, note_words
from sim.report.chart import Chart, axis_unit, cautioned, file_name, source_of
from sim.report.sheet import (
    MARGIN,
    Sheet,
    apart,
    block_half,
    label_room,
    limits,
    line_height,
    set_values,
    set_years,
    text_width,
    ticks,
    wrap,
)
from sim.report.style import GREY, INK, LABEL, Look, drawing, looks
from sim.store.manifest import Manifest
from sim.store.table import Cell as Value

PANEL = (4.6, 1.9)
YEARS_ROOM = 0.3
MOST_BANDS = 2
MOST_PARTS = 6
LABEL_WIDTH = 2.2
WHISKER = 0.12
BEFORE = 1
HEADER = ("where", "variant", "to", "year", "unit", "extra", "low", "high", "over", "count")

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Gap:
    """Differences by year of one part of an outcome."""

    where: str
    years: tuple[int, ...]
    lines: Mapping[str, Array]
    """(mean low high, year) of each variant but the reference; none where nothing differs."""
    to: Mapping[str, str]
    over: str
    count: int
    bounds: tuple[float, float]
    """Lowest and highest value on the axis, nothing included; one for all futures."""
    future: str = ""
    """The one future that is shown, where there are several."""

    @property
    def head(self) -> str:
        """What the panel shows."""
        return f"{self.where}, {self.future}" if self.future else self.where


def difference_charts(
    results: Readable, outcome: str, request: Request | None = None
) -> Iterator[Chart]:
    """A chart with a panel for each part; of several futures a chart for each part."""
    manifest = results.manifest
    wanted = request or request_of(manifest)
    amounts = load(results, outcome)
    gaps = difference_data(results, amounts, wanted)
    if len({future_of(name) for name in manifest.variant_names}) == 1:
        yield _chart(manifest, amounts, gaps, wanted, file_name("difference", outcome))
        return
    for gap in gaps:
        name = file_name("difference", outcome, gap.where)
        yield _chart(manifest, amounts, by_future(gap, manifest), wanted, name)


def by_future(gap: Gap, manifest: Manifest) -> tuple[Gap, ...]:
    """The same part once for each future, on one axis."""
    found = []
    for future in dict.fromkeys(variant.future for variant in manifest.variants):
        names = {variant.name for variant in manifest.variants if variant.future == future}
        lines = {name: line for name, line in gap.lines.items() if name in names}
        moved = any(np.nan_to_num(line).any() for line in lines.values())
        found.append(replace(gap, lines=lines if moved else {}, future=future))
    return tuple(found)


def _chart(
    manifest: Manifest, amounts: Amounts, gaps: Sequence[Gap], wanted: Request, name: str
) -> Chart:
    """A line for each variant in each panel, its interval, and nothing at 0."""
    first = next(iter(gaps), None)
    over = interval_of(first.count, first.over, wanted.interval) if first else "interval of no runs"
    to = reference_words(manifest, wanted.to)
    title = cautioned(
        manifest,
        f"{amounts.info.title}: difference from {to}, same "
        f"draws; mean and {over}. Line: {policy_year(manifest)}, from when on variants may differ.",
    )
    with drawing():
        drawn = [gap for gap in gaps if gap.lines]
        source = source_of(manifest, third=any(THIRD in gap.where for gap in gaps))
        sheet = Sheet(_width(drawn), title, source)
        note = sheet.lines(note_words(gaps, MOST_BANDS))
        unit = f"extra {axis_unit(amounts.info, points=True)}"
        _draw(sheet, drawn, looks(manifest), unit, len(note))
        sheet.note(note)
    alt = cautioned(manifest, difference_alt(amounts.info, gaps, to, over))
    rows = tuple(_rows(gaps, amounts.info.unit))
    return Chart(name, sheet.figure, alt, HEADER, rows)


def difference_data(results: Readable, amounts: Amounts, request: Request) -> tuple[Gap, ...]:
    """Mean and interval by year of every headline part in which anything differs."""
    manifest = results.manifest
    first = max(manifest.horizon.years[0], policy_year(manifest) - BEFORE)
    years = tuple(year for year in manifest.horizon.years if year >= first)
    to = {name: reference_of(manifest, name, request.to) for name in manifest.variant_names}
    factor = factor_of(amounts.info.unit)
    gaps = []
    for cell in [cell for cell in amounts.cells if cell.headline]:
        runs = {n: amounts.yearly(n, cell)[..., -len(years) :] for n in manifest.variant_names}
        if _within(cell) and not any(np.nan_to_num(found).any() for found in runs.values()):
            continue
        others = [name for name in runs if to[name] != name]
        extra = {name: factor * (runs[name] - runs[to[name]]) for name in others}
        if not extra or np.isnan(next(iter(extra.values()))).any(axis=(0, 1)).all():
            continue
        moved = any(np.nan_to_num(found).any() for found in extra.values())
        found = {name: _spreads(gained, request.interval) for name, gained in extra.items()}
        one = spread(next(iter(extra.values()))[..., -1], request.interval)
        lines = found if moved else {}
        bounds = _limits(lines)
        gaps.append(Gap(cell.name, years, lines, to, one.over, one.count, bounds))
    return tuple(gaps[:MOST_PARTS])


def _within(cell: Cell) -> bool:
    """Whether a part is of one side with itself, which of moves there are none."""
    return len(cell.groups) > 1 and cell.groups[0] == cell.groups[1]


def _spreads(extra: Array, share: float) -> Array:
    """(mean low high, year); nan in years that are not measured in every run."""
    found: Array = np.full((3, extra.shape[-1]), np.nan)
    for i in np.flatnonzero(~np.isnan(extra).any(axis=(0, 1))):
        year = spread(extra[..., i], share)
        found[:, i] = year.mean, year.low, year.high
    return found


def _limits(lines: Mapping[str, Array]) -> tuple[float, float]:
    """Lowest and highest value of a part, nothing included."""
    return limits([float(v) for found in lines.values() for v in found.ravel()], origin=True)


def _left(gaps: Sequence[Gap]) -> float:
    """Room for the widest value labels."""
    return MARGIN + max((label_room(ticks(*gap.bounds)[1]) for gap in gaps), default=0.5)


def _labels(gap: Gap) -> dict[str, list[str]]:
    """Names of the lines, wrapped."""
    shown = {name: name.partition("@")[0] if gap.future else name for name in gap.lines}
    return {name: wrap(words, LABEL_WIDTH, LABEL) for name, words in shown.items()}


def _tallest(gap: Gap) -> float:
    """Height of the label that takes most lines."""
    return max(len(lines) for lines in _labels(gap).values()) * line_height(LABEL)


def _beside(gap: Gap) -> float:
    """Width of the whiskers at the line ends."""
    return WHISKER * (len(gap.lines) + 1) if len(gap.lines) > MOST_BANDS else WHISKER


def _width(gaps: Sequence[Gap]) -> float:
    """Width of the figure, its line-end labels included."""
    labels = [
        text_width(line, LABEL) for gap in gaps for lines in _labels(gap).values() for line in lines
    ]
    beside = max((_beside(gap) for gap in gaps), default=0.0)
    return _left(gaps) + PANEL[0] + beside + 0.2 + max(labels, default=0.0) + MARGIN


def _draw(
    sheet: Sheet, gaps: Sequence[Gap], seen: Mapping[str, Look], unit: str, below: int
) -> None:
    """All panels below each other, and room for so many lines below them."""
    head, left = line_height(LABEL) + 0.08, _left(gaps)
    panel = (PANEL[0], max([PANEL[1], *(_label_height(gap) for gap in gaps)]))
    step = head + panel[1] + YEARS_ROOM + 0.1
    sheet.open(len(gaps) * step + max(1, below) * line_height(LABEL))
    for k, gap in enumerate(gaps):
        sheet.words(MARGIN, k * step, [f"{gap.head}, {unit}"], LABEL, INK)
        axes = sheet.axes(left, k * step + head, *panel)
        _panel(axes, gap, seen)
        for name, y in _ends(axes, gap, panel, seen).items():
            lines = _labels(gap)[name]
            x = left + panel[0] + _beside(gap) + 0.12
            sheet.words(
                x, k * step + head + y - block_half(lines, LABEL), lines, LABEL, seen[name].ink
            )


def _label_height(gap: Gap) -> float:
    """Height of all line-end labels, each with the room of the tallest."""
    return _tallest(gap) * len(gap.lines)


def _panel(axes: Axes, gap: Gap, seen: Mapping[str, Look]) -> None:
    """Lines, and bands where there are no more than two."""
    for name, found in gap.lines.items():
        look, there = seen[name], ~np.isnan(found[0])
        years, (mean, low, high) = np.array(gap.years)[there], found[:, there]
        if len(gap.lines) <= MOST_BANDS:
            axes.fill_between(years, low, high, color=look.colour, alpha=0.2, linewidth=0)
        axes.plot(years, mean, color=look.colour, linestyle=look.dash, linewidth=1.6)
    axes.axhline(0.0, color="black", linewidth=0.8, zorder=1)
    axes.axvline(gap.years[0] + BEFORE, color=GREY, linewidth=0.7, zorder=1)
    axes.set_xlim(gap.years[0], gap.years[-1])
    set_values(axes, *gap.bounds)
    set_years(axes, gap.years[0], gap.years[-1], PANEL[0])


def _ends(
    axes: Axes, gap: Gap, panel: tuple[float, float], seen: Mapping[str, Look]
) -> dict[str, float]:
    """Draw whiskers and leaders right of the panel; inches from its top for each label."""
    low, high = axes.get_ylim()
    scale = panel[1] / (high - low)
    last = {name: _last(found) for name, found in gap.lines.items()}
    tallest = _tallest(gap)
    wanted = [panel[1] - (found[0] - low) * scale for found in last.values()]
    half = tallest / 2
    placed = apart(wanted, tallest, half, panel[1] - half) if len(wanted) > 1 else wanted
    many = len(gap.lines) > MOST_BANDS
    end = 1.0 + (_beside(gap) + 0.08) / panel[0]
    for i, ((name, found), y) in enumerate(zip(last.items(), placed, strict=True)):
        x = 1.0 + (WHISKER * (i + 1) if many else 0.0) / panel[0]
        spots = [(value - low) / (high - low) for value in found]
        if many:
            _whisker(axes, x, spots, seen[name])
        axes.plot(
            [x, end], [spots[0], 1.0 - y / panel[1]], linewidth=0.6, alpha=0.6, clip_on=False,
            color=seen[name].colour, transform=axes.transAxes,
        )  # fmt: skip
    return dict(zip(last, placed, strict=True))


def _whisker(axes: Axes, x: float, spots: Sequence[float], look: Look) -> None:
    """An interval with its mean, at a place in parts of the panel."""
    over = axes.transAxes
    axes.plot([x, x], spots[1:], linewidth=1.4, color=look.colour, transform=over, clip_on=False)
    axes.plot(
        [x], [spots[0]], marker=look.marker, markersize=3.5, color=look.colour, transform=over,
        clip_on=False,
    )  # fmt: skip


def _last(found: Array) -> Array:
    """Mean and interval in the last year that is measured."""
    end: Array = found[:, np.flatnonzero(~np.isnan(found[0]))[-1]]
    return end


def _rows(gaps: Sequence[Gap], unit: str) -> list[tuple[Value, ...]]:
    """The plotted numbers."""
    shown = "points" if factor_of(unit) > 1 else unit
    return [
        (gap.where, name, gap.to[name], year, shown, *map(float, found[:, i]), gap.over, gap.count)
        for gap in gaps
        for name, found in gap.lines.items()
        for i, year in enumerate(gap.years)
    ]
