"""Moves, careers, departures, entries, and institutions that adapt (E1, E2, E14 to E16, E18)."""

import math
from bisect import bisect_left
from itertools import accumulate

from sim.chance import Purpose
from sim.world.state import DOMAINS, MID, NEWCOMER, SENIOR
from tests.oracle import draws
from tests.oracle.conditions import Conditions
from tests.oracle.people import Institution, Place, Researcher, Traits
from tests.oracle.projects import language_pull

OLDEST = 240
STEEPEST = 1.0
ABILITY, TASTE, ARRIVAL, FIRST_CHOICES = 0, 1, 2, 3


def wants_to_move(now: Conditions, person: Researcher) -> Institution | None:
    """Where somebody goes this quarter, if an opportunity comes."""
    cards = now.cards
    by_stage = (cards["mobility.phd"], cards["mobility.postdoc"], 1.0, cards["mobility.senior"])
    rate = now.out_rate[person.place.index] * by_stage[person.stage]
    if person.place is not person.origin:
        rate *= cards["mobility.abroad"]
    rate *= math.exp(cards["mobility.quality"] * person.traits.quality)
    ends = chance_to_leave(now, person)
    rate /= 1.0 - ends if ends < 1.0 else 1.0
    place = None
    if person.decision(now, Purpose.OPPORTUNITY) < rate:
        place = destination(now, person)
    elif person.decision(now, Purpose.DOMESTIC) < 0.25 * cards["mobility.domestic"]:
        place = person.place
    if place is None or not place.members:
        return None
    at = draws.position(person.base(now), Purpose.HOST, 0, len(place.members))
    host: Institution = place.members[at].institution
    return None if host is person.institution else host


def destination(now: Conditions, person: Researcher) -> Place:
    """The country that wins: its weight times e^(ties + home + language)."""
    cards, here = now.cards, person.place.index
    word = draws.word_of(person.base(now), Purpose.DESTINATION)
    chosen, earliest = person.place, math.inf
    for place in person.model.places:
        weight = now.move_weight[here][place.index]
        if place is person.place or weight <= 0.0:
            continue
        pull = cards["mobility.ties"] * math.log1p(person.ties_in(now, place.index))
        pull += cards["mobility.home"] if place is person.origin else 0.0
        pull += language_pull(now, person, place.index)
        time = draws.arrival(word, place.key, weight * math.exp(pull))
        if time < earliest:
            chosen, earliest = place, time
    return chosen


def move(now: Conditions, person: Researcher, institution: Institution) -> None:
    """Go there. Some who cross a border cut all ties; of those who return, hosts keep a share."""
    left = person.place
    person.relocate(institution)
    if person.place is left:
        return
    if person.decision(now, Purpose.TIE_CUT) < now.cards["ties.cut_on_move"]:
        person.cut_all_ties()
    elif person.place is person.origin:
        for x, tie in enumerate(person.ties):
            if tie is None or not tie.holds() or tie.partner.place is not left:
                continue
            word = draws.word_of(person.base(now), Purpose.TIE_CUT, 1)
            if draws.uniform_for(word, tie.partner.key) >= now.cards["ties.host_kept"]:
                tie.partner.forget(person)
                person.ties[x] = None


def leaves(now: Conditions, person: Researcher) -> bool:
    """Weibull hazard of leaving research: S(a) = exp(−(a/σ)^k), S(half-life) = ½."""
    return person.decision(now, Purpose.EXIT) < chance_to_leave(now, person)


def chance_to_leave(now: Conditions, person: Researcher) -> float:
    """The hazard of a quarter; nobody goes on beyond the last age."""
    age = min(max(0, now.t - person.born), OLDEST)
    if age == OLDEST:
        return 1.0
    half_life, shape = now.cards["careers.half_life"], now.cards["careers.exit_shape"]
    sigma = 4.0 * half_life / math.log(2.0) ** (1.0 / shape)
    return weibull(age, sigma, shape)


def rises(now: Conditions, person: Researcher) -> bool:
    """Weibull hazard of promotion since the stage could be reached, times e^(β·lead), at most e."""
    if person.stage == SENIOR:
        return False
    cards = now.cards
    years = (cards["careers.phd_years"], cards["careers.postdoc_years"], cards["careers.mid_years"])
    shape, mean = cards["careers.duration_shape"], years[person.stage]
    scale = 4.0 * mean / math.gamma(1.0 + 1.0 / shape)
    age = min(max(0, now.t - person.born), OLDEST)
    chance = weibull(age - 4.0 * sum(years[: person.stage]), scale, shape)
    lead = math.log1p(person.papers) - now.stage_output[person.stage]
    chance *= math.exp(min(STEEPEST, cards["careers.promotion_output"] * lead))
    return person.decision(now, Purpose.PROMOTION) < chance


def weibull(age: float, scale: float, shape: float) -> float:
    """Chance that it happens within the quarter that begins at an age."""
    before, after = (max(0.0, a) / scale for a in (age, age + 1.0))
    return 1.0 - math.exp(before**shape - after**shape)


def admit(
    now: Conditions, place: Place, ordinal: int, institutions: list[Institution]
) -> Researcher:
    """One new doctoral student, who joins an institution of the place by its size."""
    seed = draws.mixed(place.key + now.key) ^ ordinal
    identity = draws.mixed(seed)
    base = draws.base_of(ARRIVAL, identity)
    institution = by_rank(now, identity, institutions)
    advisor = find_advisor(now, base, institution.members or place.members)
    student = Researcher(place.model, identity, place)
    student.born = now.t + 1
    student.traits = endowment(now, identity, place)
    even = [1.0 / math.sqrt(len(DOMAINS))] * len(DOMAINS)
    student.traits.topic = topic_around(now, identity, advisor.traits.topic if advisor else even)
    student.settle_at(institution)
    if advisor is not None:
        known = now.cards["juniors.advisor_tie"]
        student.strengthen(now, advisor, known, NEWCOMER)
        advisor.strengthen(now, student, known, NEWCOMER)
    return student


def by_rank(now: Conditions, identity: int, institutions: list[Institution]) -> Institution:
    """The n-th of them has a share as n^(−world.size_exponent)."""
    exponent = now.cards["world.size_exponent"]
    weights = [rank**-exponent for rank in range(1, len(institutions) + 1)]
    there = draws.uniform(draws.base_of(FIRST_CHOICES, identity), Purpose.INSTITUTION) * sum(
        weights
    )
    reached = list(accumulate(weights))
    return institutions[bisect_left(reached, there)]


def find_advisor(now: Conditions, base: int, around: list[Researcher]) -> Researcher | None:
    """Somebody of those around, if possible in mid career or later."""
    found = None
    for look in range(int(now.cards["juniors.advisor_looks"])):
        if not around:
            return None
        found = around[draws.position(base, Purpose.ADVISOR, look, len(around))]
        if found.stage >= MID:
            break
    return found


def endowment(now: Conditions, identity: int, place: Place) -> Traits:
    """(ln λ, ln Q) ~ N(0, Σ) with mean rate one, or none at all, and a command of English."""
    cards, base = now.cards, draws.base_of(ABILITY, identity)
    z0, z1 = (draws.normal(base, Purpose.RATE, k) for k in (0, 1))
    spread = math.sqrt(cards["people.rate_variance"])
    slope = cards["people.rate_quality_covariance"] / spread
    rest = math.sqrt(max(0.0, cards["people.quality_variance"] - slope**2))
    rate = math.exp(spread * z0 - 0.5 * spread**2)
    if draws.uniform(base, Purpose.SUPPORTER) < cards["people.supporters"]:
        rate = 0.0
    english = 1.0
    if not now.english_official[place.index]:
        mean = cards["people.english"]
        swing = 2.0 * min(mean, 1.0 - mean)
        english = mean + swing * (draws.uniform(base, Purpose.LANGUAGE) - 0.5)
    return Traits(
        quality=slope * z0 + rest * z1,
        rate=rate,
        english=int(255.0 * english),
    )


def topic_around(now: Conditions, identity: int, centre: list[float]) -> list[float]:
    """|centre + spread·z|, of length one."""
    base, spread = draws.base_of(TASTE, identity), now.cards["people.topic_spread"]
    raw = [abs(c + spread * draws.normal(base, Purpose.TOPIC, d)) for d, c in enumerate(centre)]
    length = math.sqrt(sum(x * x for x in raw))
    return [x / length for x in raw]


def adapt(now: Conditions, institution: Institution) -> None:
    """ln w ← (1 − r)·ln w + r·τ·(gain − friction); the share of time abroad stays the same."""
    cards, here = now.cards, institution.place.index
    rate, prior = cards["adaptation.rate"], cards["adaptation.prior"]
    share, searched = now.usual_partners[here], now.sought_partners[here]
    sought = dict(enumerate(institution.partners))
    attention = [share[b] * w for b, w in sought.items()]
    papers = sum(institution.benefit)
    for b, benefit in enumerate(institution.benefit):
        if share[b] > 0.0:
            due = papers * attention[b] / sum(attention)
            gain = math.log((benefit + prior) / (due + prior))
            gain -= max(0.0, now.lasting_friction[here][b])
            kept = (1.0 - rate) * math.log(sought[b])
            sought[b] = math.exp(kept + rate * cards["adaptation.sensitivity"] * gain)
    scale = sum(searched[b] * w for b, w in sought.items())
    institution.partners = [w / scale if share[b] > 0.0 else w for b, w in sought.items()]


def fade(now: Conditions, institution: Institution) -> None:
    """A year passes over what an institution remembers."""
    kept = math.exp(-1.0 / now.cards["adaptation.memory"])
    institution.benefit = [kept * papers for papers in institution.benefit]
