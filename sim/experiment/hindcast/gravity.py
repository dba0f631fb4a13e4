"""What a pair that was never seen would share, from distance, language and history alone.

Poisson pseudo-maximum likelihood on shares: s_ab = exp(α_a + γ_b + β·x_ab), fitted to all pairs
but the one left out (Santos Silva and Tenreyro 2006).
"""

from collections.abc import Sequence

import numpy as np
from scipy import optimize

from sim.evidence.tables import by_pair, read_table
from sim.experiment.hindcast.series import Array

TRAITS = ("common_official_language", "contiguity", "colony", "post_soviet_pair")
RIDGE = 1e-6
"""Keeps effects of places apart from the constant; far too weak to move a coefficient."""


def filled_by_gravity(shares: Array, places: Sequence[str], pair: tuple[int, int]) -> Array:
    """The shares with both cells of one pair replaced by what gravity gives; rows sum to 1."""
    a, b = pair
    seen = ~np.eye(len(shares), dtype=bool)
    seen[a, b] = seen[b, a] = False
    expected = fitted(shares, traits(places), seen)
    filled = shares.copy()
    filled[a, b], filled[b, a] = expected[a, b], expected[b, a]
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))


def traits(places: Sequence[str]) -> Array:
    """Ln distance and the common traits of every pair of places (place, place, 5)."""
    table = read_table("pairs")
    distance = np.log(by_pair(table, "distance_km", places, fill=1.0))
    return np.stack([distance, *(by_pair(table, name, places, fill=0.0) for name in TRAITS)], -1)


def fitted(shares: Array, given: Array, seen: Array) -> Array:
    """Expected shares of every pair, from those that are seen."""
    size, count = given.shape[0], given.shape[2]
    scaled = (given - given[seen].mean(0)) / np.maximum(given[seen].std(0), 1e-9)

    def expected(effects: Array) -> Array:
        out, into = effects[:size], effects[size : 2 * size]
        return np.asarray(np.exp(out[:, None] + into[None, :] + scaled @ effects[2 * size :]))

    def loss(effects: Array) -> tuple[float, Array]:
        mean = np.where(seen, expected(effects), 0.0)
        known = np.where(seen, shares, 0.0)
        logs = np.log(np.where(seen, mean, 1.0))
        off = mean - known
        slope = np.concatenate([off.sum(1), off.sum(0), np.einsum("ab,abk->k", off, scaled)])
        value = float((mean - known * logs).sum() + RIDGE * (effects**2).sum() / 2.0)
        return value, slope + RIDGE * effects

    start = np.concatenate([np.full(size, -np.log(size)), np.zeros(size + count)])
    found = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 2000})
    return expected(found.x)
