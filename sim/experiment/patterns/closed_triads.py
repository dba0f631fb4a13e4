"""Whether partners of an author are partners of each other far more often than by chance."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target
from sim.experiment.patterns.team_book import transitivity, transitivity_by_chance
from sim.experiment.patterns.watch import Watch


class ClosedTriads(Pattern):
    """Transitivity of the years' co-author network over the one expected by chance.

    Chance leaves every author the number of partners, but not the partners.
    """

    name = "closed_triads"
    level = "pair"
    fails = (
        "The network has no clusters; spread of ties from one supported pair to others is not "
        "to be read."
    )
    window = True
    remark = "grows with the size of the simulated world: a sign, not a size"

    def value(self, past: Past, target: Target) -> float:
        """Ratio; 1 is chance."""

        def ratio(watch: Watch) -> float:
            graph = watch.teams.graph(target.years)
            return transitivity(graph) / transitivity_by_chance(graph)

        return past.watched(ratio)
