"""I4, I8, I14 · Awards: two people in two places are paid to work together for some years (E17).

Both sides pay; there are as many awards as the side that pays less allows. An award begins joint
projects at a yearly rate, in the time that the two have; so it also displaces other work.
"""

import math
from collections.abc import Sequence

import numpy as np

from sim.chance import Purpose, base_of, bits, index_below, uniform
from sim.dynamics.cognition import distance, value
from sim.dynamics.meetings import remembered_pairs
from sim.dynamics.partners import has_time
from sim.dynamics.projects import assemble
from sim.dynamics.ties import add_strand, mark_tie, pair_strength, strongest_in
from sim.dynamics.uptake import anyway
from sim.model.choosing import invited, rounded, seats_of
from sim.model.offers import Desk, name_of, offer_key
from sim.model.stays import present
from sim.world.programme import Programme
from sim.world.state import PROGRAMME, SUPPORTED, WORK, Award, Row, Rows
from sim.world.views import records

CARDS = ("award.pool",)
ANYWAY, LUCK, IDENTITY = 61, 62, 63
QUARTERS = 4.0


def call_awards(desk: Desk, programme: Programme, amounts: Sequence[float]) -> Rows:
    """One year's call: leads apply, whoever is chosen names a partner at the host or lapses.

    Who leads an award of the same offer that is still running does not apply for another one, and
    who never begins a project for none; either may be named as partner. Awards that go on for
    another term come first.
    """
    name, running = name_of(programme), desk.state.awards
    key = offer_key(desk.almanac, programme, desk.state.t)
    number = seats_of(desk, programme, programme.origin, min(amounts))
    renewed = renew(desk, programme, key, number)
    mine = [a for a in running if a.offer == name and a.ends > desk.state.t]
    leading = [a.lead for a in mine if present(desk, a.lead, a.lead_identity)]
    barred = [*leading, *np.flatnonzero(desk.state.people["rate"] == 0.0)]
    slots = invited(desk, programme, programme.origin, number - renewed, barred)
    codes = desk.almanac.drivers.places
    home, host = codes.index(programme.origin), codes.index(programme.host)
    begins = desk.state.t + round(4.0 * programme.setup_years)
    ends = begins + max(1, round(4.0 * programme.years))
    for i in slots:
        partner = partner_of(desk, programme, key, int(i))
        if partner < 0:
            continue
        identities = int(desk.w.ids[i]), int(desk.w.ids[partner])
        known = float(pair_strength(desk.w, desk.q, int(i), partner))
        coming = anyway(known, desk.almanac.spec.values["programme.known"])
        terms = home, host, begins, ends, programme.projects, coming, programme.grants, int(key)
        award = Award(int(i), identities[0], partner, identities[1], *terms, offer=name)
        desk.state.awards.append(award)
    return np.zeros(0, WORK)


def renew(desk: Desk, programme: Programme, key: np.uint64, most: int) -> int:
    """Let some of the awards that end before the next call go on for another term; how many do.

    They are no more than a call has; what would begin anyway is told by the tie of today.
    """
    lasts, known = max(1, round(4.0 * programme.years)), desk.almanac.spec.values["programme.known"]
    ending = [
        award
        for award in desk.state.awards
        if award.offer == name_of(programme)
        and award.ends < desk.state.t + QUARTERS
        and both_there(desk, award)
        and goes_on(key, award, programme.renewal)
    ]
    for award in ending[:most]:
        award.ends += lasts
        award.anyway = anyway(
            float(pair_strength(desk.w, desk.q, award.lead, award.partner)), known
        )
    return len(ending[:most])


def goes_on(key: np.uint64, award: Award, renewal: float) -> bool:
    """Whether an award is renewed, by lot."""
    with np.errstate(over="ignore"):
        base = np.uint64(base_of(key, np.uint64(award.lead_identity)))
    return bool(uniform(base, int(Purpose.RENEWAL), 0) < renewal)


def partner_of(desk: Desk, programme: Programme, key: np.uint64, i: int) -> int:
    """The strongest tie at the host (in a share of awards), somebody met, or somebody found."""
    host = desk.almanac.drivers.places.index(programme.host)
    with np.errstate(over="ignore"):
        base = np.uint64(base_of(key, desk.w.ids[i]))
    if uniform(base, int(Purpose.AWARD), 0) < programme.existing_pairs:
        known = int(strongest_in(desk.w, desk.q, i, host))
        if known >= 0:
            return known
    met = met_in(desk, i, host)
    return met if met >= 0 or programme.met else found_in(desk, programme, base, i, host)


def met_in(desk: Desk, i: int, place: int) -> int:
    """Whom ``i`` met best of those now in a place; −1 if nobody."""
    people, half_life = desk.w.people, desk.almanac.spec.values["exposure.half_life"]
    rows = remembered_pairs(desk.w, desk.state.encounters, desk.state.t, half_life)
    mine = rows[(rows["ego"] == i) | (rows["slot"] == i)]
    other = np.where(mine["ego"] == i, mine["slot"], mine["ego"])
    there = (people["place"][other] == place) & (people["stage"][other] >= 0)
    if not there.any():
        return -1
    return int(other[there][np.argmax(mine["dose"][there])])


def found_in(desk: Desk, programme: Programme, base: np.uint64, i: int, place: int) -> int:
    """The best of a pool at the host by the rule of matching; −1 when nobody has time."""
    w, q, there = desk.w, desk.q, desk.w.places[place]
    looks = rounded(desk, f"pool/{w.ids[i]}", desk.almanac.spec.values["award.pool"])
    start, count = int(there.start), int(there.count)
    if count == 0:
        return -1
    with np.errstate(over="ignore"):
        seats = [index_below(base, int(Purpose.AWARD), 1 + k, count) for k in range(looks)]
    found = w.place_roster[start + np.array(seats, np.int64)]
    old_enough = w.people["stage"][found] >= programme.stages[0]
    pool = [j for j in found[old_enough].tolist() if has_time(w, q, j)]
    return max(pool, key=lambda j: worth(desk, programme.matching, i, j), default=-1)


def worth(desk: Desk, matching: str, i: int, j: int) -> float:
    """What a rule of matching looks at."""
    if matching == "prestige":
        return float(desk.w.people["quality"][j])
    away = float(distance(desk.w.people, i, j))
    if matching == "complement":
        return float(value(away, desk.q.theta[0]))
    return -away if matching == "same_topic" else 0.0


def work_on_awards(desk: Desk) -> Rows:
    """The joint projects that awards begin this quarter; both sides pay while an award runs."""
    most = sum(math.ceil(award.projects / QUARTERS) for award in desk.state.awards)
    rows, made, remaining = np.zeros(most, WORK), 0, []
    for award in desk.state.awards:
        if not both_there(desk, award):
            continue
        if desk.state.t >= award.ends:
            for one, other in ((award.lead, award.partner), (award.partner, award.lead)):
                add_strand(desk.w, one, other)
            continue
        remaining.append(award)
        if award.begins <= desk.state.t:
            desk.books.cost[award.home] += award.grants[0] / QUARTERS
            desk.books.cost[award.host] += award.grants[1] / QUARTERS
            for k in range(math.ceil(award.projects / QUARTERS)):
                made += begin(desk, award, k, records(rows)[made])
    desk.state.awards = remaining
    return rows[:made]


def begin(desk: Desk, award: Award, k: int, row: Row) -> int:
    """Perhaps the ``k``-th joint project of this quarter, if both have time; returns 1 or 0.

    Of a pair with a tie at the time of the award, a share of the projects would have begun
    anyway (E17): the award pays for them and adds none, and their ties carry its mark.
    """
    w, q = desk.w, desk.q
    with np.errstate(over="ignore"):
        called = np.uint64(base_of(q.key, np.uint64(award.key)))
        lead = np.uint64(base_of(called, np.uint64(award.lead_identity)))
        pair = np.uint64(base_of(lead, np.uint64(award.partner_identity)))
        base = np.uint64(base_of(pair, np.uint64(k)))
        luck = uniform(base, int(Purpose.AWARD), LUCK)
        coming = uniform(base, int(Purpose.AWARD), ANYWAY)
        identity = np.uint64(bits(base, int(Purpose.AWARD), IDENTITY))
    due = luck < award.projects / QUARTERS - k
    if not (due and has_time(w, q, award.lead) and has_time(w, q, award.partner)):
        return 0
    if coming < award.anyway:
        mark_tie(w, award.lead, award.partner, PROGRAMME)
        mark_tie(w, award.partner, award.lead, PROGRAMME)
        return 0
    assemble(w, q, award.lead, identity, award.partner, PROGRAMME, row)
    row.marks = row.marks | SUPPORTED
    return 1


def both_there(desk: Desk, award: Award) -> bool:
    """Whether both are still in research."""
    return present(desk, award.lead, award.lead_identity) and present(
        desk, award.partner, award.partner_identity
    )
