"""What a fit says of one card: before and after, how far it contracted, identified or not."""

from dataclasses import dataclass

from sim.errors import UsageError
from sim.evidence.card import Card
from sim.evidence.shelf import Shelf
from sim.store.reference import read_csv, reference_folder

TABLE = "calibration/cards.csv"
FIGURES = 3
TAIL = 0.05


@dataclass(frozen=True, slots=True)
class Learnt:
    """One card before and after the fit that ships, or else the fit that is kept."""

    prior: tuple[float, float, float]
    """5, 50 and 95 % points of the card."""
    posterior: tuple[float, float, float] | None
    """The same after the fit; none where it taught nothing, or where there was none."""
    contraction: float | None
    """1 less the spread after over the spread before; none where the card was in no fit."""
    identified: bool
    ships: bool
    """Whether the model runs on the fit."""
    verdict: str

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The same in lines."""
        told = [("before a fit", _points(self.prior))]
        if self.posterior:
            told.append(("after the fit", _points(self.posterior)))
        if self.contraction is not None:
            told.append(("contraction", f"{max(self.contraction, 0.0):.0%}"))
        return [*told, ("identified", self.verdict)]


def learnt(shelf: Shelf, card: Card) -> Learnt:
    """What is known of a card beyond the card."""
    prior = (card.at(TAIL), card.at(0.5), card.at(1.0 - TAIL))
    ships = shelf.posterior is not None
    row = _kept(card.name)
    if shelf.posterior and card.name in shelf.posterior.cards:
        fitted = shelf.posterior.cards[card.name]
        column = list(shelf.posterior.cards).index(card.name)
        drawn = sorted(draw[column] for draw in shelf.posterior.draws)
        middle = drawn[len(drawn) // 2]
        says = f"yes, fitted {fitted.checked}; the model runs on {fitted.central:.4g}"
        after = (fitted.low, middle, fitted.high)
        return Learnt(prior, after, fitted.contraction, True, ships, says)
    if row is None:
        return Learnt(prior, None, None, False, ships, "in no fit that is kept, so not by data")
    contraction = float(row["contraction"])
    if row["identified"] != "yes":
        says = "no: the record says too little of it at this size, and it keeps its range"
        return Learnt(prior, None, contraction, False, ships, says)
    low, middle, high = (float(row[f"posterior_{share}"]) for share in (5, 50, 95))
    says = "yes, but that fit does not ship: the central value of the card is in use"
    return Learnt(prior, (low, middle, high), contraction, True, False, says)


def _kept(name: str) -> dict[str, str] | None:
    """The row of a card in the tables of the fit that is kept."""
    try:
        rows = read_csv(reference_folder() / TABLE)
    except UsageError:
        return None
    return next((row for row in rows if row["card"] == name), None)


def _points(points: tuple[float, float, float]) -> str:
    low, middle, high = (f"{value:.{FIGURES}g}" for value in points)
    return f"{low} to {high} (5 and 95 %), middle {middle}"
