"""A chord diagram: places on a circle, ribbons as wide as what flows between them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Wedge
from matplotlib.path import Path

from sim.report.sheet import apart, line_height, text_width
from sim.report.style import INK, TICK

Array = npt.NDArray[np.float64]

RING = 0.05
SPACE = 4.0
REACH = 1.5
ASPECT = 0.82
FULL = 360.0
STEPS = 24
FOCUS = 2
"""The places whose own flows are what is asked for come first."""
THINNEST = 1.8
"""Points; so wide at least is a ribbon between them."""


def chord(
    axes: Axes,
    matrix: Array,
    places: Sequence[str],
    colours: Sequence[str],
    *,
    scale: tuple[float, float],
    directed: bool,
) -> None:
    """Draw flows between different places; `scale`: total that fills the circle, inches across.

    A ribbon has the colour of the place it leaves; of a symmetric pair, of the first place.
    """
    axes.set_axis_off()
    axes.set_xlim(-REACH, REACH)
    axes.set_ylim(-ASPECT * REACH, ASPECT * REACH)
    flow = matrix * (1.0 - np.eye(len(matrix)))
    whole, wide = scale
    degrees = (FULL - SPACE * len(places)) / whole if whole > 0 else 0.0
    ends = _ends(flow, directed=directed)
    arcs = ends.sum(axis=1) * degrees
    slack = (FULL - arcs.sum()) / len(places)
    starts = 90.0 - slack / 2 - np.concatenate([[0.0], np.cumsum(arcs + slack)[:-1]])
    for i, arc in enumerate(arcs):
        ring = Wedge((0, 0), 1.0, starts[i] - arc, starts[i], width=RING, color=colours[i], lw=0)
        axes.add_patch(ring)
    _ribbons(axes, ends * degrees, starts, colours, directed=directed)
    _names(axes, places, starts - arcs / 2, wide)


def circumference(matrix: Array, *, directed: bool) -> float:
    """Widths of all ribbon ends between different places: what a full circle stands for."""
    flow = matrix * (1.0 - np.eye(len(matrix)))
    return float(_ends(flow, directed=directed).sum())


def _ends(flow: Array, *, directed: bool) -> Array:
    """(place, slot) widths on each place's arc: to each partner, then from each partner."""
    return np.hstack([flow, flow.T]) if directed else flow


def _ribbons(
    axes: Axes, ends: Array, starts: Array, colours: Sequence[str], *, directed: bool
) -> None:
    """All ribbons, the widest first; those of the first two places on top, never a hair thin."""
    size = len(ends)
    order = _turning(size, ends.shape[1] // size)
    upper = np.zeros(ends.shape)
    for i in range(size):
        position = starts[i]
        for slot in order[i]:
            upper[i, slot] = position
            position -= ends[i, slot]
    pairs = [
        (ends[i, j], i, j)
        for i in range(size)
        for j in range(size)
        if (directed and i != j) or i < j
    ]
    for width, i, j in sorted(pairs, key=lambda found: (max(found[1:]) < FOCUS, -found[0])):
        if width > 0:
            back = size + i if directed else i
            spans = (upper[i, j], upper[i, j] - width, upper[j, back], upper[j, back] - width)
            axes.add_patch(_ribbon(spans, colours[i], focus=max(i, j) < FOCUS))


def _turning(size: int, kinds: int) -> list[list[int]]:
    """Order of the slots on each arc that keeps ribbons from crossing more than they must."""
    return [
        [kind * size + (i + size - step) % size for step in range(size) for kind in range(kinds)]
        for i in range(size)
    ]


def _ribbon(spans: tuple[float, float, float, float], colour: str, *, focus: bool) -> PathPatch:
    """A band from one stretch of the circle to another, bent through its centre."""
    first, second = _arc(spans[0], spans[1]), _arc(spans[2], spans[3])
    middle = [(0.0, 0.0)]
    points = [*first, *middle, *second, *middle, first[0]]
    codes = [Path.MOVETO] + [Path.LINETO] * (len(first) - 1)
    codes += [Path.CURVE3, Path.CURVE3] + [Path.LINETO] * (len(second) - 1)
    codes += [Path.CURVE3, Path.CURVE3]
    line, alpha = (THINNEST, 1.0) if focus else (0.2, 0.55)
    return PathPatch(
        Path(points, codes), facecolor=colour, alpha=alpha, linewidth=line, edgecolor=colour
    )


def _arc(start: float, stop: float) -> list[tuple[float, float]]:
    """Points along the inside of the ring."""
    angles = np.radians(np.linspace(start, stop, STEPS))
    return [((1 - RING) * float(np.cos(a)), (1 - RING) * float(np.sin(a))) for a in angles]


def _names(axes: Axes, places: Sequence[str], middles: Array, wide: float) -> None:
    """Names outside the circle, nudged apart on each side, each with a line to its arc."""
    inch = 2 * REACH / wide
    angles = np.radians(middles)
    for side in (1.0, -1.0):
        here = [i for i in range(len(places)) if (np.cos(angles[i]) >= 0) == (side > 0)]
        wanted = [1.12 * float(np.sin(angles[i])) for i in here]
        gap = line_height(TICK) * inch
        edge = ASPECT * REACH - gap / 2
        for i, y in zip(here, apart(wanted, gap, -edge, edge), strict=True):
            tip = 1.12 * side * np.sqrt(max(0.0, 1.0 - min(1.0, (y / 1.12) ** 2)))
            x = side * max(0.18, abs(float(tip)))
            spot = (1.01 * np.cos(angles[i]), 1.01 * np.sin(angles[i]))
            axes.plot([spot[0], x], [spot[1], y], color=INK, linewidth=0.4)
            align = "left" if side > 0 else "right"
            room = REACH - abs(x) - 0.03
            fits = text_width(places[i], TICK) * inch <= room
            size = TICK if fits else TICK * room / (text_width(places[i], TICK) * inch)
            axes.text(x + 0.02 * side, y, places[i], ha=align, va="center", size=size)
