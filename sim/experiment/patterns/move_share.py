"""Where leavers go."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target


class MoveShare(Pattern):
    """Moves from the first place to the second, over all moves abroad of the first."""

    name = "move_share"
    level = "country"
    fails = "Talent leaves for the wrong places; gains and losses of third countries are off."

    def value(self, past: Past, target: Target) -> float:
        """Share between 0 and 1."""
        place, other = (past.place(code) for code in target.places)
        flows = past.ledger.moves[past.during(target.years), place].sum(0)
        flows[[past.place(code) for code in target.without]] = 0.0
        return float(flows[other] / flows.sum()) if flows.sum() > 0 else float("nan")
