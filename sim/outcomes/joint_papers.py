"""Joint papers of two places, each paper counted whole."""

from sim.outcomes.base import Array, Count, Ledger


class JointPapers(Count):
    """Joint papers of two places, each paper counted whole."""

    name = "joint_papers"
    title = "Joint papers"
    unit = "papers"
    dims = ("place", "place")
    time = "flow"
    better = "up"
    counting = "whole, recorded"
    definition = (
        "Papers of the year with an author address in both places; a paper of three places counts"
        " once in each of its pairs. Under a mandate those joint in name only are counted too."
    )

    def count(self, ledger: Ledger) -> Array:
        """Real ones and those in name only."""
        return ledger.joint + ledger.joint_nominal
