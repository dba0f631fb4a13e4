"""The page of parameters: every card with its source, and every source."""

from collections.abc import Mapping
from functools import cache

from sim.evidence.card import Card, Source
from sim.handbook.cards import shelf, span, value
from sim.handbook.markdown import Page, code, file_link, link, section, table
from sim.handbook.reading import modules
from sim.units import number_text

ROOMS = ("sim/world", "sim/dynamics", "sim/policies", "sim/model", "sim/experiment",
         "sim/calibration")  # fmt: skip
GRADES: Mapping[str, str] = {
    "A": "causal studies that agree",
    "B": "one causal study, or one in another setting",
    "C": "a correlation or a count; also a known sign with a size of our own",
    "D": "an assumption",
}
NO_A = "No card has an A: no causal estimate of these instruments exists for a corridor like this."
SEEN: Mapping[str, str] = {
    "read": "read",
    "secondary": "known through somebody else's words",
    "recalled": "recalled",
    "own": "own estimate",
    "assumption": "assumption",
}
SAYS = (
    "Every number of the model is a card: a value in use, the range worth trying, and what it "
    "rests on. No number stands in the code."
)


def parameters_page() -> Page:
    """Every card by room, and the sources."""
    rooms = sorted({card.room for card in shelf().cards.values()})
    parts = [section(2, "Grades", grade_table()), *(_room(room) for room in rooms), _sources()]
    return Page("parameters", "Parameters", SAYS, "\n\n".join(parts))


def grade_table() -> str:
    """How many cards have each grade, and what it means."""
    counts = dict.fromkeys(GRADES, 0)
    for card in shelf().cards.values():
        counts[card.grade] += 1
    rows = [(grade, str(counts[grade]), GRADES[grade]) for grade in GRADES]
    said = table(("grade", "cards", "the number rests on"), rows)
    weakest = "A grade is never better than the weakest step from the source to the number."
    return f"{said}\n\n{weakest}" + (f" {NO_A}" if not counts["A"] else "")


@cache
def readers() -> Mapping[str, tuple[str, ...]]:
    """Card -> the files that name it as theirs."""
    found: dict[str, tuple[str, ...]] = {}
    for module in (module for room in ROOMS for module in modules(room)):
        for card in module.names("CARDS"):
            found[card] = (*found.get(card, ()), module.name)
    return found


def _room(room: str) -> str:
    cards = [card for _, card in sorted(shelf().cards.items()) if card.room == room]
    files = sorted({name for card in cards for name in readers().get(card.name, ())})
    said = f"Read by {', '.join(map(file_link, files))}."
    return section(2, room, said, table(HEADINGS, map(_row, cards)))


HEADINGS = (
    "parameter",
    "value",
    "range, shape",
    "unit",
    "grade",
    "source",
    "how",
    "would be raised by",
)


def _row(card: Card) -> tuple[str, ...]:
    sources = ", ".join(link(source, "#sources") for source in card.sources)
    how = f"{card.how} *For:* {card.scope}."
    shape = span(card) if card.shape == "fixed" else f"{span(card)}, {card.shape}"
    return code(card.name), value(card), shape, card.unit, card.grade, sources, how, card.raises


def _sources() -> str:
    rows = [_source(source) for _, source in sorted(shelf().sources.items())]
    headings = ("id", "what", "who", "year", "where", "licence of its data", "known here as")
    return section(2, "Sources", table(headings, rows))


def _source(source: Source) -> tuple[str, ...]:
    where = f"<{source.where}>" if source.where.startswith("http") else source.where
    year, seen = number_text(source.year).replace(",", ""), SEEN[source.seen]
    return code(source.id), source.title, source.authors, year, where, source.licence, seen
