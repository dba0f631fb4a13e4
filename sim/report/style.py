"""How charts look: colours and dashes that survive print and colour blindness."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from matplotlib import colors, style

from sim.analysis.reading import future_of
from sim.store.manifest import Manifest

GREY = "#666666"
FAINT = "#bbbbbb"
INK = "#222222"
OKABE_ITO = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")

Dash = str | tuple[int, tuple[float, ...]]
Colour = tuple[float, float, float]

DASHES: tuple[Dash, ...] = (
    "-",
    (0, (5, 2)),
    (0, (6, 2, 1, 2)),
    (0, (3, 1.5)),
    (0, (8, 2, 1, 2, 1, 2)),
    (0, (10, 3)),
    (0, (2, 1, 6, 1)),
)
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
DOTTED: Dash = (0, (1, 1.5))
TITLE, LABEL, TICK, SMALL = 11.0, 9.0, 8.0, 7.0
READABLE = 4.5
OFFSET = 0.05
FAMILY = "DejaVu Sans"
DARKER = 0.7

RULES = {
    "font.family": [FAMILY],
    "font.size": LABEL,
    "text.hinting": "none",
    "svg.fonttype": "none",
    "svg.hashsalt": "corridor",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": INK,
    "axes.linewidth": 0.7,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.labelsize": TICK,
    "ytick.labelsize": TICK,
    "xtick.color": INK,
    "ytick.color": INK,
    "path.simplify": False,
    "hatch.linewidth": 0.5,
}


@dataclass(frozen=True, slots=True)
class Look:
    """Colour, dash and marker of one variant; never the colour alone."""

    colour: str
    dash: Dash
    marker: str

    @property
    def ink(self) -> str:
        """The colour, dark enough for text."""
        red, green, blue = (int(DARKER * part * 255) for part in colors.to_rgb(self.colour))
        return f"#{red:02x}{green:02x}{blue:02x}"


def looks(manifest: Manifest) -> dict[str, Look]:
    """The look of every variant, the same in every chart of a run, whatever it is set against.

    Colour and dash follow the place in the scenario and are shared by all futures of a variant;
    the marker follows the future too. The variant that the scenario compares to is grey.
    """
    grey = manifest.compare.to.partition("@")[0]
    plain = list(dict.fromkeys(name.partition("@")[0] for name in manifest.variant_names))
    order = [name for name in plain if name != grey]
    futures = list(dict.fromkeys(map(future_of, manifest.variant_names)))
    return {
        name: _look(name.partition("@")[0], order, futures.index(future_of(name)))
        for name in manifest.variant_names
    }


def _look(name: str, order: Sequence[str], future: int) -> Look:
    """Colours come round after seven variants, then with the next dash."""
    if name not in order:
        return Look(GREY, DOTTED, MARKERS[future % len(MARKERS)])
    i, around = order.index(name), len(OKABE_ITO)
    return Look(
        OKABE_ITO[i % around],
        DASHES[(i + i // around) % len(DASHES)],
        MARKERS[(i + i // around + future) % len(MARKERS)],
    )


def contrast(one: str | Colour, other: str | Colour) -> float:
    """Contrast of two colours by WCAG 2: (L1 + 0.05) / (L2 + 0.05), from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + OFFSET) / (dark + OFFSET)


def _luminance(colour: str | Colour) -> float:
    """Relative luminance of sRGB, from 0 to 1."""
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4
             for p in colors.to_rgb(colour)]  # fmt: skip
    return float(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])


@contextmanager
def drawing() -> Iterator[None]:
    """Draw by these rules only, whatever the user's own settings say."""
    with style.context(RULES, after_reset=True):
        yield
