"""How charts look: colours and dashes that survive print and colour blindness."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from matplotlib import colors, style

GREY = "#666666"
FAINT = "#bbbbbb"
INK = "#222222"
OKABE_ITO = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")

Dash = str | tuple[int, tuple[float, ...]]

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


def looks(variants: Sequence[str], reference: str) -> dict[str, Look]:
    """The look of every variant, the same in every chart of a run."""
    found = {reference: Look(GREY, DOTTED, "o")}
    for i, name in enumerate(name for name in variants if name != reference):
        at = i % len(OKABE_ITO)
        found[name] = Look(OKABE_ITO[at], DASHES[at], MARKERS[at])
    return found


@contextmanager
def drawing() -> Iterator[None]:
    """Draw by these rules only, whatever the user's own settings say."""
    with style.context(RULES, after_reset=True):
        yield
