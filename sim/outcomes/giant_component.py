"""How much of the community hangs together."""

from sim.outcomes.base import Array, Count, Ledger


class GiantComponent(Count):
    """How much of the community hangs together."""

    name = "giant_component"
    title = "Largest component"
    unit = "share"
    dims = ()
    time = "stock"
    better = "neither"
    counting = "researchers"
    definition = (
        "Share of all active researchers, those without a tie included, who are in the largest "
        "connected component of living ties at the end of the year."
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.network[:, 0]
