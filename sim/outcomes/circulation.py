"""How far moves out of a place are matched by moves into it."""

import numpy as np

from sim.outcomes.base import Array, Ledger, Ratio


class Circulation(Ratio):
    """How far moves out of a place are matched by moves into it."""

    name = "circulation"
    title = "Circulation"
    unit = "share"
    dims = ("place",)
    better = "neither"
    counting = "people"
    definition = (
        "1 - |in - out| / (in + out) for the place and year: 0 is one way only, 1 is fully "
        "balanced; years pooled as sum over sum."
    )

    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Numerator and denominator."""
        arrived, left = ledger.moves.sum(axis=1), ledger.moves.sum(axis=2)
        return 2.0 * np.minimum(arrived, left), arrived + left
