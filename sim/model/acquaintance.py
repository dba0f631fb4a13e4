"""E14 · Second-order ties: people move to where colleagues of their place come to work.

    B'_ab = B_ab·e^(F_ab),   F_ab ← x·F_ab + (1 − x)·max(0, R_ab),   x = e^(−1/(4·memory))
    J_ab = u_ab·(B'_ab + n)/(u_ab·Σ_c B'_ac + n),   weight of b for those in a · (J_ab/J⁰_ab)^γ₂

B remembers joint papers of a's institutions with b, each by its seats abroad, and fades (E18). What
friction R keeps from papers is given back: it acts on moves by itself, or not, as its event says.
u is the record's share of b among the foreign partners of a at the sizes of the day; n papers of
the world at its full size, as many as are due, keep few papers from telling much. J⁰ is J in the
last quarter of the warm-up, when moves follow the record as it is, joint work included; until then
the weight is that of the record. Shares are seen in steps of one per cent. Ties of one's own are
first-order ties and act beside this (γ₁, ``mobility``). Cards mobility.second_order (γ₂),
adaptation.prior (n), adaptation.memory (memory, years).
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.model.attraction import in_steps, usual_partners
from sim.model.conditions import Almanac
from sim.world.drivers import Drivers
from sim.world.state import State

Array = NDArray[np.float64]


def unacquainted(places: int) -> dict[str, Array]:
    """What is remembered of who works with whom before anybody has."""
    pairs = (places, places)
    return {
        "worked_first": np.ones(pairs),
        "worked": np.ones(pairs),
        "friction_worked": np.zeros(pairs),
    }


def note_joint_work(almanac: Almanac, state: State) -> None:
    """Remember how much places work with each other now, and at the end of the warm-up."""
    v, memory = almanac.spec.values, state.memory
    kept = math.exp(-0.25 / v["adaptation.memory"])
    felt = np.maximum(state.friction[0], 0.0)
    memory["friction_worked"] = kept * memory["friction_worked"] + (1.0 - kept) * felt
    prior = v["adaptation.prior"] * almanac.spec.scale
    memory["worked"] = joint_work(almanac.drivers, v, state, prior)
    if almanac.warming_up(state.t):
        memory["worked_first"] = memory["worked"]


def joint_work(d: Drivers, v: Mapping[str, float], state: State, prior: float) -> Array:
    """J (place, place), with so many papers as due; rows need not sum to 1.

    1 at home and where the record has no partners: there it changes nothing.
    """
    places = len(state.places)
    papers = np.zeros((places, places))
    np.add.at(papers, state.institutions["place"].astype(np.int64), state.benefit)
    papers *= np.exp(state.memory["friction_worked"])
    usual = usual_partners(d, v, state.memory["heads"])
    due = usual * papers.sum(axis=1)[:, None]
    shares = usual * (papers + prior) / (due + prior)
    return in_steps(np.where(shares > 0.0, shares, 1.0))
