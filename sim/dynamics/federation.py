"""M_D, I2 · Federated data: hospitals that answer teams elsewhere, admitted one after another.

Ethics boards of a holder admit B nodes a year, over all who wait: a ← a + min(1, (B/4)/Σgap)·gap,
and what is withdrawn ends at once. Of n nodes a team can use n/(n + n½), times the efficiency when
data stay where they are. Only some projects of a domain need such data, each by its own draw: A_bd
of E11 is then 1 − (1 − open)·(1 − admitted), and for the others the open share.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, uniform
from sim.compiled import kernel
from sim.world.state import Row
from sim.world.views import Quarter

CARDS = (
    "federation.boards",
    "federation.half_nodes",
    "federation.efficiency",
    "federation.need",
)
FEDERATED, POOLED = range(2)
DATA_NEED = int(Purpose.DATA_NEED)
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
    """Share of such data that a team which needs them can use, by its place and domain, 0 to 1."""
    found = approved / (approved + v["federation.half_nodes"])
    found[FEDERATED] *= v["federation.efficiency"]
    return np.asarray(1.0 - (1.0 - found).prod(axis=(0, 1)))


@kernel
def usable_by(q: Quarter, row: Row) -> float:
    """Share of the data of its field that a project can use: open data, and hospitals' if needed.

    Whether it needs data of patients is drawn by project, with the chance of card federation.need.
    """
    opened = q.data_access[row.at[0], row.domain]
    admitted = q.data_admitted[row.at[0], row.domain]
    if admitted > 0.0 and uniform(row.id, DATA_NEED, 0) < q.theta[0].federation_need:
        return 1.0 - (1.0 - opened) * (1.0 - admitted)
    return opened
