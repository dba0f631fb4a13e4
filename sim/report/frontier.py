"""Frontier chart: what each variant costs the public against what it adds."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.transforms import Transform

from sim.analysis.cost import CostRow, costs
from sim.analysis.intervals import Spread
from sim.analysis.reading import Readable, Request, reference_words, request_of
from sim.analysis.words import interval_of
from sim.errors import UsageError
from sim.report.alt import frontier_alt
from sim.report.chart import Chart, cautioned, file_name, source_of
from sim.report.sheet import (
    MARGIN,
    Sheet,
    apart,
    block_half,
    label_room,
    limits,
    line_height,
    set_values,
    text_width,
    ticks,
    wrap,
)
from sim.report.style import GREY, INK, LABEL, TICK, Look, drawing, looks
from sim.store.table import Cell as Value

PANEL = (4.8, 3.6)
LABEL_WIDTH = 2.2
LEADER, MARK, NAME = 0.36, 0.46, 0.58
"""Where the line to a name ends, where its mark stands and where the name begins, right of the
panel: two variants may share a colour, and many a point."""
BELOW = 0.55
HEADER = (
    "variant", "to", "period", "cost_musd", "cost_low", "cost_high", "extra", "low", "high",
    "cost_per", "cost_per_low", "cost_per_high", "dominated_by",
)  # fmt: skip


def frontier_chart(results: Readable, request: Request | None = None) -> Chart:
    """Extra cost and extra outcome of every variant at the last date, with intervals."""
    manifest = results.manifest
    wanted = request or request_of(manifest)
    found = costs(results, wanted)
    if not found:
        message = "a frontier needs two variants, public_cost and a flow under compare: cost_per"
        raise UsageError(message)
    last = max(row.period.last for row in found)
    rows = [row for row in found if row.period.last == last]
    info = manifest.outcomes[rows[0].outcome]
    first = rows[0].price.below
    over = interval_of(first.count, first.over, wanted.interval)
    same = " of the same future" if len(manifest.futures) > 1 else ""
    title = cautioned(
        manifest,
        f"Cost against effect, {rows[0].period.label}: difference from "
        f"{reference_words(manifest, wanted.to)}, same draws; mean and {over}. "
        f"Hollow: another{same} costs no more and adds no less, on the mean.",
    )
    beaten = {row.variant: dominated_by(row, rows) for row in rows}
    with drawing():
        sheet = Sheet(_width(rows), title, source_of(manifest))
        words = f"extra {info.unit}, {info.title.lower()} {rows[0].cell}"
        _draw(sheet, rows, beaten, (looks(manifest), words))
    alt = cautioned(manifest, frontier_alt(info, rows, beaten, over))
    name = file_name("frontier", rows[0].outcome)
    return Chart(name, sheet.figure, alt, HEADER, _table(rows, beaten))


def dominated_by(row: CostRow, rows: Sequence[CostRow]) -> str:
    """A variant that costs no more and adds no less, one of them truly; empty if there is none."""
    cost, gain = row.price.above.mean, row.price.below.mean
    for other in rows:
        theirs = other.price.above.mean, other.price.below.mean
        no_worse = theirs[0] <= cost and theirs[1] >= gain
        if other.to == row.to and no_worse and theirs != (cost, gain):
            return other.variant
    return row.to if gain <= 0 <= cost and (cost, gain) != (0.0, 0.0) else ""


def _bounds(spreads: Sequence[Spread]) -> tuple[float, float]:
    """Lowest and highest value drawn, nothing included, with a little room."""
    return limits([v for s in spreads for v in (s.mean, s.low, s.high)], origin=True)


def _left(rows: Sequence[CostRow]) -> float:
    """Room for the widest value label."""
    return MARGIN + label_room(ticks(*_bounds([row.price.below for row in rows]))[1])


def _labels(rows: Sequence[CostRow]) -> dict[str, list[str]]:
    """Names of the variants, wrapped."""
    return {row.variant: wrap(row.variant, LABEL_WIDTH, LABEL) for row in rows}


def _width(rows: Sequence[CostRow]) -> float:
    """Width of the figure with its labels on the right."""
    widest = max(text_width(line, LABEL) for lines in _labels(rows).values() for line in lines)
    return _left(rows) + PANEL[0] + NAME + widest + MARGIN


def _draw(
    sheet: Sheet,
    rows: Sequence[CostRow],
    beaten: Mapping[str, str],
    looks_and_words: tuple[Mapping[str, Look], str],
) -> None:
    """One panel; a cross of two intervals for each variant, named on the right."""
    seen, words = looks_and_words
    labels = _labels(rows)
    tallest = max(len(lines) for lines in labels.values()) * line_height(LABEL)
    tall = max(PANEL[1], tallest * len(rows))
    head, left = line_height(LABEL) + 0.08, _left(rows)
    sheet.open(head + tall + BELOW)
    sheet.words(MARGIN, 0.0, [words], LABEL, INK)
    axes = sheet.axes(left, head, PANEL[0], tall)
    _axes(axes, rows)
    low, high = axes.get_ylim()
    wanted = [tall * (1.0 - (row.price.below.mean - low) / (high - low)) for row in rows]
    placed = apart(wanted, tallest, tallest / 2, tall - tallest / 2)
    for row, y in zip(rows, placed, strict=True):
        look = seen[row.variant]
        _cross(axes, row, look, hollow=bool(beaten[row.variant]))
        _leader(axes, row, look, 1.0 - y / tall)
        spot = (1.0 + MARK / PANEL[0], 1.0 - y / tall)
        _mark(axes, spot, look, hollow=bool(beaten[row.variant]), transform=axes.transAxes)
        lines = labels[row.variant]
        top = head + y - block_half(lines, LABEL)
        sheet.words(left + PANEL[0] + NAME, top, lines, LABEL, look.ink)
    middle = left + PANEL[0] / 2 - text_width("extra public cost, MUSD", LABEL) / 2
    sheet.words(middle, head + tall + 0.28, ["extra public cost, MUSD"], LABEL, INK)


def _axes(axes: Axes, rows: Sequence[CostRow]) -> None:
    """Both axes from round value to round value, nothing marked on each."""
    set_values(axes, *_bounds([row.price.below for row in rows]))
    low, high = _bounds([row.price.above for row in rows])
    widest = label_room(ticks(low, high)[1])
    values, labels = ticks(low, high, min(5, max(1, int(PANEL[0] / (1.5 * widest)))))
    axes.set_xlim(low, high)
    axes.set_xticks(values, labels, size=TICK)
    axes.axhline(0.0, color=GREY, linewidth=0.7, zorder=1)
    axes.axvline(0.0, color=GREY, linewidth=0.7, zorder=1)


def _cross(axes: Axes, row: CostRow, look: Look, *, hollow: bool) -> None:
    """Mean and both intervals."""
    cost, gain = row.price.above, row.price.below
    axes.plot([cost.low, cost.high], [gain.mean] * 2, color=look.colour, linewidth=1.2)
    axes.plot([cost.mean] * 2, [gain.low, gain.high], color=look.colour, linewidth=1.2)
    _mark(axes, (cost.mean, gain.mean), look, hollow=hollow, transform=axes.transData)


def _mark(
    axes: Axes, spot: tuple[float, float], look: Look, *, hollow: bool, transform: Transform
) -> None:
    """The sign of a variant, the same at its point and at its name."""
    axes.plot(
        [spot[0]], [spot[1]], marker=look.marker, color=look.colour, markersize=7,
        markerfacecolor="white" if hollow else look.colour, markeredgewidth=1.4, clip_on=False,
        transform=transform,
    )  # fmt: skip


def _leader(axes: Axes, row: CostRow, look: Look, height: float) -> None:
    """A thin line from the point to its name; `height` in parts of the panel."""
    low, high = axes.get_ylim()
    left, right = axes.get_xlim()
    spot = (
        (row.price.above.mean - left) / (right - left),
        (row.price.below.mean - low) / (high - low),
    )
    axes.plot(
        [spot[0], 1.0 + 0.05 / PANEL[0], 1.0 + LEADER / PANEL[0]], [spot[1], spot[1], height],
        color=look.colour, linewidth=0.5, alpha=0.5, clip_on=False, transform=axes.transAxes,
    )  # fmt: skip


def _table(rows: Sequence[CostRow], beaten: Mapping[str, str]) -> tuple[tuple[Value, ...], ...]:
    """The plotted numbers."""
    return tuple(
        (
            row.variant, row.to, row.period.label, row.price.above.mean, row.price.above.low,
            row.price.above.high, row.price.below.mean, row.price.below.low,
            row.price.below.high, row.price.value, row.price.low, row.price.high,
            beaten[row.variant],
        )
        for row in rows
    )  # fmt: skip
