"""Who works where, and where they come from."""

from sim.outcomes.base import Array, Count, Ledger


class TalentStock(Count):
    """Who works where, and where they come from."""

    name = "talent_stock"
    title = "Talent stock"
    unit = "people"
    dims = ("place", "background", "stage")
    time = "stock"
    better = "neither"
    counting = "people"
    definition = (
        "Active researchers in the place at the end of the year, by origin (home or abroad) and "
        "career stage."
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.stock
