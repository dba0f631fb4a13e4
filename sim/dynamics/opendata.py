"""M_D · Open data: promises become usable data sets over time, and stay when the promise ends.

For the data of place a in domain d, and a team in place b:

    target_ad = coverage·compliance
    u_ad ← u_ad + ¼·uptake·(target_ad − u_ad) below the target, ¼·loss·(target_ad − u_ad) above
    A_bd = 1 − Π_a (1 − r_ab·u_ad),   r_ab = 1 if a = b, else foreign_use

u and A are shares of the holdings; cards data.uptake, data.loss (a year), data.foreign_use.
"""

import numpy as np
from numpy.typing import NDArray

CARDS = ("data.loss", "data.foreign_use", "data.uptake")
Array = NDArray[np.float64]


def grow(usable: Array, target: Array, uptake: float, loss: float) -> Array:
    """Usable share of the holdings one quarter later, shape (place, domain)."""
    gap = target - usable
    return np.asarray(usable + 0.25 * np.where(gap > 0, uptake * gap, loss * gap))


def access(usable: Array, foreign_use: float) -> Array:
    """What a team in each place can use in each domain, shape (place, domain), 0 to 1."""
    places = len(usable)
    reach = np.full((places, places), foreign_use)
    np.fill_diagonal(reach, 1.0)
    closed = 1.0 - reach[:, :, None] * usable[None, :, :]
    return np.asarray(1.0 - closed.prod(axis=1))
