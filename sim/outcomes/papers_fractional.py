"""Papers of a place, each paper shared out over its places."""

from sim.outcomes.base import Array, Count, Ledger


class PapersFractional(Count):
    """Papers of a place, each paper shared out over its places."""

    name = "papers_fractional"
    title = "Papers, fractional"
    unit = "papers"
    dims = ("place",)
    time = "flow"
    better = "up"
    counting = "fractional by author slots, recorded"
    definition = (
        "Sum over papers of the share of author slots in the place; adds up to the number of "
        "papers."
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.papers_fractional
