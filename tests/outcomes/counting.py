"""Whole and fractional counting by place, written out plainly: what the model is held to."""

import numpy as np

from sim.outcomes.base import Array


def shares(slots: Array) -> Array:
    """Share of each place in the author slots of each paper: w_p(a).

    Shapes: slots (paper, place) whole numbers; papers without a slot count for nobody.
    """
    total = slots.sum(axis=1, keepdims=True)
    share: Array = np.divide(slots, total, out=np.zeros(slots.shape), where=total > 0)
    return share


def papers_whole(slots: Array) -> Array:
    """Papers with at least one slot in the place: n_a. Not additive over places."""
    count: Array = (slots > 0).sum(axis=0).astype(np.float64)
    return count


def papers_fractional(slots: Array) -> Array:
    """Sum over papers of w_p(a): f_a. Adds up to the number of papers."""
    total: Array = shares(slots).sum(axis=0)
    return total


def international_whole(slots: Array) -> Array:
    """Papers of the place that have slots in two places or more."""
    return papers_whole(slots[(slots > 0).sum(axis=1) > 1])


def joint_whole(slots: Array) -> Array:
    """Papers with slots in both places: C_ab, zero diagonal."""
    present = (slots > 0).astype(np.float64)
    return _without_diagonal(present.T @ present)


def joint_fractional(slots: Array) -> Array:
    """Sum over papers of 2 w_a w_b / (1 - sum of w squared): F_ab, zero diagonal.

    Each international paper adds one to the sum over pairs, however many places it has.
    """
    share = shares(slots[(slots > 0).sum(axis=1) > 1])
    spread = 1.0 - (share**2).sum(axis=1, keepdims=True)
    return _without_diagonal(2.0 * share.T @ (share / spread))


def _without_diagonal(matrix: Array) -> Array:
    """The matrix with a diagonal of zeros."""
    return matrix * (1.0 - np.eye(len(matrix)))
