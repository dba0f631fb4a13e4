"""How much of a place's computing is done on the machines of one other."""

import numpy as np

from sim.outcomes.base import Array, Ledger, Ratio


class ComputeDependency(Ratio):
    """How much of a place's computing is done on the machines of one other."""

    name = "compute_dependency"
    title = "Dependency on a provider of computing"
    unit = "share"
    dims = ("recipient", "provider")
    better = "neither"
    counting = "GPU-h"
    definition = "GPU hours used on machines of the provider over all that the recipient uses."
    follows = ("gpu_hours", "cloud_hours")

    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Numerator and denominator."""
        used = ledger.compute
        return used, np.broadcast_to(used.sum(axis=2, keepdims=True), used.shape).copy()
