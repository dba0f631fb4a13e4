"""How projects begin: who leads one, who joins, and who has time (E3, E4, E5, E6)."""

import math
from dataclasses import dataclass, field
from functools import cache

from scipy.special import gammainc

from sim.chance import Purpose
from sim.dynamics.partners import MOST_CANDIDATES, MOST_RENOWNED
from sim.dynamics.projects import MOST_STARTS
from sim.dynamics.workload import RING
from sim.world.state import (
    ABROAD,
    HOME,
    LOCAL,
    NEWCOMER,
    POSTDOC,
    PROGRAMME,
    REPEAT,
    TEAM,
    TRIAD,
)
from tests.oracle import draws
from tests.oracle.conditions import Conditions
from tests.oracle.people import Contact, Place, Researcher

LONGEST = RING - 1


@dataclass
class Seat:
    """Somebody in a team, and the place where they were when the project began."""

    person: Researcher
    place: int


@dataclass(eq=False)
class Project:
    """Joint work under way; the first seat leads."""

    identity: int
    start: int
    seats: list[Seat]
    domain: int
    channel: int = HOME
    foreign: bool = False
    supported: bool = False
    ends: int = 0
    papers: int = 0
    recorded: int = 0
    sequel: bool = False
    owed: list[tuple[int, int]] = field(default_factory=list)
    refused: list[Researcher] = field(default_factory=list)

    @property
    def lead(self) -> Researcher:
        """Who leads."""
        return self.seats[0].person

    @property
    def team(self) -> list[Researcher]:
        """Everybody on board."""
        return [seat.person for seat in self.seats]

    def add(self, person: Researcher, channel: int) -> None:
        """Seat somebody; the first from abroad gives the project its channel."""
        if person in self.team or len(self.seats) == TEAM:
            return
        self.seats.append(Seat(person, person.place.index))
        if person.place is self.lead.place:
            return
        if not self.foreign:
            self.foreign = True
            self.channel = channel
        self.supported |= channel == PROGRAMME


def propose(now: Conditions, lead: Researcher) -> list[Project]:
    """All projects that somebody would start this quarter."""
    if lead.load >= now.cards["projects.time_budget"]:
        return []
    base, mean = lead.base(now), mean_starts(now, lead)
    begun = draws.poisson(draws.uniform(base, Purpose.STARTS), mean, MOST_STARTS)
    projects = [assemble(now, lead, draws.word_of(base, Purpose.PROJECT, n)) for n in range(begun)]
    for c, contact in enumerate(lead.contacts):
        if contact is not None and follows_up(now, lead, contact, c):
            identity = draws.word_of(base, Purpose.CONTACT, 2 + c)
            for first, second in ((lead, contact.partner), (contact.partner, lead)):
                if first.traits.rate > 0.0:
                    projects.append(assemble(now, first, identity, second, contact.channel))
                    break
    return projects


def mean_starts(now: Conditions, person: Researcher) -> float:
    """Projects of their own that somebody begins in a quarter, on the mean."""
    cards = now.cards
    by_stage = (
        cards["projects.phd_rate"],
        cards["projects.postdoc_rate"],
        1.0,
        cards["projects.senior_rate"],
    )
    mean = now.starts[person.place.index] * person.traits.rate * by_stage[person.stage]
    return mean * (1.0 - person.load / cards["projects.time_budget"])


def follows_up(now: Conditions, lead: Researcher, contact: Contact, c: int) -> bool:
    """Whether a meeting leads to a project now."""
    if not contact.holds() or not contact.partner.has_time(now):
        return False
    tie = lead.tie_with(contact.partner)
    known = 0.0 if tie is None else tie.strength(now)
    chance = meeting_hazard(now, lead, contact) / (1.0 + known / now.cards["exposure.known"])
    return lead.decision(now, Purpose.CONTACT, c) < chance


def meeting_hazard(now: Conditions, lead: Researcher, contact: Contact) -> float:
    """Chance of a joint project: additive, multiplicative or by the odds of a small group."""
    cards = now.cards
    a, b = lead.place.index, contact.partner.place.index
    sessions = contact.remembered(now)
    lasting = math.exp(-1.0 / cards["exposure.sessions"])
    dose: float = (1.0 - lasting**sessions) / (1.0 - lasting)
    omega = cards["transport.omega"]
    if now.event == "M":
        times = math.pow(cards["exposure.rate_ratio"], omega * min(sessions, 1.0))
        pairs = (lead, contact.partner), (contact.partner, lead)
        would = sum(
            mean_starts(now, one) * now.sought[one.place.index][other.place.index]
            for one, other in pairs
        )
        return would * math.exp(-now.friction[a][b] if a != b else 0.0) * (times - 1.0)
    fading = math.log(2.0) / (4.0 * cards["exposure.half_life"])
    border = 1.0 if a == b else cards["exposure.border_discount"] * math.exp(-now.friction[a][b])
    if now.event == "A":
        return omega * cards["exposure.hazard"] * dose * border * fading
    share = min(1.0, dose / cards["exposure.group_sessions"])
    before = cards["exposure.group_base"]
    odds = before / (1.0 - before) * math.pow(cards["exposure.small_group_odds"], omega * share)
    return (odds / (1.0 + odds) - before) * border * fading


def assemble(
    now: Conditions,
    lead: Researcher,
    identity: int,
    met: Researcher | None = None,
    channel: int = HOME,
) -> Project:
    """The team of one project, seat after seat; whom the lead met has the first one."""
    topic = lead.traits.topic
    seats = [Seat(lead, lead.place.index)]
    project = Project(identity, now.t, seats, domain=topic.index(max(topic)))
    if met is not None:
        project.add(met, channel)
        project.channel = channel
    for k in range(seats_wanted(now, identity)):
        partner, channel = fill_seat(now, project, k)
        if partner is not None and agreed(now, project, partner.place):
            project.add(partner, channel)
    return project


def seats_wanted(now: Conditions, identity: int) -> int:
    """Partners wanted: a Poisson core, and sometimes an extended team."""
    most = TEAM - 1
    seats = draws.poisson(draws.uniform(identity, Purpose.TEAM_SIZE), now.team_core, most)
    if draws.uniform(identity, Purpose.TEAM_TAIL) < now.cards["teams.tail_share"]:
        tail = draws.uniform(identity, Purpose.TEAM_TAIL, 1)
        seats += 1 + draws.poisson(tail, now.cards["teams.tail_mean"], most)
    return min(seats, most)


def fill_seat(now: Conditions, project: Project, k: int) -> tuple[Researcher | None, int]:
    """Who takes a seat, and how they came together."""
    identity = project.identity
    if draws.uniform(identity, Purpose.SEAT_KIND, 2 * k) >= now.cards["assembly.incumbent"]:
        return newcomer(now, project, k), NEWCOMER
    if draws.uniform(identity, Purpose.SEAT_KIND, 2 * k + 1) < now.cards["assembly.repeat"]:
        return through_ties(now, project, k)
    return search(now, project, k)


def newcomer(now: Conditions, project: Project, k: int) -> Researcher | None:
    """Somebody of the lead's institution who has not published, else another junior."""
    colleagues = project.lead.institution.members
    fallback = None
    looks = int(now.cards["juniors.newcomer_looks"])
    for look in range(k * looks, (k + 1) * looks):
        at = draws.position(project.identity, Purpose.NEWCOMER, look, len(colleagues))
        person = colleagues[at]
        if person in project.team or not person.has_time(now):
            continue
        if person.papers == 0:
            return person
        if fallback is None and person.stage <= POSTDOC:
            fallback = person
    return fallback


def through_ties(now: Conditions, project: Project, k: int) -> tuple[Researcher | None, int]:
    """A partner of somebody in the team, sometimes a partner's partner; else a search."""
    identity, team = project.identity, project.team
    ego, word = spokesman(project, k), draws.word_of(identity, Purpose.TIE, k)
    tie = ego.pick_tie(now, word, team)
    if tie is None:
        return search(now, project, k)
    if draws.uniform(identity, Purpose.EGO, 48 + k) < now.cards["assembly.reunion"]:
        others = [member for member in team if member is not ego]
        turns = ego.ties_in_turn(now, word, team)
        tie = next((t for t in turns if any(o.tie_with(t.partner) for o in others)), tie)
    partner = tie.partner
    channel = PROGRAMME if tie.channel == PROGRAMME else REPEAT
    if draws.uniform(identity, Purpose.EGO, 32 + k) < now.cards["assembly.triad"]:
        further = partner.pick_tie(now, draws.word_of(identity, Purpose.TIE_OF_TIE, k), team)
        if further is not None:
            partner = further.partner
            channel = PROGRAMME if channel == PROGRAMME else TRIAD
    return (partner if partner.has_time(now) else None), channel


def spokesman(project: Project, k: int) -> Researcher:
    """Whose ties are used: an author of the team in the lead's country, else the lead."""
    at = draws.position(project.identity, Purpose.EGO, k, len(project.seats))
    seat = project.seats[at]
    speaks = seat.place == project.seats[0].place and seat.person.papers > 0
    return seat.person if speaks else project.lead


def agreed(now: Conditions, project: Project, place: Place) -> bool:
    """A place joins if one draw of the team is below exp(−R), R the worst with those on board."""
    places = {seat.place for seat in project.seats}
    worst = max(max(0.0, now.friction[a][place.index]) for a in places)
    calm = place.index in places or worst == 0.0
    return calm or draws.uniform(project.identity, Purpose.FRICTION) < math.exp(-worst)


def search(now: Conditions, project: Project, k: int) -> tuple[Researcher | None, int]:
    """Somebody new: first a country, then a person."""
    lead, identity = project.lead, project.identity
    place = choose_place(now, lead, draws.word_of(identity, Purpose.PLACE, k))
    if place is not lead.place:
        return best_of(now, project, k, place.members), ABROAD
    colleagues = lead.institution.members
    if (
        len(colleagues) > 1
        and draws.uniform(identity, Purpose.LOCAL, k) < now.cards["partner.local"]
    ):
        return best_of(now, project, k, colleagues), LOCAL
    return best_of(now, project, k, place.members), HOME


def choose_place(now: Conditions, lead: Researcher, word: int) -> Place:
    """Home, or abroad with the chance of its share of all weight; then the race of countries."""
    here = lead.place
    abroad: dict[Place, float] = {
        b: weight_abroad(now, lead, b) for b in lead.model.places if b is not here
    }
    total = sum(abroad.values())
    home = now.partner_weight[here.index][here.index]
    if draws.unit_of(word) * (total + home) >= total:
        return here
    race = draws.mixed(word)
    times = {b: draws.quick_arrival(race, b.key >> 32, x) for b, x in abroad.items() if x > 0.0}
    return min(times, key=lambda b: times[b])


def weight_abroad(now: Conditions, lead: Researcher, place: Place) -> float:
    """How much a foreign country draws somebody."""
    weight = now.partner_weight[lead.place.index][place.index]
    weight *= lead.institution.partners[place.index]
    if place is lead.origin:
        weight *= math.exp(now.cards["partner.common_origin"])
    return float(weight * math.exp(language_pull(now, lead, place.index)))


def language_pull(now: Conditions, person: Researcher, place: int) -> float:
    """Utility of a place whose language somebody has learned."""
    if person.traits.learned < 0 or now.language[place] != person.traits.learned:
        return 0.0
    return now.cards["partner.language"] * person.traits.level / 255.0


def best_of(
    now: Conditions, project: Project, k: int, people: list[Researcher]
) -> Researcher | None:
    """The most appealing of a few people met."""
    if not people:
        return None
    identity, lead = project.identity, project.lead
    word = draws.word_of(identity, Purpose.CANDIDATE_UTILITY, k)
    chosen, earliest = None, math.inf
    for look in range(min(int(now.cards["partner.candidates"]), MOST_CANDIDATES)):
        at = draws.position(identity, Purpose.CANDIDATE, k * MOST_CANDIDATES + look, len(people))
        person = people[at]
        if person is lead or not person.has_time(now):
            continue
        time = draws.quick_arrival(word, person.key, math.exp(appeal(now, lead, person)))
        if time < earliest:
            chosen, earliest = person, time
    return chosen


def appeal(now: Conditions, lead: Researcher, person: Researcher) -> float:
    """β_Q·Q + β_PA·ln(1 + papers) + β₁δ − β₂δ²."""
    cards, delta = now.cards, lead.distance(person)
    known = cards["partner.degree"] * math.log1p(min(person.papers, MOST_RENOWNED - 1))
    near = cards["partner.distance_linear"] * delta - cards["partner.distance_square"] * delta**2
    return cards["partner.quality"] * person.traits.quality + known + near


def settle(now: Conditions, proposals: list[Project]) -> list[Project]:
    """The projects for which everybody has time: of too many, the earliest draws are kept."""
    invitations: dict[Researcher, list[Project]] = {}
    for project in proposals:
        for person in project.team:
            invitations.setdefault(person, []).append(project)
    for person, invited in invitations.items():
        free = int(now.cards["projects.time_budget"]) - person.load
        if len(invited) > free:
            for project in sorted(invited, key=lambda p: urgency(p, person))[max(0, free) :]:
                project.refused.append(person)
    begun = [project for project in proposals if project.lead not in project.refused]
    for project in begun:
        project.seats = [s for s in project.seats if s.person not in project.refused]
    return begun


def urgency(project: Project, person: Researcher) -> float:
    """How early an invitation is; the earliest are kept."""
    return draws.uniform_for(draws.word_of(project.identity, Purpose.TIME), person.key)


def begin(now: Conditions, project: Project) -> None:
    """Book everybody's time until the project ends."""
    u = draws.uniform(project.identity, Purpose.LAG)
    shape = now.cards["projects.lag_shape"]
    project.ends = now.t + quarters(u, now.cards["projects.lag_mean"], shape)
    for person in project.team:
        person.load += 1


def quarters(u: float, mean_years: float, shape: float) -> int:
    """The first whole number of quarters by which a share ``u`` of projects has ended."""
    shares = ended_by(mean_years, shape)
    return next(n for n in range(1, LONGEST + 1) if shares[n] >= u)


@cache
def ended_by(mean_years: float, shape: float) -> list[float]:
    """Share of projects that take at most n quarters, by a Gamma law cut at the longest."""
    rate = shape / (4.0 * mean_years)
    return [float(gammainc(shape, n * rate)) for n in range(LONGEST)] + [1.0]
