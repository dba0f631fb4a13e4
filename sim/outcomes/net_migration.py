"""Whether a place gains or loses people."""

from sim.outcomes.base import Array, Count, Ledger


class NetMigration(Count):
    """Whether a place gains or loses people."""

    name = "net_migration"
    title = "Net migration"
    unit = "people"
    dims = ("place",)
    time = "flow"
    better = "neither"
    counting = "people"
    definition = "Researchers who moved in minus those who moved out in the year."

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        net: Array = ledger.moves.sum(axis=1) - ledger.moves.sum(axis=2)
        return net
