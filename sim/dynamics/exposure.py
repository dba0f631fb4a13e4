"""E6 · Exposure: people who met in a structured setting may start something together, for a while.

Chance of a joint project in a quarter, by the structural switch `event`; m sessions are remembered:

    m = dose·2^(−years/h),   x = (1 − e^(−m/most))/(1 − e^(−1/most))
    f = 1 in one country, else border·e^(−R_ab)
    A (additive):        ω·a·x·f·ln 2/(4h)
    M (multiplicative):  (s_i·n_ab + s_j·n_ba)·e^(−R_ab)·(RR^(ω·min(1, m)) − 1)
    Z (group):           (P′ − P)·f·ln 2/(4h),   odds′ = odds·OR^(ω·min(1, x/n))

So every session of a pair adds e^(−1/most) of what the one before adds, and a trial of one session
gives a as it is. RR is the ratio of one session to none and not raised to the power of many: more
of them are only remembered for longer.
Cards exposure.hazard (a, a session), exposure.half_life (h, years), exposure.border_discount
(border), exposure.sessions (most), exposure.rate_ratio (RR), exposure.small_group_odds (OR),
exposure.group_base (P), exposure.group_sessions (n), transport.omega (ω, scales foreign effects to
this corridor). R is the friction of papers. All three are chances of one given pair; A and Z take
what it would do without the meeting from the trials, M from this world: s_i is how many projects
one of them begins on the mean, n_ab how many seats of one they offer to one given person of the
other's place, whichever of the two leads. Borders need no discount there, as few search abroad.
"""

import math

from sim.compiled import kernel, whole
from sim.dynamics.leading import mean_starts
from sim.world.state import CONTACTS, HAS_CONTACT, Row
from sim.world.views import ADDITIVE, EVENT, MULTIPLICATIVE, Arrays, Quarter

CARDS = (
    "exposure.hazard",
    "exposure.border_discount",
    "exposure.half_life",
    "exposure.rate_ratio",
    "exposure.small_group_odds",
    "exposure.group_base",
    "exposure.group_sessions",
    "exposure.contacts",
    "exposure.sessions",
    "exposure.known",
    "transport.omega",
)


@kernel
def meet(w: Arrays, q: Quarter, i: int, j: int, sessions: float, channel: int) -> None:
    """Record that ``i`` met ``j`` for a number of structured sessions.

    Raises:
        IndexError: the state has no room for contacts yet (``sim.world.growth``).
    """
    if len(w.contacts) == 0:
        raise IndexError("no room for contacts")  # noqa: EM101 - compiled
    person = w.people[i]
    oldest = 0
    for c in range(CONTACTS):
        point = w.contacts[i, c]
        if point.dose > 0.0 and point.slot == j and point.key == w.people[j].key:
            point.dose = remembered(q, point) + sessions
            point.last = q.t
            return
        if remembered(q, point) < remembered(q, w.contacts[i, oldest]):
            oldest = c
    point = w.contacts[i, oldest]
    point.slot = j
    point.key = w.people[j].key
    point.dose = sessions
    point.last = q.t
    point.channel = channel
    person.marks = person.marks | HAS_CONTACT


@kernel
def remembered(q: Quarter, point: Row) -> float:
    """Sessions still in mind: dose·2^(−age/h), card exposure.half_life (years)."""
    return point.dose * math.pow(2.0, -(q.t - point.last) / (4.0 * q.theta[0].exposure_half_life))


@kernel
def meeting_hazard(w: Arrays, q: Quarter, i: int, point: Row) -> float:
    """Chance that the meeting leads to a joint project this quarter, on top of all else."""
    theta = q.theta[0]
    a = w.people[i].place
    b = w.people[point.slot].place
    most = theta.exposure_sessions
    met = remembered(q, point)
    dose = math.expm1(-met / most) / math.expm1(-1.0 / most)
    per_quarter = math.log(2.0) / (4.0 * theta.exposure_half_life)
    agreed = 1.0 if a == b else math.exp(-q.friction[a, b])
    border = 1.0 if a == b else theta.exposure_border_discount * agreed
    if q.switches[EVENT] == ADDITIVE:
        return theta.transport_omega * theta.exposure_hazard * dose * border * per_quarter
    if q.switches[EVENT] == MULTIPLICATIVE:
        power = theta.transport_omega * min(1.0, met)
        base = mean_starts(w, q, i) * q.sought[a, b]
        base += mean_starts(w, q, whole(point.slot)) * q.sought[b, a]
        return base * agreed * math.expm1(power * math.log(theta.exposure_rate_ratio))
    share = min(1.0, dose / theta.exposure_group_sessions)
    odds = math.exp(theta.transport_omega * share * math.log(theta.exposure_small_group_odds))
    before = theta.exposure_group_base
    after = before * odds / (1.0 - before + before * odds)
    return (after - before) * border * per_quarter
