"""How many joint centres and campuses stand, and how many of them are only a name."""

from sim.outcomes.base import Array, Count, Ledger


class StandingUnits(Count):
    """How many joint centres and campuses stand, and how many of them are only a name."""

    name = "standing_units"
    title = "Standing joint units"
    unit = "units"
    dims = ("origin", "destination", "presence")
    time = "stock"
    better = "neither"
    counting = "open units"
    definition = (
        "Joint centres and campuses with posts that are open at the end of the year, by the place "
        "that sends people and the place where the unit is: with people sent there, or in name "
        "only."
    )
    follows = ("unit_staff", "campus_faculty")

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.units
