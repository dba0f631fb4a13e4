"""What patterns of growth share: joint papers of some years over those of earlier years."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target


class Growth(Pattern):
    """Joint papers of a place with others, yearly mean of the years over that of earlier years."""

    def value(self, past: Past, target: Target) -> float:
        """Ratio of the two yearly means; 1 is no change."""
        if target.against is None:
            return float("nan")
        place, *others = target.places
        before = past.joint(place, others, target.against)
        return past.joint(place, others, target.years) / before if before > 0 else float("nan")

    def note(self, past: Past, target: Target) -> str:
        """How many papers the ratio rests on."""
        place, *others = target.places
        counted = past.joint(place, others, target.against or target.years)
        return f"{counted:.1f} joint papers a year before"
