"""Hospitals that would answer and are not admitted yet."""

from sim.outcomes.base import Array, Count, Ledger


class EthicsQueue(Count):
    """Hospitals that would answer and are not admitted yet."""

    name = "ethics_queue"
    title = "Queue at ethics boards"
    unit = "hospitals"
    dims = ("recipient", "provider")
    time = "stock"
    better = "down"
    counting = "applications that wait"
    definition = (
        "Hospitals of the provider that would answer teams of the recipient and wait for their "
        "ethics boards at the end of the year, also while an incident keeps all of them shut. One "
        "that several domains apply for counts once in each."
    )
    follows = ("federated_nodes", "pooled_nodes")

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.hospitals[..., 1]
