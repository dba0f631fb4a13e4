"""How long half of a cohort of authors keeps publishing."""

from math import log

import numpy as np

from sim.experiment.patterns.author_book import Careers
from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target, Years
from sim.experiment.patterns.watch import Watch

HALF = 0.5


class HalfLife(Pattern):
    """Years from first to last paper that half of the authors of a cohort reach."""

    name = "half_life"
    level = "individual"
    fails = (
        "Careers are too short or too long, and with them what a doctorate or a move leaves behind."
    )

    def value(self, past: Past, target: Target) -> float:
        """Years, between whole years by interpolation."""
        return past.watched(lambda watch: half_life(*followed(watch, target.years)))


def followed(watch: Watch, years: Years) -> tuple[Careers, int]:
    """The careers of a cohort, and for how many years all of them are seen."""
    return watch.authors.of_cohort(years), watch.ledger.years[-1] - years[1]


def half_life(cohort: Careers, follow: int) -> float:
    """Years after which less than half still have a paper ahead; nan where none of those seen."""
    span = cohort.last - cohort.first
    if len(span) == 0:
        return float("nan")
    staying = np.array([(span >= k).mean() for k in range(follow + 1)])
    below = np.flatnonzero(staying < HALF)
    if len(below) == 0:
        return float("nan")
    k = int(below[0])
    return float(k - 1 + (staying[k - 1] - HALF) / (staying[k - 1] - staying[k]))


def lengthened(cohort: Careers, follow: int) -> float:
    """The same, and where half are not seen to go, as if the rest went on as so far.

    With a share s still there at the end of the k years that are seen, k ln ½ / ln s ≥ k.
    """
    seen = half_life(cohort, follow)
    staying = float((cohort.last - cohort.first >= follow).mean()) if len(cohort.last) else 0.0
    if not np.isnan(seen) or not 0.0 < staying < 1.0:
        return seen
    return follow * log(HALF) / log(staying)
