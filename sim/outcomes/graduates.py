"""Where dual doctorates live once they have graduated."""

from sim.outcomes.base import Array, Count, Ledger


class Graduates(Count):
    """Where dual doctorates live once they have graduated."""

    name = "graduates"
    title = "Dual doctorates"
    unit = "people"
    dims = ("origin", "destination")
    time = "flow"
    better = "neither"
    counting = "people"
    definition = (
        "Dual doctorates of the year by home place and place of residence after graduation; who "
        "leaves later, at the end of a return clause, counts as a move."
    )
    follows = ("seats",)

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.graduates
