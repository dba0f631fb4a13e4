"""Values of cards as a scenario writes them: in the unit of the card, and inside its range."""

import re
from typing import Final

from sim.evidence.card import Card
from sim.units import NUMBER, SHARE, YEARS_AMOUNT, number_text, refuse, shown

PURE: Final = frozenset(
    {
        "1",
        "ratio",
        "odds ratio",
        "elasticity",
        "utility",
        "log points",
        "squared log points",
        "log-odds",
        "log2",
        "probability per session",
    }
)
FARTHEST: Final = 100.0


def read_amount(card: Card, value: float | str) -> float:
    """A value in the unit of its card; a bare number only where there is no unit to forget.

    Raises:
        PydanticCustomError: the value is no such amount.
    """
    if card.unit == "share":
        return float(str(SHARE.read(value)))
    amount = YEARS_AMOUNT.read(value) if card.unit == "years" else _number(card, value)
    return _sensible(card, amount)


def amount_text(card: Card, value: float) -> str:
    """A value as a scenario writes it."""
    unit = "" if card.unit == "share" or card.unit in PURE else f" {card.unit}"
    return f"{number_text(value)}{unit}"


def range_text(card: Card) -> str:
    """The range of a card in words."""
    return f"{number_text(card.low)} to {amount_text(card, card.high)}"


def _number(card: Card, value: float | str) -> float:
    found = re.fullmatch(rf" *({NUMBER}) *(.*?) *", str(value), re.ASCII)
    if found is None:
        remedy = f'write a number such as "{amount_text(card, card.central)}"'
        refuse("not-an-amount", f"{shown(value)} is not an amount", remedy)
    number = float(found[1].replace("_", ""))
    if found[2] != card.unit and (found[2] or card.unit not in PURE):
        remedy = f'write "{found[1]} {card.unit}"'
        if found[2]:
            refuse("unit-unknown", f"{shown(found[2])} is not the unit of {card.name}", remedy)
        refuse("unit-missing", "the unit is missing", remedy)
    return number


def _sensible(card: Card, value: float) -> float:
    """Not so far from the card that the model would lose its meaning, whatever the source."""
    divides = card.shape == "lognormal" or card.unit == "years" or card.unit.endswith("/USD")
    wrong_side = card.low >= 0 and (value < 0 or (divides and value == 0))
    too_far = abs(value) > FARTHEST * max(abs(card.low), abs(card.high))
    if wrong_side or too_far:
        problem = f"{number_text(value)} has no meaning for {card.name}"
        refuse("out-of-range", problem, f"its card goes from {range_text(card)}")
    return value
