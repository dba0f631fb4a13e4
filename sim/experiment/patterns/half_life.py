"""How long half of a cohort of authors keeps publishing."""

import numpy as np

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target, Years
from sim.experiment.patterns.watch import Watch


class HalfLife(Pattern):
    """Years from first to last paper that half of the authors of a cohort reach."""

    name = "half_life"
    level = "individual"
    fails = (
        "Careers are too short or too long, and with them what a doctorate or a move leaves behind."
    )

    def value(self, past: Past, target: Target) -> float:
        """Years, between whole years by interpolation."""
        return past.watched(lambda watch: _half_life(watch, target.years))


def _half_life(watch: Watch, years: Years) -> float:
    cohort = watch.authors.of_cohort(years)
    follow = watch.ledger.years[-1] - years[1]
    span = cohort.last - cohort.first
    if len(span) == 0:
        return float("nan")
    staying = np.array([(span >= k).mean() for k in range(follow + 1)])
    below = np.flatnonzero(staying < 0.5)
    if len(below) == 0:
        return float("nan")
    k = int(below[0])
    return float(k - 1 + (staying[k - 1] - 0.5) / (staying[k - 1] - staying[k]))
