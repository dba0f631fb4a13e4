"""How much of a place's international work involves one partner."""

import numpy as np

from sim.outcomes.base import Array, Ledger, Ratio


class Dependency(Ratio):
    """How much of a place's international work involves one partner."""

    name = "dependency"
    title = "Directed dependency"
    unit = "share"
    dims = ("origin", "destination")
    better = "neither"
    counting = "whole, recorded"
    definition = "Joint papers with the partner over all international papers of the first place."
    follows = ("gpu_hours", "friction", "rupture_papers")

    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Numerator and denominator."""
        return ledger.joint, np.broadcast_to(
            ledger.international[:, :, None], ledger.joint.shape
        ).copy()
