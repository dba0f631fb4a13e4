"""Whether papers lost with some partners reappear with others."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target


class Diversion(Pattern):
    """Joint papers of a place with a group of partners after a break, over those before it."""

    name = "diversion"
    level = "response"
    fails = (
        "Shocks act too hard or too softly on joint work; effects under the futures of "
        "escalation and thaw are then off."
    )

    def value(self, past: Past, target: Target) -> float:
        """Ratio of the yearly means; 1 is no change."""
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
