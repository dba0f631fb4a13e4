"""Studies, claims and units as text."""

from collections.abc import Iterable, Sequence

from sim.cli.layout import entries
from sim.evidence.card import Card, Claim, Source
from sim.evidence.shelf import Shelf

PLAIN = "1"
GRADES = {
    "A": "a cause, shown more than once",
    "B": "a cause, shown once or in another setting",
    "C": "a correlation",
    "D": "an assumption",
}
SEEN = {
    "read": "read",
    "secondary": "known through others",
    "recalled": "from memory, to be checked",
    "own": "our own estimate",
    "assumption": "assumed",
}


def sources_text(sources: Sequence[Source]) -> str:
    """Studies and data sets, with how well each is known here."""
    return entries(
        [(s.id, f"{s.title}. {s.authors} ({s.year}). {s.where}. [{SEEN[s.seen]}]") for s in sources]
    )


def claims_text(shelf: Shelf, claims: Sequence[Claim]) -> str:
    """Claims, each with the document that makes it."""
    return entries(
        [(c.id, f"{c.says} [{c.kind}; {shelf.documents[c.document].title}]") for c in claims]
    )


def unit_words(card: Card) -> str:
    """The unit behind a number; a plain number has none."""
    return "" if card.unit == PLAIN else f" {card.unit}"


def grade_words(cards: Iterable[Card]) -> str:
    """What the letters mean that some cards have."""
    letters = sorted({card.grade for card in cards})
    return f"grades: {'; '.join(f'{letter} {GRADES[letter]}' for letter in letters)}"
