"""How much of the international ties of a place go to one partner."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target


class PairShare(Pattern):
    """Papers of the first place with the second, over its papers with each partner summed."""

    name = "pair_share"
    level = "country"
    fails = "The partner weighs too much or too little among all partners of the place."

    def value(self, past: Past, target: Target) -> float:
        """Share between 0 and 1; papers of many countries count once for each partner."""
        place, other = target.places
        flows = past.ledger.joint[past.during(target.years), past.place(place)].sum(0)
        whole = flows.sum()
        return float(flows[past.place(other)] / whole) if whole > 0 else float("nan")
