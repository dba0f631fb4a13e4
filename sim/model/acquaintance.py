"""E14 · Second-order ties: people move to where colleagues of their place come to work.

    J_ab = u_ab·(B_ab + n)/(u_ab·Σ_c B_ac + n),   weight of b for those in a · (J_ab/J⁰_ab)^γ₂

B remembers the joint papers of a's institutions with b and fades (E18); u is the record's share of
b among the foreign partners of a at the sizes of the day; n papers, as many as are due, keep few
papers from telling much. J⁰ is J in the last quarter of the warm-up, when moves follow the record
as it is, joint work included; until then the weight is that of the record. Shares are seen in steps
of one per cent. Ties of one's own are first-order ties and act beside this (γ₁, ``mobility``).
Cards mobility.second_order (γ₂), adaptation.prior (n).
"""

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
    return {"worked_first": np.ones((places, places)), "worked": np.ones((places, places))}


def note_joint_work(almanac: Almanac, state: State) -> None:
    """Remember how much places work with each other now, and at the end of the warm-up."""
    shares = joint_work(almanac.drivers, almanac.spec.values, state)
    state.memory["worked"] = shares
    if almanac.warming_up(state.t):
        state.memory["worked_first"] = shares


def joint_work(d: Drivers, v: Mapping[str, float], state: State) -> Array:
    """J (place, place); rows need not sum to 1."""
    places = len(state.places)
    papers = np.zeros((places, places))
    np.add.at(papers, state.institutions["place"].astype(np.int64), state.benefit)
    usual = usual_partners(d, v, state.memory["heads"])
    due = usual * papers.sum(axis=1)[:, None]
    prior = v["adaptation.prior"]
    shares = usual * (papers + prior) / (due + prior)
    np.fill_diagonal(shares, 1.0)
    return in_steps(shares)
