"""How many of those who left come back."""

from sim.outcomes.base import Array, Ledger, Ratio


class ReturnShare(Ratio):
    """How many of those who left come back."""

    name = "return_share"
    title = "Return within five years"
    unit = "share"
    dims = ("place",)
    better = "neither"
    counting = "people"
    definition = (
        "Of those who left the place in the five years up to the end of the year,"
        " the share that was back by then."
    )

    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Numerator and denominator."""
        return ledger.returns[..., 0], ledger.returns[..., 1]
