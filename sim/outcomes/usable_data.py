"""Open data that works, not data that was promised."""

from sim.outcomes.base import Array, Count, Ledger


class UsableData(Count):
    """Open data that works, not data that was promised."""

    name = "usable_data"
    title = "Usable open data"
    unit = "data stock"
    dims = ("place", "domain")
    time = "stock"
    better = "up"
    counting = "effective compliance"
    definition = "Open data of the place that can really be used at the end of the year, by domain."
    follows = ("data_coverage", "data_compliance")

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.usable_data
