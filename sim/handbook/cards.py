"""Cards as tables and links: value in use, range, unit, grade, and what each rests on."""

import re
from collections.abc import Iterable
from functools import cache

from sim.evidence.card import Card
from sim.evidence.shelf import Shelf
from sim.handbook.markdown import code, link, table
from sim.units import number_text

PAGE = "parameters.md"
FIGURES = 4
NAME = re.compile(r"(?<![\w./`])[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*(?![\w/`]|\.\w)")


@cache
def shelf() -> Shelf:
    """All evidence, read once."""
    return Shelf.read()


def linked(text: str) -> str:
    """The same text with every name of a card leading to it."""
    return NAME.sub(lambda found: _link(found[0]), text)


def card_link(name: str) -> str:
    """A link to the room of a card."""
    return link(code(name), f"{PAGE}#{shelf().card(name).room}")


def card_table(names: Iterable[str]) -> str:
    """Cards in short: value in use, range, unit and grade."""
    cards = [shelf().card(name) for name in names]
    rows = [(card_link(c.name), value(c), span(c), c.unit, c.grade) for c in cards]
    return table(("parameter", "value", "range", "unit", "grade"), rows)


def value(card: Card) -> str:
    """The value in use; one that comes from a fit says so."""
    posterior, in_use = shelf().posterior, _values()[card.name]
    if posterior is None or card.name not in posterior.cards:
        return number_text(in_use)
    return f"{rounded(in_use)} (fitted)"


def rounded(number: float) -> str:
    """A fitted number with the figures that it bears."""
    return number_text(float(f"{number:.{FIGURES}g}"))


def span(card: Card) -> str:
    """The range of a card; a number that never moves has none."""
    if card.shape == "fixed":
        return "fixed"
    return f"{number_text(card.low)} to {number_text(card.high)}"


@cache
def _values() -> dict[str, float]:
    return shelf().values()


def _link(name: str) -> str:
    return card_link(name) if name in shelf().cards else name
