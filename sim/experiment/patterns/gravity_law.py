"""What readings of the gravity law share: which flows, which years, which pairs."""

from typing import ClassVar, Literal

import numpy as np

from sim.experiment.gravity import gravity, over_expected
from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.flows import Array, Mask, listed
from sim.experiment.patterns.targets import Target

LAST_WHOLE_YEAR = 2016
"""Last year of which the record holds back no moves."""
FEWEST = 10.0
"""Counts of a pair below which its residual is mostly luck."""


class GravityReading(Pattern):
    """Flows of the window between countries, and the pairs that the record has in it."""

    of: ClassVar[Literal["moves", "papers"]]
    """Which flows."""
    level = "country"

    @property
    def directed(self) -> bool:
        """Whether there and back are two flows."""
        return self.of == "moves"

    def flows(self, past: Past, target: Target) -> Array:
        """Counts of all years together (P, P)."""
        yearly = past.ledger.moves if self.directed else past.ledger.joint
        return np.asarray(yearly[past.during(target.years)].sum(0))

    def seen(self, past: Past, target: Target) -> Mask | None:
        """Pairs that the record holds back in no year of the window; None is all."""
        held = self.directed and target.years[1] > LAST_WHOLE_YEAR
        return listed(past.ledger.places) if held else None


class GravityTerm(GravityReading):
    """One coefficient of the law."""

    term: ClassVar[str]
    """Which term."""

    def value(self, past: Past, target: Target) -> float:
        """The coefficient."""
        law = gravity(
            self.flows(past, target),
            past.ledger.places,
            directed=self.directed,
            seen=self.seen(past, target),
        )
        return law[self.term]


class GravityResidual(GravityReading):
    """What a pair has over what the law gives it, both directions together."""

    def value(self, past: Past, target: Target) -> float:
        """Ratio; 1 is what sizes, distance, language and history give."""
        a, b = (past.place(code) for code in target.places)
        flows, places = self.flows(past, target), past.ledger.places
        both = np.array([flows[a, b], flows[b, a]])
        if both.sum() < FEWEST:
            return float("nan")
        seen = self.seen(past, target)
        ratios = over_expected(flows, places, directed=self.directed, seen=seen)
        given = both / np.array([ratios[a, b], ratios[b, a]])
        return float(both.sum() / given.sum())

    def note(self, past: Past, target: Target) -> str:
        """How many counts the ratio rests on."""
        a, b = (past.place(code) for code in target.places)
        flows = self.flows(past, target)
        counted = flows[a, b] + flows[b, a] if self.directed else flows[a, b]
        return f"{counted:.0f} {self.of} in all"
