"""How often researchers leave a place."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target


class OutRate(Pattern):
    """Moves abroad in the years per 1,000 researchers at year's end."""

    name = "out_rate"
    level = "country"
    fails = (
        "Flows of talent start from a wrong number of leavers; read changes between variants, "
        "not levels of moves."
    )

    def value(self, past: Past, target: Target) -> float:
        """Per 1,000 researchers."""
        during, a = past.during(target.years), past.place(target.places[0])
        heads = past.ledger.stock[during, a].sum()
        moved = past.ledger.moves[during, a].sum()
        return float(1000.0 * moved / heads) if heads > 0 else float("nan")
