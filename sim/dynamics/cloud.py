"""E12, E21, I13 · Rented computing: what a provider lends, what is forgone for it, and withdrawal.

Rented hours K_c stand beside own hours K_o: everybody has 1 + K_c/K_o of what they had. Of new
equipment of their own people forgo a share c·K_c/(K_c + K_o). A provider withdraws with a yearly
hazard h·e^(β·ΔR), where ΔR is the friction of its client with third places beyond that at signing.
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

CARDS = (
    "cloud.withdrawal",
    "cloud.exposure",
    "cloud.crowding",
    "cloud.redundancy",
)
Array = NDArray[np.float64]


def strain(friction: Array, share: Array, client: int, provider: int) -> float:
    """Friction of a client with third places, weighted by how much it works with each.

    ``friction`` and ``share`` have shape (place, place); the provider itself does not count.
    """
    weight = share[client].copy()
    weight[[client, provider]] = 0.0
    total = weight.sum()
    return float((weight * friction[client]).sum() / total) if total > 0.0 else 0.0


def chance_of_withdrawal(now: float, at_signing: float, v: Mapping[str, float]) -> float:
    """Chance that a provider withdraws within a quarter, by the strain on its client."""
    beyond = max(0.0, now - at_signing)
    return -math.expm1(-v["cloud.withdrawal"] * math.exp(v["cloud.exposure"] * beyond) / 4.0)


def forgone(rented: Array, own: Array, v: Mapping[str, float]) -> Array:
    """Share of new equipment that places do not buy because they rent (place,)."""
    return np.asarray(v["cloud.crowding"] * rented / np.maximum(rented + own, 1e-9))


def price(providers: int, v: Mapping[str, float]) -> float:
    """MUSD for an hour, when so many providers stand by for one another."""
    face = v["voucher.price"] / v["cost.cny_per_usd"] * 1e-6
    return face * (1.0 + v["cloud.redundancy"] * (providers - 1))
