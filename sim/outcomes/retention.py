"""How many of a place's doctorates are still there five years on."""

from sim.outcomes.base import Array, Ledger, Ratio


class Retention(Ratio):
    """How many of a place's doctorates are still there five years on."""

    name = "retention"
    title = "Retention of doctorates"
    unit = "share"
    dims = ("place",)
    better = "neither"
    counting = "people"
    definition = (
        "Of the doctorates of five years before, the share active in the place at the end of the "
        "year."
    )

    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Numerator and denominator."""
        return ledger.retained[..., 0], ledger.retained[..., 1]
