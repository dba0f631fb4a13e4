"""I1 · Vouchers at work: a queue for the provider's cards, and hours spent on limited projects."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.chance import uniform
from sim.compiled import kernel
from sim.dynamics.output import LIMITED
from sim.world.state import SUPPORTED
from sim.world.views import Arrays, Quarter

CARDS = ("voucher.utilisation", "voucher.validity", "voucher.wait", "voucher.joint_match")
HOURS_A_YEAR = 8766.0


def served_share(hours_a_year: float, cards: float, v: Mapping[str, float]) -> float:
    """Share of awarded hours that reach the front of the queue before they expire.

    Load ρ = hours/(cards·8766·utilisation); at most 1/ρ of the hours exist, and waiting
    w = wait·ρ/(1 − ρ) years eats into the validity: share = min(1, 1/ρ)·validity/(validity + w).
    """
    if hours_a_year <= 0.0 or cards <= 0.0:
        return 0.0
    load = hours_a_year / (cards * HOURS_A_YEAR * v["voucher.utilisation"])
    busy = min(load, 0.99)
    wait = v["voucher.wait"] * busy / (1.0 - busy)
    return min(1.0, 1.0 / load) * v["voucher.validity"] / (v["voucher.validity"] + wait)


@kernel
def allot(w: Arrays, q: Quarter, rows: NDArray[np.void], granted: NDArray[np.float64]) -> None:
    """Offer the lead's remaining hours to each limited project that ends now, in order.

    A project takes up to the hours it needs. Writes ``granted`` (row,).
    """
    for r in range(len(rows)):
        granted[r] = 0.0
        lead = rows[r].members[0]
        person = w.people[lead]
        if w.voucher[lead] <= 0.0 or person.stage < 0 or person.born > rows[r].start:
            continue
        if w.voucher_until[lead] < q.t or uniform(rows[r].id, LIMITED, 0) >= q.theta[0].compute_limited_share:
            continue
        hours = min(float(w.voucher[lead]), q.compute_need)
        granted[r] = hours
        w.voucher[lead] -= hours
        rows[r].flags = rows[r].flags | SUPPORTED
