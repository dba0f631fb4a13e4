"""How much of the writing is done by new authors."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target
from sim.experiment.patterns.watch import Watch


class Newcomers(Pattern):
    """Share of the year's authorships held by authors without a paper in an earlier year."""

    name = "newcomers"
    level = "individual"
    fails = (
        "Teams renew themselves too fast or too slowly, and so does everything that newcomers "
        "carry."
    )

    def value(self, past: Past, target: Target) -> float:
        """Share between 0 and 1."""

        def share(watch: Watch) -> float:
            counted = watch.pairs.over(target.years)
            return counted.new_seats / counted.seats if counted.seats else float("nan")

        return past.watched(share)
