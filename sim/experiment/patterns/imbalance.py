"""How one-sided flows between two countries are."""

import numpy as np

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.reciprocity import there_and_back
from sim.experiment.patterns.targets import Target

MOST_NOISE = 0.06


class Imbalance(Pattern):
    """Quantile over pairs of net over gross moves, |there - back| / (there + back).

    Over pairs of countries with 200 moves a year or more both ways in the record of 2012-16.
    """

    name = "imbalance"
    level = "pair"
    fails = "Gains and losses of talent between two places are off; read gross flows, no net ones."
    remark = "chance of counting adds to it in a small world"

    def value(self, past: Past, target: Target) -> float:
        """Share; 0 is circulation, 1 one way; nan where chance alone would give that much."""
        there, back = there_and_back(past, target)
        gross = there + back
        if target.quantile is None or not gross.all():
            return float("nan")
        if float(np.median(gross)) ** -0.5 > MOST_NOISE:
            return float("nan")
        return float(np.quantile(np.abs(there - back) / gross, target.quantile))
