"""What a queue for the provider's machines takes from those who were granted hours."""

from sim.outcomes.base import Array, Count, Ledger


class VoucherQueue(Count):
    """What a queue for the provider's machines takes from those who were granted hours."""

    name = "voucher_queue"
    title = "Hours lost in the queue"
    unit = "GPU-h"
    dims = ("recipient", "provider")
    time = "flow"
    better = "down"
    counting = "GPU-h"
    definition = (
        "GPU hours of vouchers taken up in the year that expire before the provider's machines "
        "are free."
    )
    follows = ("gpu_hours",)

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.queued
