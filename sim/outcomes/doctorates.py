"""How many people finish a doctorate in a place."""

from sim.outcomes.base import Array, Count, Ledger


class Doctorates(Count):
    """How many people finish a doctorate in a place."""

    name = "doctorates"
    title = "Doctorates"
    unit = "people"
    dims = ("place",)
    time = "flow"
    better = "neither"
    counting = "people"
    definition = (
        "New doctorates of the year by the place of the doctorate: the home of those on a stay and "
        "of those with a second supervisor abroad."
    )

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.doctorates
