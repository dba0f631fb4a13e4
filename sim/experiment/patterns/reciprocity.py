"""Whether many go where many come from."""

import numpy as np

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.flows import Array, correlation, frequent
from sim.experiment.patterns.targets import Target

LEAST = 200.0


class Reciprocity(Pattern):
    """Correlation of logarithms of moves in one direction with those in the other.

    Over pairs of countries with 200 moves a year or more both ways in the record of 2012-16, all
    years of the window together; the chance of counting is taken out.
    """

    name = "reciprocity"
    level = "pair"
    fails = "Talent circulates too little or too much; read gross flows, and no net ones."

    def value(self, past: Past, target: Target) -> float:
        """Correlation; 1 is a flow back for every flow there."""
        return correlation(*there_and_back(past, target))


def there_and_back(past: Past, target: Target) -> tuple[Array, Array]:
    """Moves of the window in both directions, for each pair of the record that is frequent."""
    moves = past.ledger.moves[past.during(target.years)].sum(0)
    a, b = np.triu(frequent(past.ledger.places, LEAST, both_ways=True)).nonzero()
    return moves[a, b], moves[b, a]
