"""The net difference of a flow as a table of coloured cells, each with its number."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap

from sim.analysis.numbers import decimals, signed
from sim.report.sheet import Sheet, line_height, text_width
from sim.report.style import GREY, TICK, contrast

if TYPE_CHECKING:
    from sim.report.flow import Flow

Array = npt.NDArray[np.float64]

COLOURS = "PuOr_r"
PALE = "#f2f2f2"
TALL = 0.28
KEY = (1.6, 0.12)
"""Width and height of the scale of colours."""


def heat_size(extra: Array, places: Sequence[str]) -> tuple[float, float]:
    """Width and height in inches: every number and name in full."""
    return (
        _row_names(places) + _cell_width(extra, places) * len(places),
        line_height(TICK) + 0.08 + TALL * len(places) + 0.13 + KEY[1] + line_height(TICK),
    )


def heat(sheet: Sheet, corner: tuple[float, float], flow: "Flow") -> None:
    """Draw the differences; rows are where a flow starts, columns where it ends."""
    places, size = flow.places, len(flow.places)
    wide, names = _cell_width(flow.extra, places), _row_names(places)
    axes = sheet.axes(
        corner[0] + names, corner[1] + line_height(TICK) + 0.08, wide * size, TALL * size
    )
    shown = np.where(flow.drawn & flow.sure, flow.extra, np.nan)
    limit = float(np.nanmax(np.abs(shown))) if np.isfinite(shown).any() else 0.0
    pale = np.where(flow.drawn & ~flow.sure, 1.0, np.nan)
    axes.imshow(pale, cmap=ListedColormap([PALE]), aspect="auto", interpolation="nearest")
    axes.imshow(
        shown, cmap=mpl.colormaps[COLOURS], vmin=-(limit or 1.0), vmax=limit or 1.0,
        aspect="auto", interpolation="nearest",
    )  # fmt: skip
    axes.set_xticks(range(size), places)
    axes.set_yticks(range(size), places)
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    axes.spines[:].set_visible(b=False)
    _numbers(axes, flow, limit)
    below = corner[1] + line_height(TICK) + 0.08 + TALL * size + 0.08
    if limit:
        _key(sheet, (corner[0] + names, below), limit)
    elif flow.differs:
        words = "No cell has a colour: none can be told from chance."
        sheet.words(corner[0] + names, below, [words], TICK, GREY)


def _numbers(axes: Axes, flow: "Flow", limit: float) -> None:
    """The number of every cell; italics where it cannot be told from nothing."""
    places = decimals(flow.extra.ravel())
    for i, j in np.argwhere(flow.drawn):
        value, sure = float(flow.extra[i, j]), bool(flow.sure[i, j])
        axes.text(
            j, i, signed(value, places), ha="center", va="center", size=TICK,
            color=_ink(value / (limit or 1.0), sure=sure), style="normal" if sure else "italic",
        )  # fmt: skip


def _key(sheet: Sheet, corner: tuple[float, float], limit: float) -> None:
    """The scale of colours with its ends."""
    axes = sheet.axes(*corner, *KEY)
    steps = np.linspace(-limit, limit, 65)[None, :]
    axes.imshow(
        steps, cmap=mpl.colormaps[COLOURS], aspect="auto", extent=(-limit, limit, 0.0, 1.0),
    )  # fmt: skip
    places = decimals([limit])
    axes.set_xticks([-limit, 0.0, limit], [signed(v, places) for v in (-limit, 0.0, limit)])
    axes.set_yticks([])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(b=False)


def _ink(part: float, *, sure: bool) -> str:
    """Grey on the pale cell of what is not sure; black or white, whatever reads better, on colour.

    `part` of the largest sure difference, from -1 to 1.
    """
    if not sure:
        return GREY
    red, green, blue, _ = mpl.colormaps[COLOURS]((part + 1.0) / 2.0)
    cell = float(red), float(green), float(blue)
    return max(("black", "white"), key=lambda ink: contrast(ink, cell))


def _cell_width(extra: Array, places: Sequence[str]) -> float:
    """Width of a cell: its widest number or name."""
    digits = decimals(extra.ravel())
    words = [*(signed(float(value), digits) for value in extra.ravel()), *places]
    return max(0.5, max(text_width(word, TICK) for word in words) + 0.12)


def _row_names(places: Sequence[str]) -> float:
    """Room for the names on the left."""
    return max(text_width(place, TICK) for place in places) + 0.12
