"""How international the papers of a place are."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target


class InternationalShare(Pattern):
    """Papers of a place with addresses in two places or more, over all papers of the place."""

    name = "international_share"
    level = "country"
    fails = (
        "The room for joint work is wrong: additional papers are likely off in the same direction."
    )

    def value(self, past: Past, target: Target) -> float:
        """Share between 0 and 1."""
        during, a = past.during(target.years), past.place(target.places[0])
        papers = past.ledger.papers[during, a].sum()
        shared = past.ledger.international[during, a].sum()
        return float(shared / papers) if papers > 0 else float("nan")
