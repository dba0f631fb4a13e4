"""How many hospitals really open their data, to whom."""

from sim.outcomes.base import Array, Count, Ledger


class HospitalsAdmitted(Count):
    """How many hospitals really open their data, to whom."""

    name = "hospitals_admitted"
    title = "Hospitals admitted"
    unit = "hospitals"
    dims = ("recipient", "provider")
    time = "stock"
    better = "up"
    counting = "admissions in force"
    definition = (
        "Hospitals of the provider whose data teams of the recipient may use at the end of the "
        "year. One that is open to several domains counts once in each."
    )
    follows = ("federated_nodes", "pooled_nodes")

    def count(self, ledger: Ledger) -> Array:
        """Read off the ledger."""
        return ledger.hospitals[..., 0]
