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
    definition = (
        "Share of the pairs of researchers with a living tie at the end of the year who are in two "
        "places; a pair counts once, whoever of the two remembers it."
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.network[:, 2]
