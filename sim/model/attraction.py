"""Whom places turn to: the record's shares, moving with sizes, as the world has learnt to search.

With n_b the share of a place in the world's researchers and n_b⁰ in the reference years:

    attraction:     share_ab·(n_b/n_b⁰)^size
    search abroad:  W_ab = attraction, turned by u_ab, ·e^(relief)
    search at home: W_aa = odds_a·(n_a/n_a⁰)^home_size·e^(β_a)
    moves:          share of destinations·(n_b/n_b⁰)^move_size, turned by r_ab; times posts, joint
                    work (``acquaintance``) and friction of the day (``conditions.mobility``)

Relief is what policies take away beyond the friction that there is; β, u and r are found while the
world warms up (``borders``, ``pulls`` and ``routes``). Cards partner.size (size), partner.home_size
(home_size), mobility.size (move_size).
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.world.drivers import Drivers
from sim.world.state import State

CARDS = ("mobility.size", "partner.home_size", "partner.size")
JUST_NOTICEABLE = 0.01
Array = NDArray[np.float64]
Values = Mapping[str, float]


def partner_weights(d: Drivers, v: Values, state: State, year: float, eased: Array) -> Array:
    """Search weights W (place, place) of papers of a year; foreign rows sum to 1 at the reference.

    ``eased`` is the relief, log points (place, place).
    """
    heads = state.memory["heads"]
    weights = turned(attraction(d, v, heads), state.memory["pull"]) * np.exp(eased)
    home = d.home_odds(v, year) * np.exp(state.memory["border"])
    home *= relative(heads, d.home_reference) ** v["partner.home_size"]
    np.fill_diagonal(weights, home)
    return np.asarray(weights)


def attraction(d: Drivers, v: Values, heads: Array) -> Array:
    """Attraction of foreign places (place, place) at their sizes."""
    return np.asarray(
        d.partner_share * relative(heads, d.size_reference)[None, :] ** v["partner.size"]
    )


def turned(pull: Array, shift: Array) -> Array:
    """The pull of foreign places (place, place), shifted in log points; rows keep their sums."""
    other = pull * np.exp(shift)
    return np.asarray(other * (pull.sum(axis=1) / other.sum(axis=1))[:, None])


def usual_partners(d: Drivers, v: Values, heads: Array) -> Array:
    """Share (place, place) of b among the foreign partners of a, as the sizes now let expect."""
    pull = attraction(d, v, heads)
    return np.asarray(pull / pull.sum(axis=1, keepdims=True))


def sum_abroad(weights: Array, state: State) -> Array:
    """Each institution's search weights summed over all foreign places (institution,)."""
    foreign = weights - np.diag(np.diag(weights))
    return np.asarray((foreign[state.institutions["place"]] * state.partners).sum(axis=1))


def move_weights(d: Drivers, v: Values, heads: Array) -> Array:
    """Destination weights (place, place): shares of the record, moving with the sizes."""
    return np.asarray(
        d.move_share * relative(heads, d.move_reference)[None, :] ** v["mobility.size"]
    )


def in_steps(sizes: Array) -> Array:
    """Sizes as others see them: in steps of one per cent.

    One move or paper more or less then does not shift, by a trace, the choices of everybody.
    """
    return np.asarray(np.exp(np.rint(np.log(sizes) / JUST_NOTICEABLE) * JUST_NOTICEABLE))


def relative(heads: Array, reference: Array) -> Array:
    """Share of each place in the world's researchers, relative to the reference years."""
    return np.asarray((heads / heads.sum()) / (reference / reference.sum()))
