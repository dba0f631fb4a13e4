"""How much of the flows between countries stays what it was."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.flows import correlation, frequent
from sim.experiment.patterns.targets import Target

LEAST = 100.0


class Persistence(Pattern):
    """Correlation of logarithms of moves with those of the same pair some years before.

    Over directed pairs of countries with 100 moves a year or more in the record of 2012-16 and
    over all years; the chance of counting is taken out.
    """

    name = "persistence"
    level = "pair"
    fails = (
        "Flows of talent forget too fast, or too slowly, where they went; read no course of a "
        "single flow over years."
    )

    def value(self, past: Past, target: Target) -> float:
        """Correlation; 1 is no change of order."""
        if target.against is None:
            return float("nan")
        a, b = frequent(past.ledger.places, LEAST).nonzero()
        now, before = (
            past.ledger.moves[past.during(years)][:, a, b].ravel()
            for years in (target.years, target.against)
        )
        return correlation(before, now)
