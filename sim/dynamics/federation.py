"""M_D, I2 · Federated data: hospitals that answer teams elsewhere, admitted one after another.

Ethics boards of a holder admit B nodes a year, over all who wait: a ← a + min(1, (B/4)/Σgap)·gap,
and what is withdrawn ends at once. Of n nodes a team can use n/(n + n½), times the efficiency when
data stay where they are. Only a share of the projects of a domain needs such data.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

CARDS = (
    "federation.boards",
    "federation.half_nodes",
    "federation.efficiency",
    "federation.need",
)
FEDERATED, POOLED = range(2)
Array = NDArray[np.float64]


def admit(approved: Array, wanted: Array, boards: float) -> Array:
    """Nodes open one quarter later, shape (form, holder, user, domain).

    ``boards`` is what the boards of each holder admit in a year.
    """
    kept = np.minimum(approved, wanted)
    gap = wanted - kept
    waiting = gap.sum(axis=(0, 2, 3), keepdims=True)
    share = np.minimum(1.0, boards / 4.0 / np.where(waiting > 0.0, waiting, 1.0))
    return np.asarray(kept + share * gap)


def reach(approved: Array, v: Mapping[str, float]) -> Array:
    """Gain of access of the mean project, by place of the team and domain, 0 to 1."""
    found = approved / (approved + v["federation.half_nodes"])
    found[FEDERATED] *= v["federation.efficiency"]
    closed = (1.0 - found).prod(axis=(0, 1))
    return np.asarray(v["federation.need"] * (1.0 - closed))


def with_approved(opened: Array, approved: Array, v: Mapping[str, float]) -> Array:
    """What teams can use, by place and domain: open data, or data that they were admitted to."""
    if not approved.any():
        return opened
    admitted = reach(approved, v)
    both = 1.0 - (1.0 - opened) * (1.0 - admitted)
    return np.asarray(np.where(admitted > 0.0, both, opened))
