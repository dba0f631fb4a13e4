"""How often co-authors have written together before."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target
from sim.experiment.patterns.watch import Watch


class RepeatPartners(Pattern):
    """Share of the year's pairs of co-authors who had a joint paper in an earlier year."""

    name = "repeat_partners"
    level = "pair"
    fails = (
        "Partnerships are too lasting or too fleeting, and so is everything a programme "
        "leaves behind."
    )

    def value(self, past: Past, target: Target) -> float:
        """Share between 0 and 1."""

        def share(watch: Watch) -> float:
            counted = watch.pairs.over(target.years)
            return counted.seen / counted.pairs if counted.pairs else float("nan")

        return past.watched(share)
