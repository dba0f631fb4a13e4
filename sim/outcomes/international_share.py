"""How much of what a place writes is written with others abroad."""

from sim.outcomes.base import Array, Ledger, Ratio


class InternationalShare(Ratio):
    """How much of what a place writes is written with others abroad."""

    name = "international_share"
    title = "International share of papers"
    unit = "share"
    dims = ("place",)
    better = "neither"
    counting = "whole, recorded"
    definition = (
        "Papers of the place with addresses in two places or more, over all papers of the place."
    )
    follows = ("friction", "rupture_papers")

    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Numerator and denominator."""
        return ledger.international, ledger.papers
