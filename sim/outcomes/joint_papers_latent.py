"""Joint papers of two places before the record loses some."""

from sim.outcomes.base import Array, Count, Ledger


class JointPapersLatent(Count):
    """Joint papers of two places before the record loses some."""

    name = "joint_papers_latent"
    title = "Joint papers, recorded or not"
    unit = "papers"
    dims = ("place", "place")
    time = "flow"
    better = "up"
    counting = "whole, latent"
    definition = (
        "Papers written with an author address in both places, whether or not a bibliographic "
        "source records them."
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.joint_latent
