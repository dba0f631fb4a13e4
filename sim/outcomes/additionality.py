"""What support changed about the joint papers it paid for."""

from sim.outcomes.base import Array, Count, Ledger


class Additionality(Count):
    """What support changed about the joint papers it paid for."""

    name = "additionality"
    title = "Supported joint papers by label"
    unit = "papers"
    dims = ("label",)
    time = "flow"
    better = "neither"
    counting = "whole, paired with the baseline run"
    definition = (
        "Joint papers of supported projects by what the same pair did in the baseline run: new, "
        "earlier, the same, or in place of another paper."
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.additionality
