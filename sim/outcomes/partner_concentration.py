"""Whether a place's joint work is with one partner or with many."""

from sim.outcomes.base import Array, Ledger, Ratio, squares_abroad


class PartnerConcentration(Ratio):
    """Whether a place's joint work is with one partner or with many."""

    name = "partner_concentration"
    title = "Concentration of partners"
    unit = "1"
    dims = ("place",)
    better = "neither"
    counting = "whole, recorded, Herfindahl index of partners"
    definition = (
        "Sum of the squared shares of other places in the joint papers of a place: 1 with one "
        "partner, one half with two alike. Over years or places it is weighted by the square of "
        "the papers."
    )
    follows = ("short_visits", "rupture_papers")

    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Numerator and denominator."""
        return squares_abroad(ledger.joint)
