"""Fans of a scenario with several futures: a chart for each part, variants down, futures across."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.analysis.amounts import load
from sim.analysis.cells import THIRD
from sim.analysis.reading import Readable, policy_year, reference_of
from sim.report.chart import Chart, axis_unit, cautioned, file_name, source_of
from sim.report.fan import HEADER, Fan, fan_data, fan_words, panel, plotted, value_range, words
from sim.report.sheet import MARGIN, Sheet, label_room, line_height, text_width, ticks, wrap
from sim.report.style import GREY, INK, LABEL, TICK, drawing, looks

PANEL = (1.3, 0.9)
GAPS = (0.42, 0.2)
"""Between panels beside each other, whose years must not meet, and between rows."""
NAMES = 1.25
"""Room for the names of the variants, beside their rows."""
YEARS_ROOM = 0.28
MARK = "@"


@dataclass(frozen=True, slots=True)
class Board:
    """Variants down, futures across, as the run names them."""

    variants: tuple[str, ...]
    futures: tuple[str, ...]
    """Tags of the futures, as they stand in the names; that of the first may be empty."""
    called: tuple[str, ...]
    """The futures by their own names."""

    def name(self, row: int, column: int) -> str:
        """The name of a run: a variant in a future."""
        return f"{self.variants[row]}{self.futures[column]}"


def future_charts(results: Readable, outcome: str, to: str | None = None) -> Iterator[Chart]:
    """A chart for each part, with a small panel for every variant in every future, to one scale."""
    manifest = results.manifest
    amounts = load(results, outcome)
    board = board_of(results)
    reference = (to or manifest.compare.to).partition(MARK)[0]
    for fan in fan_data(results, amounts):
        what = f"{amounts.info.title}, {fan.where}, {axis_unit(amounts.info)}"
        title = cautioned(manifest, words(results, what, f"{reference} of the same future"))
        with drawing():
            left = NAMES + label_room(ticks(*value_range(fan))[1])
            sheet = Sheet(_width(board, left), title, source_of(manifest, third=THIRD in fan.where))
            _draw(sheet, fan, results, board, left)
        alt = fan_words(manifest, amounts.info, [fan])
        rows = tuple(plotted([fan], amounts.info.unit))
        name = file_name("fan", outcome, fan.where)
        yield Chart(name, sheet.figure, alt, HEADER, rows)


def board_of(results: Readable) -> Board:
    """The variants and futures of a run, each in its order."""
    names = results.manifest.variant_names
    variants = tuple(dict.fromkeys(name.partition(MARK)[0] for name in names))
    tags = tuple(dict.fromkeys(name.removeprefix(name.partition(MARK)[0]) for name in names))
    return Board(variants, tags, results.manifest.futures)


def _width(board: Board, left: float) -> float:
    across = len(board.futures)
    last_year = text_width("2040", TICK) / 2
    return 2 * MARGIN + left + across * PANEL[0] + (across - 1) * GAPS[0] + last_year


def _draw(sheet: Sheet, fan: Fan, results: Readable, board: Board, left: float) -> None:
    """Names of the futures above, names of the variants on the left, years below the last row."""
    heads = [wrap(name, PANEL[0], LABEL) for name in board.called]
    head, row = _deep(heads) + 0.06, PANEL[1] + GAPS[1]
    sheet.open(head + len(board.variants) * row - GAPS[1] + YEARS_ROOM)
    seen, policy = looks(results.manifest), policy_year(results.manifest)
    for i, variant in enumerate(board.variants):
        y = head + i * row
        sheet.words(MARGIN, y, wrap(variant, NAMES - 0.1, LABEL), LABEL, seen[variant].ink)
        for j in range(len(board.futures)):
            x = MARGIN + left + j * (PANEL[0] + GAPS[0])
            if not i:
                sheet.words(x, 0.0, heads[j], LABEL, INK)
            name = board.name(i, j)
            to = reference_of(results.manifest, name, results.manifest.compare.to)
            axes = sheet.axes(x, y, *PANEL)
            panel(axes, fan, (name, to), seen[name], PANEL[0])
            axes.axvline(policy, color=GREY, linewidth=0.7, zorder=1)
            axes.tick_params(labelleft=not j, labelbottom=i == len(board.variants) - 1)


def _deep(heads: Sequence[Sequence[str]]) -> float:
    """Height of the tallest of some headings."""
    return max(map(len, heads)) * line_height(LABEL)
