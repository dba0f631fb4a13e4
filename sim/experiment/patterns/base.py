"""What a pattern is: one statistic, read from a run and laid beside what the record says."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from math import isnan, sqrt
from typing import ClassVar, Literal

import numpy as np

from sim.experiment.patterns.targets import Target, Years
from sim.experiment.patterns.watch import Watch
from sim.outcomes.base import Ledger

Verdict = Literal["in band", "not in band", "not read"]
Level = Literal["individual", "pair", "country", "response"]


@dataclass(frozen=True, slots=True)
class Past:
    """What one run has left behind, or several replicates pooled."""

    ledger: Ledger
    watches: tuple[Watch, ...] = ()

    def place(self, code: str) -> int:
        """Position of a place."""
        return self.ledger.places.index(code)

    def during(self, years: Years) -> slice:
        """Rows of the ledger, both years included."""
        return slice(years[0] - self.ledger.years[0], years[1] + 1 - self.ledger.years[0])

    def joint(self, place: str, others: Sequence[str], years: Years) -> float:
        """Joint papers a year of a place with others, each pair counted."""
        a, them = self.place(place), [self.place(other) for other in others]
        return float(self.ledger.joint[self.during(years)][:, a, them].sum(1).mean())

    def watched(self, reading: Callable[[Watch], float]) -> float:
        """Mean over the replicates of something read off their books."""
        return float(np.mean([reading(watch) for watch in self.watches]))


def pool(pasts: Sequence[Past]) -> Past:
    """Replicates as one run: their counts added, so that ratios are ratios of means."""
    first = pasts[0].ledger
    arrays = [field.name for field in fields(Ledger)[2:]]
    added = (np.sum([getattr(past.ledger, name) for past in pasts], axis=0) for name in arrays)
    watches = tuple(watch for past in pasts for watch in past.watches)
    return Past(Ledger(first.years, first.places, *added), watches)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out, beside what should have. ``error``: standard error over replicates."""

    value: float
    target: float
    low: float
    high: float
    error: float = float("nan")
    note: str = ""

    @property
    def verdict(self) -> Verdict:
        """Whether it lies in the band."""
        if isnan(self.value):
            return "not read"
        return "in band" if self.low <= self.value <= self.high else "not in band"

    @property
    def distance(self) -> float:
        """Distance from the target in half widths of the band; up to 1 on a side is inside."""
        side = self.high - self.target if self.value > self.target else self.target - self.low
        gap = self.value - self.target
        return gap / side if side > 0.0 else gap


class Pattern(ABC):
    """One statistic; the docstring of the class is its definition."""

    name: ClassVar[str]
    """As the targets name it."""
    level: ClassVar[Level]
    """What it speaks about."""
    fails: ClassVar[str]
    """What it means for a user when it fails."""
    remark: ClassVar[str] = ""
    """What to mind whenever it is read."""
    window: ClassVar[bool] = False
    """Whether the teams of its years have to be kept."""

    @property
    def definition(self) -> str:
        """How the statistic is computed."""
        return " ".join((type(self).__doc__ or "").split())

    @abstractmethod
    def value(self, past: Past, target: Target) -> float:
        """The statistic in a run; nan where it cannot be read."""

    def note(self, past: Past, target: Target) -> str:  # noqa: ARG002 -- most have nothing to add
        """What a reader should know about this reading."""
        return self.remark

    def read(self, pasts: Sequence[Past], target: Target) -> Reading:
        """The statistic over all replicates, with its error where there are several."""
        together = pool(pasts)
        apart = [self.value(past, target) for past in pasts] if len(pasts) > 1 else []
        return Reading(
            value=self.value(together, target),
            target=target.value,
            low=target.low,
            high=target.high,
            error=float(np.std(apart, ddof=1)) / sqrt(len(apart)) if apart else float("nan"),
            note=self.note(together, target),
        )
