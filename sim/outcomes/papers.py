"""Papers of a place, each paper counted whole."""

from sim.outcomes.base import Array, Count, Ledger


class Papers(Count):
    """Papers of a place, each paper counted whole."""

    name = "papers"
    title = "Papers"
    unit = "papers"
    dims = ("place",)
    time = "flow"
    better = "up"
    counting = "whole, recorded"
    definition = "Papers of the year with an author address in the place; not additive over places."
    follows = (
        "withheld",
        "home_made",
        "research_people",
        "cloud_hours",
        "federated_nodes",
        "pooled_nodes",
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.papers
