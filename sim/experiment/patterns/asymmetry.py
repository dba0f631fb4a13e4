"""How unequal two partners are."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target


class Asymmetry(Pattern):
    """Share of joint papers in the international papers of the first place, over the second's."""

    name = "asymmetry"
    level = "country"
    fails = "The same joint papers weigh wrongly for the two sides; do not compare what they gain."

    def value(self, past: Past, target: Target) -> float:
        """Ratio of the two shares."""
        one, other = (past.place(code) for code in target.places)
        papers = past.ledger.international[past.during(target.years)].sum(0)
        return float(papers[other] / papers[one]) if papers[one] > 0 else float("nan")
