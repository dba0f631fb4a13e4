"""How many partnerships come to one paper only."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target
from sim.experiment.patterns.watch import Watch


class OneOff(Pattern):
    """Share of the pairs of co-authors of the years who wrote a single joint paper in them."""

    name = "one_off"
    level = "pair"
    fails = "Single encounters lead too often, or too seldom, to lasting work."

    def value(self, past: Past, target: Target) -> float:
        """Share between 0 and 1."""

        def share(watch: Watch) -> float:
            papers = watch.pairs.papers_of_pairs(target.years)
            return float((papers == 1).mean()) if len(papers) else float("nan")

        return past.watched(share)
