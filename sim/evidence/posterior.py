"""What a fit has learnt about cards: draws that belong together, and a summary of each card."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from sim.errors import Fault
from sim.evidence.card import Card, CardName, Grade, Number, Words
from sim.evidence.page import Page, read_page
from sim.units import Schema, did_you_mean, number_text, refuse

FOLDER = "posterior"
SUMMARY, SAMPLES = "summary.yaml", "samples.csv"
TOGETHER = "posterior.draw"
"""The one share that all fitted cards of a sample have in common."""


class Fitted(Schema):
    """One card after a fit."""

    name: CardName
    """The card."""
    low: Number
    """5 % of the draws lie below."""
    central: Number
    """The value in use; those of all fitted cards are one draw."""
    high: Number
    """5 % of the draws lie above."""
    contraction: Annotated[float, Field(strict=True, gt=0.0, le=1.0)]
    """1 less the spread after the fit over the spread before."""
    grade: Grade
    """A fit to counts is a C."""
    how: Words
    """What was fitted to what."""
    checked: date
    """When it was fitted."""

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if self.low > self.high:
            refuse("range", f"{self.name}: the range runs backwards", "write low <= high")
        return self


@dataclass(frozen=True, slots=True)
class Posterior:
    """All fitted cards: their summaries, and N draws in the order of the summaries."""

    cards: Mapping[str, Fitted]
    draws: Sequence[tuple[float, ...]]

    def central(self) -> dict[str, float]:
        """The values in use."""
        return {name: fitted.central for name, fitted in self.cards.items()}

    def at(self, u: float) -> dict[str, float]:
        """The draw at a share 0 < u < 1 of all of them, which stand in the order of likeness."""
        row = self.draws[min(int(u * len(self.draws)), len(self.draws) - 1)]
        return dict(zip(self.cards, row, strict=True))


def read_posterior(root: Path, cards: Mapping[str, Card]) -> tuple[Posterior | None, list[Fault]]:
    """The posterior in a folder of seeds, none if nothing was fitted, and its faults."""
    folder = root / FOLDER
    if not (folder / SUMMARY).exists():
        return None, []
    page = read_page(folder / SUMMARY, Fitted)
    faults = [*page.faults, *_unknown(page, cards)]
    fitted = {entry.name: entry for entry in page.entries.values()}
    try:
        lines = (folder / SAMPLES).read_text(encoding="utf-8").splitlines()
        titles, *rows = csv.reader(line for line in lines if not line.startswith("#"))
        draws = [tuple(map(float, row)) for row in rows]
    except (OSError, ValueError) as error:
        return None, [*faults, _said(f"cannot be read: {error}", "fit again")]
    if titles != list(fitted) or not draws or {len(row) for row in draws} != {len(titles)}:
        return None, [*faults, _said("its columns are not the cards of summary.yaml", "fit again")]
    faults += _outside(draws, fitted, cards)
    return (None if faults else Posterior(fitted, draws)), faults


def _unknown(page: Page[Fitted], cards: Mapping[str, Card]) -> Iterator[Fault]:
    for index, entry in page.entries.items():
        if entry.name not in cards:
            remedy = did_you_mean(entry.name, list(cards), "fit again")
            problem = f'no card is called "{entry.name}"'
            yield page.fault((index, "name"), "unknown_card", problem, remedy)


def _outside(
    draws: Sequence[tuple[float, ...]], names: Iterable[str], cards: Mapping[str, Card]
) -> Iterator[Fault]:
    """Draws beyond the range of their card: the card was changed since the fit."""
    for column, name in zip(zip(*draws, strict=True), names, strict=True):
        card = cards.get(name)
        if card and not (card.low <= min(column) and max(column) <= card.high):
            span = f"{number_text(card.low)} to {number_text(card.high)}"
            yield _said(f"draws of {name} lie outside of its card ({span})", "fit again")


def _said(problem: str, remedy: str) -> Fault:
    return Fault(f"{FOLDER}/{SAMPLES}", 0, 0, "", problem, remedy, "posterior")
