"""Small panels of what was observed against what was forecast, and of the ranks it had."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from sim.report.chart import Chart, file_name
from sim.report.sheet import MARGIN, Sheet, label_room, limits, line_height, set_years, ticks, wrap
from sim.report.style import DOTTED, GREY, INK, LABEL, OKABE_ITO, drawing
from sim.store.table import Cell as Value

ACROSS = 4
PANEL = (1.75, 1.15)
GAP = 0.16
YEARS_ROOM = 0.3
NARROWEST = 4.5
HEADER = ("where", "year", "unit", "observed", "q05", "q25", "q50", "q75", "q95", "naive")
RANKS = ("where", "from", "to", "share", "values")
TENTHS = 10
FAR = 1.5
"""How far above all that was seen and foretold in its middle half a panel reaches at most."""

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Panel:
    """One series: what was known, what happened, and the forecast with its bands."""

    where: str
    known_years: tuple[int, ...]
    known: Array
    years: tuple[int, ...]
    observed: Array
    quantiles: Array
    """(5, years): 5, 25, 50, 75 and 95 per cent of the forecast."""
    naive: Array


@dataclass(frozen=True, slots=True)
class Ranks:
    """Where in each ensemble the observed values lay, each between 0 and 1."""

    where: str
    ranks: Array


@dataclass(frozen=True, slots=True)
class Caption:
    """The words of a chart: its file, its title, the unit, and the line below it."""

    name: str
    title: str
    unit: str
    source: str


class Wall(Sheet):
    """A sheet of panels, four in a row, the name of each above it."""

    def __init__(self, caption: Caption, names: Sequence[str], left: float) -> None:
        across = min(ACROSS, len(names))
        wide = 2 * MARGIN + across * (left + PANEL[0]) + (across - 1) * GAP
        super().__init__(max(wide, NARROWEST), caption.title, caption.source)
        self._left = left
        self._heads = [wrap(name, PANEL[0], LABEL) for name in names]
        self._head = max(map(len, self._heads)) * line_height(LABEL) + 0.04
        self._row = self._head + PANEL[1] + YEARS_ROOM
        self.open(-(-len(names) // ACROSS) * self._row)

    def axes_of(self, n: int) -> Axes:
        """The axes of the n-th panel."""
        x = MARGIN + (n % ACROSS) * (self._left + PANEL[0] + GAP) + self._left
        y = (n // ACROSS) * self._row
        self.words(x, y, self._heads[n], LABEL, INK)
        return self.axes(x, y + self._head, *PANEL)


def panels_chart(panels: Sequence[Panel], caption: Caption) -> Chart:
    """A panel for each series: dots are the record, bands the forecast, dotted the naive one."""
    left = max(label_room(ticks(*_limits(panel))[1]) for panel in panels)
    with drawing():
        sheet = Wall(caption, [panel.where for panel in panels], left)
        for n, panel in enumerate(panels):
            _series(sheet.axes_of(n), panel)
    rows = tuple(row for panel in panels for row in _rows(panel, caption.unit))
    inside = [
        np.mean((p.observed >= p.quantiles[0]) & (p.observed <= p.quantiles[4])) for p in panels
    ]
    alt = (
        f"{caption.title} {len(panels)} panels. The record lies inside the 90% band in "
        f"{100 * float(np.mean(inside)):.0f}% of the years that are shown."
    )
    return Chart(file_name(caption.name), sheet.figure, alt, HEADER, rows)


def ranks_chart(found: Sequence[Ranks], caption: Caption) -> Chart:
    """A histogram for each forecast; a calibrated one is flat."""
    with drawing():
        left = label_room(["0.25"])
        sheet = Wall(caption, [ranks.where for ranks in found], left)
        for n, ranks in enumerate(found):
            _histogram(sheet.axes_of(n), ranks)
    rows = tuple(row for ranks in found for row in _rank_rows(ranks))
    alt = f"{caption.title} {len(found)} histograms of ten bars each; a flat one is calibrated."
    return Chart(file_name(caption.name), sheet.figure, alt, RANKS, rows)


def _limits(panel: Panel) -> tuple[float, float]:
    """Range of the values; what lies far above everything that happened is cut."""
    seen = np.concatenate([panel.known, panel.observed, panel.quantiles[1:4].ravel()])
    foretold = np.concatenate([panel.quantiles[4], panel.naive])
    most = FAR * np.nanmax(seen)
    return limits([*seen.tolist(), *np.minimum(foretold, most).tolist(), 0.0])


def _series(axes: Axes, panel: Panel) -> None:
    """Bands, medians and the record of one series."""
    low, high = _limits(panel)
    colour = OKABE_ITO[0]
    years, found = np.array(panel.years), panel.quantiles
    axes.fill_between(years, found[0], found[4], color=colour, alpha=0.2, linewidth=0)
    axes.fill_between(years, found[1], found[3], color=colour, alpha=0.35, linewidth=0)
    axes.plot(years, found[2], color=colour, linewidth=1.4)
    axes.plot(years, panel.naive, color="black", linestyle=DOTTED, linewidth=1.0)
    axes.plot(panel.known_years, panel.known, color=GREY, marker="o", markersize=2, linewidth=0.6)
    axes.plot(years, panel.observed, color=INK, marker="o", markersize=3, linewidth=0)
    axes.axvline(panel.years[0] - 0.5, color=GREY, linewidth=0.7, zorder=1)
    axes.set_xlim(panel.known_years[0] - 0.5, panel.years[-1] + 0.5)
    axes.set_ylim(low, high)
    axes.set_yticks(*ticks(low, high, most=4))
    set_years(axes, panel.known_years[0], panel.years[-1], PANEL[0])


def _histogram(axes: Axes, ranks: Ranks) -> None:
    """Ten bars, and a line where they would all be if the bands were right."""
    shares = _shares(ranks)
    axes.bar(np.arange(TENTHS) + 0.5, shares, width=0.9, color=OKABE_ITO[0])
    axes.axhline(1.0 / TENTHS, color="black", linestyle=DOTTED, linewidth=1.0)
    axes.set_xlim(0, TENTHS)
    axes.set_xticks([0, TENTHS / 2, TENTHS], ["0", "0.5", "1"])
    low, high = limits([0.0, 2.0 / TENTHS, *shares.tolist()])
    axes.set_ylim(low, high)
    axes.set_yticks(*ticks(low, high, most=4))


def _shares(ranks: Ranks) -> Array:
    """Share of the values in each tenth of the ensemble."""
    counts, _ = np.histogram(ranks.ranks, bins=TENTHS, range=(0.0, 1.0))
    return np.asarray(counts / max(len(ranks.ranks), 1), dtype=np.float64)


def _rows(panel: Panel, unit: str) -> list[tuple[Value, ...]]:
    """The plotted numbers of a panel."""
    empty: tuple[Value, ...] = (None,) * 6
    known: list[tuple[Value, ...]] = [
        (panel.where, year, unit, float(value), *empty)
        for year, value in zip(panel.known_years, panel.known, strict=True)
    ]
    ahead: list[tuple[Value, ...]] = [
        (panel.where, year, unit, float(panel.observed[n]),
         *(float(q) for q in panel.quantiles[:, n]), float(panel.naive[n]))
        for n, year in enumerate(panel.years)
    ]  # fmt: skip
    return [*known, *ahead]


def _rank_rows(ranks: Ranks) -> list[tuple[Value, ...]]:
    """The height of every bar."""
    return [
        (ranks.where, n / TENTHS, (n + 1) / TENTHS, float(share), len(ranks.ranks))
        for n, share in enumerate(_shares(ranks))
    ]
