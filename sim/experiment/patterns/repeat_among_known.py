"""How often two established authors who write together did so before."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target
from sim.experiment.patterns.watch import Watch


class RepeatAmongKnown(Pattern):
    """Share with a joint paper in an earlier year among the year's pairs of two earlier authors."""

    name = "repeat_among_known"
    level = "pair"
    fails = (
        "Partnerships among the established are too lasting or too fleeting, and so is what a "
        "programme leaves behind."
    )

    def value(self, past: Past, target: Target) -> float:
        """Share between 0 and 1."""

        def share(watch: Watch) -> float:
            counted = watch.pairs.over(target.years)
            return counted.seen_known / counted.known if counted.known else float("nan")

        return past.watched(share)
