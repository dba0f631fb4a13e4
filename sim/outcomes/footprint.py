"""Whom a policy has reached, directly or through others."""

from sim.outcomes.base import Array, Count, Ledger


class Footprint(Count):
    """Whom a policy has reached, directly or through others."""

    name = "footprint"
    title = "Footprint"
    unit = "share"
    dims = ()
    time = "stock"
    better = "neither"
    counting = "researchers"
    definition = (
        "Share of researchers whose state differs from the baseline run of the same draws, at the"
        " end of the year."
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.footprint
