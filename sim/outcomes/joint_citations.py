"""How often the joint papers of two places are cited in their first five years."""

from sim.outcomes.base import Array, Count, Ledger


class JointCitations(Count):
    """How often the joint papers of two places are cited in their first five years."""

    name = "joint_citations"
    title = "Citations of joint papers within five years"
    unit = "citations"
    dims = ("place", "place")
    time = "flow"
    better = "up"
    counting = "whole, recorded, by year of the paper"
    definition = (
        "Citations that recorded papers of the year with an address in both places gather in "
        "their first five years, also where those lie beyond the end of the run."
    )
    follows = ("data_coverage", "data_compliance")

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.joint_citations
