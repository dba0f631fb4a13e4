"""How concentrated the destinations of leavers are."""

from sim.experiment.patterns.base import Past, Pattern
from sim.experiment.patterns.targets import Target
from sim.outcomes.indices import concentration


class SpreadOfMoves(Pattern):
    """Sum of squared shares of the destinations of those who leave a place."""

    name = "spread_of_moves"
    level = "country"
    fails = "Leavers spread over too many or too few places; effects on third countries are off."

    def value(self, past: Past, target: Target) -> float:
        """Herfindahl index; 1 is a single destination."""
        flows = past.ledger.moves[past.during(target.years), past.place(target.places[0])].sum(0)
        flows[[past.place(code) for code in target.without]] = 0.0
        return float(concentration(flows))
