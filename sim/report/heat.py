"""The net difference of a flow as a table of coloured cells, each with its number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes

from sim.analysis.numbers import decimals, signed
from sim.report.sheet import Sheet, line_height, text_width
from sim.report.style import GREY, READABLE, TICK, contrast

if TYPE_CHECKING:
    from sim.report.flow import Flow

Array = npt.NDArray[np.float64]

COLOURS = "PuOr_r"
TALL = 0.28


def heat_size(extra: Array, places: Sequence[str]) -> tuple[float, float]:
    """Width and height in inches: every number and name in full."""
    return (
        _row_names(places) + _cell_width(extra, places) * len(places),
        line_height(TICK) + 0.08 + TALL * len(places) + 0.05,
    )


def heat(sheet: Sheet, corner: tuple[float, float], flow: "Flow") -> None:
    """Draw the differences; rows are where a flow starts, columns where it ends."""
    places, size = flow.places, len(flow.places)
    wide, names = _cell_width(flow.extra, places), _row_names(places)
    axes = sheet.axes(
        corner[0] + names, corner[1] + line_height(TICK) + 0.08, wide * size, TALL * size
    )
    shown = np.where(_drawn(flow), flow.extra, np.nan)
    limit = float(np.nanmax(np.abs(shown))) if np.isfinite(shown).any() else 0.0
    axes.imshow(
        shown, cmap=mpl.colormaps[COLOURS], vmin=-(limit or 1.0), vmax=limit or 1.0,
        aspect="auto", interpolation="nearest",
    )  # fmt: skip
    axes.set_xticks(range(size), places)
    axes.set_yticks(range(size), places)
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    axes.spines[:].set_visible(b=False)
    _numbers(axes, flow, limit)


def _numbers(axes: Axes, flow: "Flow", limit: float) -> None:
    """The number of every cell; italics where it cannot be told from nothing."""
    places = decimals(flow.extra.ravel())
    drawn = _drawn(flow)
    for i, j in np.argwhere(drawn):
        value = float(flow.extra[i, j])
        sure = flow.verdicts[i][j] in ("more", "less")
        axes.text(
            j, i, signed(value, places), ha="center", va="center", size=TICK,
            color=_ink(value / (limit or 1.0), sure=sure), style="normal" if sure else "italic",
        )  # fmt: skip


def _ink(part: float, *, sure: bool) -> str:
    """Grey for what is not sure, where it can be read on its cell; else black or white.

    `part` of the largest difference, from -1 to 1.
    """
    red, green, blue, _ = mpl.colormaps[COLOURS]((part + 1.0) / 2.0)
    cell = float(red), float(green), float(blue)
    if not sure and contrast(GREY, cell) >= READABLE:
        return GREY
    return max(("black", "white"), key=lambda ink: contrast(ink, cell))


def _drawn(flow: "Flow") -> npt.NDArray[np.bool_]:
    """Which cells there are: all of a directed flow, the upper half of a symmetric one."""
    size = len(flow.places)
    every = np.ones((size, size), dtype=bool)
    found: npt.NDArray[np.bool_] = every if flow.directed else np.triu(every)
    single = np.diag(flow.base) + np.diag(flow.other) == 0
    found[np.flatnonzero(single), np.flatnonzero(single)] = False
    return found


def _cell_width(extra: Array, places: Sequence[str]) -> float:
    """Width of a cell: its widest number or name."""
    digits = decimals(extra.ravel())
    words = [*(signed(float(value), digits) for value in extra.ravel()), *places]
    return max(0.5, max(text_width(word, TICK) for word in words) + 0.12)


def _row_names(places: Sequence[str]) -> float:
    """Room for the names on the left."""
    return max(text_width(place, TICK) for place in places) + 0.12
