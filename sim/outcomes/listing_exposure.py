"""How much of a place may stand on other places' lists: a cost of joint work, to be weighed."""

from sim.outcomes.base import Array, Ledger, Ratio


class ListingExposure(Ratio):
    """How much of a place may stand on other places' lists: a cost of joint work, to be weighed."""

    name = "listing_exposure"
    title = "Expected exposure to lists"
    unit = "share"
    dims = ("place",)
    better = "down"
    counting = "people, by the chance that their institution is listed"
    definition = (
        "Researchers at year end, each with the chance that the institution has been put on a list "
        "since lists began to be kept, or since it sent teachers to a campus abroad or exported "
        "under watch, over all researchers. A cost: it falls with the work that lists are about, "
        "and nothing in the model hides any."
    )
    follows = ("lists", "campus_faculty", "export_risk")

    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Numerator and denominator."""
        return ledger.exposed[:, :, 0], ledger.exposed[:, :, 1]
