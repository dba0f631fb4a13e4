"""What a place's treasury pays."""

from sim.outcomes.base import Array, Count, Ledger


class PublicCost(Count):
    """What a place's treasury pays."""

    name = "public_cost"
    title = "Public cost"
    unit = "MUSD"
    dims = ("place",)
    time = "flow"
    better = "down"
    counting = "paid"
    definition = (
        "Public money spent on programmes by the place in the year, million US dollars of 2025."
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.cost
