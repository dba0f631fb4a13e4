"""Joint papers of two places, each paper shared out over its pairs."""

from sim.outcomes.base import Array, Count, Ledger


class JointPapersFractional(Count):
    """Joint papers of two places, each paper shared out over its pairs."""

    name = "joint_papers_fractional"
    title = "Joint papers, fractional"
    unit = "papers"
    dims = ("place", "place")
    time = "flow"
    better = "up"
    counting = "fractional by author slots, recorded"
    definition = (
        "Sum over papers of 2 w_a w_b / (1 - sum of w squared), w the share of author slots; an "
        "international paper adds one in all."
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.joint_fractional
