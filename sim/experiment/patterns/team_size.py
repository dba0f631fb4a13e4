"""How many authors a paper has."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target


class TeamSize(Pattern):
    """Mean number of authors of the papers of the years."""

    name = "team_size"
    level = "pair"
    fails = (
        "Papers have too many or too few authors; whole counts and fractional counts part wrongly."
    )

    def value(self, past: Past, target: Target) -> float:
        """Authors per paper."""
        return past.watched(lambda watch: watch.teams.mean(target.years))
