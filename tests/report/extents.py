"""Where the texts of a figure lie once they are drawn."""

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from sim.report.style import drawing

SLACK = 0.5


def texts(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every visible text with its box in pixels."""
    with drawing():
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        found = [
            (text.get_text(), text.get_window_extent(canvas.get_renderer()))
            for text in figure.findobj(Text)
            if text.get_visible() and text.get_text().strip() and _on_axis(text)
        ]
    return [(words, box) for words, box in found if box.width > 0]


def outside(figure: Figure) -> list[str]:
    """Texts that reach over the edge of the canvas."""
    width, height = figure.get_size_inches() * figure.dpi
    return [
        words
        for words, box in texts(figure)
        if box.x0 < -SLACK or box.y0 < -SLACK or box.x1 > width + SLACK or box.y1 > height + SLACK
    ]


def overlapping(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of texts that cover each other."""
    return [
        (first[0], second[0])
        for first, second in combinations(texts(figure), 2)
        if _shared(first[1], second[1]) > 1.0
    ]


def _shared(first: Bbox, second: Bbox) -> float:
    """Area in square pixels that two boxes share."""
    wide = min(first.x1, second.x1) - max(first.x0, second.x0)
    tall = min(first.y1, second.y1) - max(first.y0, second.y0)
    return float(max(0.0, wide) * max(0.0, tall))


def _on_axis(text: Text) -> bool:
    """Leave out tick labels that lie outside the range of their axis and are never drawn."""
    axes = text.axes
    if axes is None or text in axes.texts:
        return True
    if not axes.axison:
        return False
    across = text in axes.get_xticklabels()
    low, high = sorted(axes.get_xlim() if across else axes.get_ylim())
    spot = text.get_position()[0 if across else 1]
    return bool(low - 1e-9 <= spot <= high + 1e-9)
