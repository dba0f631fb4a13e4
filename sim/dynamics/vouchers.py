"""I1 · Vouchers at work: a queue for the provider's cards, and hours spent on limited projects.

    ρ = hours a year/(cards·8766·utilisation)
    share served = (1 + ρ^n)^(−1/n),   n such that (1 + 2^−n)^(1/n) = 1 + wait/validity

Near 1 with few vouchers and 1/ρ with many, so that more vouchers never mean fewer hours served; at
half load waiting takes its share of the validity. Cards voucher.utilisation, voucher.wait and
voucher.validity (both in the same unit of time), voucher.cards, voucher.joint_match.
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from sim.chance import uniform
from sim.compiled import kernel
from sim.dynamics.output import LIMITED
from sim.dynamics.workload import FREE
from sim.world.state import SEQUEL, SUPPORTED, Row, Rows
from sim.world.views import Arrays, Quarter

CARDS = ("voucher.utilisation", "voucher.validity", "voucher.wait", "voucher.joint_match")
HOURS_A_YEAR = 8766.0
SHARPNESS = (0.3, 40.0)


def served_share(hours_a_year: float, cards: float, v: Mapping[str, float]) -> float:
    """Share of awarded hours that reach the front of the queue before they expire."""
    if hours_a_year <= 0.0 or cards <= 0.0:
        return 0.0
    load = hours_a_year / (cards * HOURS_A_YEAR * v["voucher.utilisation"])
    n = sharpness(v["voucher.wait"] / v["voucher.validity"])
    return float((1.0 + load**n) ** (-1.0 / n))


def sharpness(delay: float) -> float:
    """N with (1 + 2^(−n))^(1/n) = 1 + delay."""
    return float(brentq(lambda n: math.log1p(2.0**-n) / n - math.log1p(delay), *SHARPNESS))


@kernel
def allot(
    w: Arrays,
    q: Quarter,
    rows: Rows,
    granted: NDArray[np.float64],
    recipient: NDArray[np.int64],
    provider: NDArray[np.int64],
) -> None:
    """Offer a voucher's remaining hours to each limited project of its holder that ends now.

    The holder may lead or take part: a lab's computing serves its joint work. A project takes up
    to the hours it needs. Writes ``granted`` (row,) and, where hours are granted, the places that
    receive and provide them.
    """
    for r in range(len(rows)):
        row = rows[r]
        granted[r] = 0.0
        holder = holder_in(w, q, row)
        if holder < 0 or not is_limited(q, row):
            continue
        hours = min(float(w.voucher[holder]), q.compute_need)
        granted[r] = hours
        recipient[r] = w.people[holder].place
        w.voucher[holder] -= hours
        provider[r] = w.voucher_host[holder]
        row.marks = row.marks | SUPPORTED


@kernel
def note_needs(
    w: Arrays,
    q: Quarter,
    pool: Rows,
    due: NDArray[np.int8],
    needed: NDArray[np.float64],
) -> None:
    """Add up in ``needed`` (capacity,) the hours that running limited projects of each could use.

    Projects are the rows of ``pool`` that are ``due`` some day. Whoever leads or takes part needs
    them: a voucher serves both.
    """
    for here in range(len(due)):
        row = pool[here]
        if due[here] != FREE and not row.marks & SEQUEL and is_limited(q, row):
            for m in range(row.seats):
                if works_on(w, row, m):
                    needed[row.members[m]] += q.compute_need


@kernel
def holder_in(w: Arrays, q: Quarter, row: Row) -> int:
    """The first of a team still in research whose voucher is valid and not used up; −1 if none."""
    if len(w.voucher) == 0:
        return -1
    for m in range(row.seats):
        i = row.members[m]
        if works_on(w, row, m) and w.voucher[i] > 0.0 and w.voucher_until[i] >= q.t:
            return int(i)
    return -1


@kernel
def is_limited(q: Quarter, row: Row) -> bool:
    """Whether more computing would bring a project more (card compute.limited_share), by lot."""
    return bool(uniform(row.id, LIMITED, 0) < q.theta[0].compute_limited_share)


@kernel
def works_on(w: Arrays, row: Row, m: int) -> bool:
    """Whether the ``m``-th of a team is still in research: nobody, or somebody else, may be."""
    i = row.members[m]
    return i >= 0 and w.people[i].stage >= 0 and w.people[i].born <= row.start
