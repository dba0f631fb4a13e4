"""How many ties cross a border."""

from sim.outcomes.base import Array, Count, Ledger


class CrossBorderTies(Count):
    """How many ties cross a border."""

    name = "cross_border_ties"
    title = "Cross-border share of ties"
    unit = "share"
    dims = ()
    time = "stock"
    better = "neither"
    counting = "ties"
    definition = "Share of ties at the end of the year that join researchers in two places."

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.network[:, 2]
