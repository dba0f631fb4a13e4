"""Who moves from where to where."""

from sim.outcomes.base import Array, Count, Ledger


class Moves(Count):
    """Who moves from where to where."""

    name = "moves"
    title = "Moves"
    unit = "people"
    dims = ("origin", "destination")
    time = "flow"
    better = "neither"
    counting = "people"
    definition = (
        "Researchers who changed place of work in the year, by place left and place reached."
    )
    follows = ("stays", "visit_barrier", "short_visits", "rupture_moves")

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.moves
