"""How projects end: who is still there, papers, records, ties and topics (E8, E9, E11, E12)."""

import math
from dataclasses import replace

from sim.chance import Purpose
from sim.dynamics.output import MOST_PAPERS
from tests.oracle import draws
from tests.oracle.conditions import Conditions
from tests.oracle.projects import LONGEST, Project, Seat

USUAL_DISTANCE = 0.25


def finish(now: Conditions, project: Project) -> None:
    """Give time back, see who withdraws, and count the papers and those that are recorded.

    Without its lead a project is lost; anybody else who has left research stays an author.
    """
    for person in project.team:
        if person.active:
            person.load -= 1
    if not project.lead.active:
        project.seats = []
        return
    withdraw(now, project)
    identity, lead = project.identity, project.seats[0]
    if now.data_access[lead.place][project.domain] > 0.0:
        project.supported = True
    limited = draws.uniform(identity, Purpose.LIMITED) < now.cards["compute.limited_share"]
    mean = expected_papers(now, project, limited=limited)
    project.papers = draws.poisson(draws.uniform(identity, Purpose.OUTPUT), mean, MOST_PAPERS)
    waits = [wait(now, identity, p) for p in range(project.papers)]
    known = [
        draws.uniform(identity, Purpose.RECORDED, p) < coverage(now, project)
        for p, quarters in enumerate(waits)
        if quarters == 0
    ]
    project.papers, project.recorded = len(known), sum(known)
    project.owed = [(p, now.t + quarters) for p, quarters in enumerate(waits) if quarters]


def wait(now: Conditions, identity: int, p: int) -> int:
    """Quarters from the end of a project to its paper number ``p``, counted from 0."""
    if p == 0:
        return 0
    mean = 4.0 * now.cards["output.sequel_delay"]
    return min(int(-math.log(draws.uniform(identity, Purpose.SEQUEL, 2 * p)) * mean), LONGEST)


def sequels(project: Project) -> list[Project]:
    """Papers that a project which has ended will still publish."""
    return [
        replace(
            project,
            identity=draws.word_of(project.identity, Purpose.SEQUEL, 2 * p + 1),
            seats=list(project.seats),
            ends=t,
            sequel=True,
            papers=1,
            owed=[],
        )
        for p, t in project.owed
    ]


def appear(now: Conditions, paper: Project) -> None:
    """A later paper appears, recorded with the coverage of its day; without its lead it is lost."""
    if not paper.lead.active:
        paper.papers, paper.recorded, paper.seats = 0, 0, []
        return
    paper.recorded = int(draws.uniform(paper.identity, Purpose.RECORDED) < coverage(now, paper))


def coverage(now: Conditions, paper: Project) -> float:
    """Chance to be recorded; what one place writes alone may stand in outlets not yet indexed."""
    home = paper.seats[0].place
    abroad = any(seat.place != home for seat in paper.seats)
    return now.coverage[home] * (1.0 if abroad else now.home_coverage[home])


def withdraw(now: Conditions, project: Project) -> None:
    """A place leaves with chance 1 − exp(−φR), R the most that came since with any who stay."""
    home = project.seats[0].place
    paid = now.friction_begun[project.start]
    draw = draws.uniform(project.identity, Purpose.WITHDRAWAL)
    staying: list[Seat] = []
    for seat in project.seats:
        b, beside = seat.place, {earlier.place for earlier in staying}
        more = max((max(0.0, now.friction[a][b] - paid[a][b]) for a in beside), default=0.0)
        stays = b in beside or more == 0.0
        if stays or draw < math.exp(-now.cards["friction.withdrawal"] * more):
            staying.append(seat)
    project.seats = staying
    project.foreign = any(seat.place != home for seat in staying)


def expected_papers(now: Conditions, project: Project, *, limited: bool) -> float:
    """μ = scale · V(δ) · (1 − c) · M_K · M_D, or with inputs that complement each other."""
    cards, lead = now.cards, project.lead
    home = lead.institution
    scale = cards["output.scale"] * novelty(now, project) * max(0.0, 1.0 - cost(now, project))
    opened = now.data_access[project.seats[0].place][project.domain]
    data = 1.0 + cards["data.gain"] * opened * (
        1.0 + cards["data.periphery"] * (1.0 - home.prestige)
    )
    own = max(now.compute[p.institution.index] for p in project.team if p.active)
    ratio = own / now.compute_need
    if now.output == "ces":
        return scale * complements(now, ratio if limited else 1.0, data)
    power = max(ratio, 1e-6) ** cards["compute.elasticity"] if limited else 1.0
    return scale * min(power, cards["compute.multiplier_cap"]) * data


def cost(now: Conditions, project: Project) -> float:
    """Share of the effort that coordination takes: members, borders, no common language."""
    cards, lead, home = now.cards, project.lead, project.seats[0].place
    abroad = [seat.person for seat in project.seats if seat.place != home]
    total = cards["output.coordination_member"] * (len(project.seats) - 1)
    if abroad:
        gaps = [1.0 - lead.shared_language(now, p) for p in abroad if p.active]
        total += cards["output.coordination_border"] * (1.0 + max(gaps, default=0.0))
    return total


def novelty(now: Conditions, project: Project) -> float:
    """V at the mean distance of the lead to the others, relative to the usual distance."""
    lead = project.lead
    others = [person for person in project.team[1:] if person.active]
    if not others:
        return 1.0
    delta = sum(lead.distance(other) for other in others) / len(others)
    return max(0.0, value(now, delta)) / value(now, USUAL_DISTANCE)


def value(now: Conditions, delta: float) -> float:
    """(ν₀ + ν₁δ)(1 − δ/δ_max)."""
    cards = now.cards
    new = cards["cognition.base"] + cards["cognition.novelty"] * delta
    return new * (1.0 - delta / cards["cognition.reach"])


def complements(now: Conditions, ratio: float, data: float) -> float:
    """[a_H + a_C K^ρ + a_D D^ρ]^(1/ρ)."""
    cards = now.cards
    rho = cards["output.ces_exponent"]
    a_c, a_d = cards["output.ces_compute"], cards["output.ces_data"]
    compute = max(min(ratio, cards["compute.multiplier_cap"]), 1e-3)
    inside = (1.0 - a_c - a_d) + a_c * compute**rho + a_d * data**rho
    return float(inside ** (1.0 / rho))


def leave_marks(now: Conditions, project: Project) -> None:
    """Every author still in research gets the papers, and a stronger tie with every other."""
    authors = [person for person in project.team if person.active]
    for person in authors:
        person.publish(now, project.identity, project.papers)
        for other in authors:
            if other is not person:
                person.strengthen(now, other, float(project.papers), project.channel)


def teach(now: Conditions, project: Project) -> None:
    """Authors move towards the mean topic of the others."""
    authors = [person for person in project.team if person.active]
    if len(authors) < 2:
        return
    columns = list(zip(*(person.traits.topic for person in authors), strict=True))
    totals = [sum(column) for column in columns]
    lessons = [
        [
            (total - own) / (len(authors) - 1)
            for total, own in zip(totals, p.traits.topic, strict=True)
        ]
        for p in authors
    ]
    for person, lesson in zip(authors, lessons, strict=True):
        person.learn(lesson, now.cards["cognition.learning"])


def remember(project: Project) -> None:
    """Institutions remember a paper's share of authors in each other country."""
    each = project.papers / len(project.seats)
    for seat in project.seats:
        if seat.person.active:
            for other in project.seats:
                if other.place != seat.place:
                    seat.person.institution.benefit[other.place] += each
