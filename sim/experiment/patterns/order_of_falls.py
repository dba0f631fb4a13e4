"""Whether a break hits partners in the order in which it really did."""

import numpy as np
from scipy.stats import spearmanr

from sim.evidence.tables import read_table
from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target, Years

FEW = 0.5


class OrderOfFalls(Pattern):
    """Rank correlation over partners of the change in joint papers, run against record."""

    name = "order_of_falls"
    level = "response"
    fails = (
        "Which partners a break hits most is wrong; do not read single third countries after it."
    )

    def value(self, past: Past, target: Target) -> float:
        """Spearman's rho over the partners that the record has in both periods."""
        if target.against is None:
            return float("nan")
        place = target.places[0]
        record = _changes(place, target.years, target.against)
        others = [other for other in record if other in past.ledger.places]
        after = np.array([past.joint(place, [other], target.years) for other in others])
        before = np.array([past.joint(place, [other], target.against) for other in others])
        change = (after + FEW) / (before + FEW)
        return float(spearmanr(change, [record[other] for other in others]).statistic)

    def note(self, past: Past, target: Target) -> str:
        """How few papers stand behind the smallest partner."""
        place, before = target.places[0], target.against or target.years
        others = [o for o in _changes(place, target.years, before) if o in past.ledger.places]
        least = min(past.joint(place, [other], before) for other in others)
        return f"{len(others)} partners, the smallest with {least:.1f} papers a year before"


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
