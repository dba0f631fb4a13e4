"""What becomes of the hours that vouchers promise."""

from sim.outcomes.base import Array, Count, Ledger


class VoucherHours(Count):
    """What becomes of the hours that vouchers promise."""

    name = "voucher_hours"
    title = "Voucher hours"
    unit = "GPU-h"
    dims = ("fate",)
    time = "flow"
    better = "neither"
    counting = "GPU-h of all recipients together"
    definition = (
        "GPU hours of vouchers issued, used and expired in the year, of all places together. "
        "By recipient and provider stand the hours used (compute_used) and lost (voucher_queue)."
    )
    follows = ("gpu_hours",)

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.vouchers
