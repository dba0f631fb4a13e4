"""How much two places came to write together."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target


class Rise(Pattern):
    """Joint papers of two places, yearly mean of the years over that of the earlier years."""

    name = "rise"
    level = "country"
    fails = (
        "The baseline of the pair grows at a wrong pace, and with it every number of "
        "additional papers that is a share of it."
    )

    def value(self, past: Past, target: Target) -> float:
        """Ratio of the two yearly means."""
        if target.against is None:
            return float("nan")
        place, *others = target.places
        before = past.joint(place, others, target.against)
        return past.joint(place, others, target.years) / before if before > 0 else float("nan")

    def note(self, past: Past, target: Target) -> str:
        """How many papers the ratio rests on."""
        place, *others = target.places
        counted = past.joint(place, others, target.against or target.years)
        return f"{counted:.1f} joint papers a year in the earlier years"
