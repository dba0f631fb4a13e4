"""What a fit may move: cards with a range that decide a history without policies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.errors import UsageError
from sim.evidence.card import Card
from sim.evidence.rooms import FITTED
from sim.evidence.shelf import Shelf
from sim.units import did_you_mean

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Priors:
    """The D cards that are fitted, in alphabetical order; a point is a share of each prior."""

    cards: tuple[Card, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(card.name for card in self.cards)

    def values(self, u: Sequence[float] | Array) -> dict[str, float]:
        """The values at a point of the unit cube: range and shape are those of the cards."""
        return {card.name: card.at(float(share)) for card, share in zip(self.cards, u, strict=True)}


def priors_of(cards: Mapping[str, Card], only: Sequence[str] = ()) -> Priors:
    """The priors of all cards that can be fitted, or of those named.

    Raises:
        UsageError: a name that no card, or only a fixed one, has.
    """
    free = {
        name: card
        for name, card in sorted(cards.items())
        if card.room in FITTED and card.low < card.high
    }
    for name in only:
        if name not in free:
            remedy = did_you_mean(name, list(free), "sim list cards shows all")
            msg = f'"{name}" is no card that can be fitted; {remedy}'
            raise UsageError(msg)
    return Priors(tuple(card for name, card in free.items() if not only or name in only))


def shelf_priors(only: Sequence[str] = ()) -> Priors:
    """The priors of the evidence that comes with the program."""
    return priors_of(Shelf.read().cards, only)
