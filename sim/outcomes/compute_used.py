"""Who computes on whose machines."""

from sim.outcomes.base import Array, Count, Ledger


class ComputeUsed(Count):
    """Who computes on whose machines."""

    name = "compute_used"
    title = "Compute used"
    unit = "GPU-h"
    dims = ("recipient", "provider")
    time = "flow"
    better = "neither"
    counting = "GPU-h"
    definition = "GPU hours used in the year, by place of the user and place of the provider."
    follows = ("gpu_hours", "cloud_hours", "withheld", "home_made")

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.compute
