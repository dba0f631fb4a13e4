"""Joint papers against what the links of both places would lead one to expect."""

import numpy as np

from sim.outcomes.base import Array, Ledger, Measured, Ratio, quotient

ROUNDS = 200


class AffinityIndex(Ratio):
    """Joint papers against what the links of both places would lead one to expect."""

    name = "affinity_index"
    title = "Affinity index (PAI)"
    unit = "index"
    dims = ("place", "place")
    better = "neither"
    counting = "whole, recorded"
    definition = (
        "C_ab M / (C_a C_b) with M = 2T, T the number of links between places;"
        " years pooled as sum over sum."
    )
    neutral = 1.0

    def parts(self, ledger: Ledger) -> tuple[Array, Array]:
        """Links seen and links expected."""
        return ledger.joint, expected_links(ledger.joint)

    def measure(self, ledger: Ledger) -> Measured:
        """The index, its parts, and its value under free mixing of the same links."""
        return super().measure(ledger) | {f"{self.name}/neutral": neutral_affinity(ledger.joint)}


def expected_links(joint: Array) -> Array:
    """C_a C_b / 2T: links of each pair if partners were drawn in proportion to their links."""
    degree = joint.sum(axis=-1)
    everything = degree.sum(axis=-1)[..., None, None]
    return np.nan_to_num(quotient(degree[..., :, None] * degree[..., None, :], everything))


def neutral_affinity(joint: Array) -> Array:
    """PAI of each pair if every place kept its links and they were otherwise freely mixed.

    Near 1 for many small places; away from it where one place holds much of all links,
    because nobody is linked to itself.
    Equation: x_a * sum over b != a of x_b = C_a, solved by damped iteration.
    """
    degree = joint.sum(axis=-1)
    weight = np.sqrt(degree)
    for _ in range(ROUNDS):
        rest = weight.sum(axis=-1, keepdims=True) - weight
        weight = np.sqrt(weight * np.nan_to_num(quotient(degree, rest)))
    mixed = weight[..., :, None] * weight[..., None, :] * (1.0 - np.eye(joint.shape[-1]))
    return quotient(mixed, expected_links(joint))
