"""How often partners of an author are partners of each other."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target
from sim.experiment.patterns.team_book import transitivity


class Clustering(Pattern):
    """Triangles of the years' co-author network, times 3, over its connected triples."""

    name = "clustering"
    level = "pair"
    fails = (
        "Teams are woven together too loosely or too tightly; read no network outcome as a level."
    )
    window = True

    def value(self, past: Past, target: Target) -> float:
        """Share between 0 and 1."""
        return past.watched(lambda watch: transitivity(watch.teams.graph(target.years)))
