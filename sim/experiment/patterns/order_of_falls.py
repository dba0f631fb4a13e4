"""Whether a break hits partners in the order in which it really did.

Partners with few papers change places by luck. Were the record counted as thinly as the run, its
own order would come out with about ρ = √(v/(v + n)): v is the variance over partners of the
recorded ln changes, n the mean variance that counting adds to them, 1/k for k papers on either
side. What is found is laid beside that, as a measured correlation is beside its reliability
(Spearman 1904).
"""

import numpy as np
from scipy.stats import spearmanr

from sim.evidence.tables import read_table
from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.flows import HALF, MOST_NOISE, Array
from sim.experiment.patterns.targets import Target, Years


class OrderOfFalls(Pattern):
    """Rank correlation over partners of the change in joint papers, run against record.

    Over what the record would reach if it were counted as thinly as the run; at most 1.
    """

    name = "order_of_falls"
    level = "response"
    fails = (
        "Which partners a break hits most is wrong; do not read single third countries after it."
    )

    def value(self, past: Past, target: Target) -> float:
        """Spearman's rho less chance; nan where counting alone would hide most of the order."""
        if target.against is None:
            return float("nan")
        place = target.places[0]
        record = _changes(place, target.years, target.against)
        others = [other for other in record if other in past.ledger.places]
        after, before = (
            _counts(past, place, others, years) for years in (target.years, target.against)
        )
        truth = np.array([record[other] for other in others])
        kept = reliability(np.log(truth), after, before)
        if kept < 1.0 - MOST_NOISE:
            return float("nan")
        return min(1.0, float(spearmanr(after / before, truth).statistic / np.sqrt(kept)))

    def note(self, past: Past, target: Target) -> str:
        """How few papers stand behind the smallest partner."""
        place, before = target.places[0], target.against or target.years
        others = [o for o in _changes(place, target.years, before) if o in past.ledger.places]
        least = min(past.joint(place, [other], before) for other in others)
        return f"{len(others)} partners, the smallest with {least:.1f} papers a year before"


def reliability(truth: Array, after: Array, before: Array) -> float:
    """Share of the variance of ln changes that is not chance of counting, were these the true."""
    noise = float(np.mean(1.0 / after + 1.0 / before))
    return float(np.var(truth) / (np.var(truth) + noise))


def _counts(past: Past, place: str, others: list[str], years: Years) -> Array:
    """Papers with each of the others in all these years, and a half."""
    rows, at = past.during(years), [past.place(other) for other in others]
    return np.asarray(past.ledger.joint[rows, past.place(place)].sum(0)[at] + HALF)


def _changes(place: str, years: Years, against: Years) -> dict[str, float]:
    """Recorded joint papers of the years over those of the earlier ones, by partner."""
    table = read_table("copublications_openalex")
    sums: dict[str, list[float]] = {}
    rows = zip(
        table.words("place_a"),
        table.words("place_b"),
        table.numbers("year"),
        table.numbers("papers"),
        strict=True,
    )
    for one, two, year, papers in rows:
        if place not in {one, two}:
            continue
        sides = sums.setdefault(str(two if one == place else one), [0.0, 0.0])
        for side, (first, last) in enumerate((years, against)):
            sides[side] += papers if first <= year <= last else 0.0
    return {o: after / before for o, (after, before) in sums.items() if after and before}
