"""How often partners of a researcher work together."""

from sim.outcomes.base import Array, Count, Ledger


class Clustering(Count):
    """How often partners of a researcher work together."""

    name = "clustering"
    title = "Clustering"
    unit = "share"
    dims = ()
    time = "stock"
    better = "neither"
    counting = "researchers"
    definition = (
        "Share of all pairs of partners of one researcher that are partners themselves, at the "
        "end of the year; who has many partners weighs by their pairs (transitivity)."
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.network[:, 1]
