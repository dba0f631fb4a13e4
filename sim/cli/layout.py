"""Words and rows laid out on a screen of a given width; no number is ever shortened."""

import shutil
import textwrap
from collections.abc import Sequence

GAP = 2
NARROWEST_TEXT = 16
READABLE_TEXT = 32
BELOW = 4


def width() -> int:
    """How many columns the screen has; COLUMNS decides where it is set."""
    return shutil.get_terminal_size((80, 24)).columns


def rows_text(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under headings: all columns as wide as they need, the last one wrapped.

    Where that leaves too little room to read in, the last one stands below the others.
    """
    cells = [list(headings), *map(list, rows)]
    lead = [max(len(row[i]) for row in cells) for i in range(len(headings) - 1)]
    indent = sum(lead) + GAP * len(lead)
    room = max(width() - indent, NARROWEST_TEXT)
    below = room < READABLE_TEXT and any(len(row[-1]) > room for row in cells)
    if below:
        indent, room = BELOW, max(width() - BELOW, NARROWEST_TEXT)
    lines = []
    for row in cells:
        start = "".join(cell.ljust(size + GAP) for cell, size in zip(row, lead, strict=False))
        words = textwrap.wrap(row[-1], room, break_long_words=False, break_on_hyphens=False)
        first, *rest = ["", *words] if below else words or [""]
        lines += [(start + first).rstrip(), *(" " * indent + word for word in rest)]
    return "\n".join(lines)


def paragraph(text: str, indent: int = 0, lead: str | None = None) -> str:
    """Text wrapped to the screen, every line indented; the first one after a lead of its own."""
    return textwrap.fill(
        " ".join(text.split()),
        max(width(), NARROWEST_TEXT + indent),
        initial_indent=" " * indent if lead is None else lead,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def entries(pairs: Sequence[tuple[str, str]], indent: int = 2) -> str:
    """Names with their texts beside them; pairs without a text are left out."""
    kept = [(name, text) for name, text in pairs if text]
    widest = max((len(name) for name, _ in kept), default=0)
    lines = []
    for name, text in kept:
        lead = " " * indent + name.ljust(widest + GAP)
        room = max(width() - len(lead), NARROWEST_TEXT)
        words = textwrap.wrap(
            " ".join(text.split()), room, break_long_words=False, break_on_hyphens=False
        )
        lines += [lead + words[0], *(" " * len(lead) + word for word in words[1:])]
    return "\n".join(lines)
