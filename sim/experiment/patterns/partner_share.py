"""How much of the international work of a place one partner takes part in."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target


class PartnerShare(Pattern):
    """Papers of the first place with the second, over all international papers of the first."""

    name = "partner_share"
    level = "country"
    fails = (
        "The place depends on the partner more, or less, than it really does; read no level "
        "of dependency."
    )

    def value(self, past: Past, target: Target) -> float:
        """Share between 0 and 1."""
        place, other = target.places
        during = past.during(target.years)
        whole = past.ledger.international[during, past.place(place)].sum()
        part = past.ledger.joint[during, past.place(place), past.place(other)].sum()
        return float(part / whole) if whole > 0 else float("nan")
