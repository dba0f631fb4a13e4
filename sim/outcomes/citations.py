"""How often the papers of a place are cited in their first five years."""

from sim.outcomes.base import Array, Count, Ledger


class Citations(Count):
    """How often the papers of a place are cited in their first five years."""

    name = "citations"
    title = "Citations within five years"
    unit = "citations"
    dims = ("place",)
    time = "flow"
    better = "up"
    counting = "whole, recorded, by year of the paper"
    definition = (
        "Citations that recorded papers of the year with an address in the place gather in their "
        "first five years, also where those lie beyond the end of the run."
    )
    follows = ("data_coverage", "data_compliance")

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.citations
