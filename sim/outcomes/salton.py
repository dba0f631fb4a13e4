"""Joint papers against the sizes of both places."""

import numpy as np

from sim.outcomes.base import Array, Ledger, Ratio


class Salton(Ratio):
    """Joint papers against the sizes of both places."""

    name = "salton"
    title = "Salton strength"
    unit = "index"
    dims = ("place", "place")
    better = "neither"
    counting = "whole, recorded"
    definition = (
        "C_ab / sqrt(n_a n_b) with n all papers of each place; years pooled as sum over sum."
    )

    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Numerator and denominator."""
        sizes = ledger.papers
        return ledger.joint, np.sqrt(sizes[:, :, None] * sizes[:, None, :])
