"""Whether people leave a place more often than before."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target


class RateRise(Pattern):
    """Moves abroad per researcher of the years over those of the earlier years."""

    name = "rate_rise"
    level = "response"
    fails = (
        "No driver makes people leave for political reasons: after the record the rate is held. Do "
        "not read who leaves a place under pressure; it is too few."
    )

    def value(self, past: Past, target: Target) -> float:
        """Ratio of the two rates; 1 is no change."""
        if target.against is None:
            return float("nan")
        a = past.place(target.places[0])
        moved, heads = (
            [float(yearly[past.during(years), a].sum()) for years in (target.years, target.against)]
            for yearly in (past.ledger.moves, past.ledger.stock)
        )
        if not (all(heads) and moved[1]):
            return float("nan")
        return (moved[0] / heads[0]) / (moved[1] / heads[1])
