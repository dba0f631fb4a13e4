"""The same rules once more, as plain agents that one can read from top to bottom.

One Mesa agent is one researcher; lists, sets and numbers of Python hold everything. A quarter
takes its conditions from the model in arrays and everything else from here. Offers of programmes
(vouchers, doctorates under two supervisors) are not part of it; they have tests of their own.
"""

from dataclasses import dataclass, field

import mesa

from sim.dynamics.workload import RING
from sim.world.state import SEQUEL, SUPPORTED, State
from tests.oracle import careers, papers
from tests.oracle.conditions import Conditions
from tests.oracle.counting import Counts
from tests.oracle.people import Contact, Institution, Place, Researcher, Tie, Traits
from tests.oracle.projects import Project, Seat, begin, propose, settle

Team = tuple[tuple[int, int], ...]
"""Identity (−1: has left research) and address of everybody on board, the lead first."""


@dataclass
class Events:
    """What happened in one quarter; projects and researchers are named by identity.

    A project begins with (team, domain, channel, quarter of its end) and ends with (papers,
    recorded papers, supported, team); a move is (who, from which institution, to which).
    """

    begun: dict[int, tuple[Team, int, int, int]] = field(default_factory=dict)
    ended: dict[int, tuple[int, int, bool, Team]] = field(default_factory=dict)
    sequels: dict[int, tuple[int, int, bool, Team]] = field(default_factory=dict)
    moves: set[tuple[int, int, int]] = field(default_factory=set)
    exits: set[int] = field(default_factory=set)
    promotions: set[tuple[int, int]] = field(default_factory=set)
    entries: set[int] = field(default_factory=set)
    counts: Counts = field(default_factory=Counts)


class OracleModel(mesa.Model):
    """A world that goes on from a state of the model in arrays."""

    def __init__(self, state: State, place_keys: list[int]) -> None:
        super().__init__(rng=0)
        self.places = [Place(self, n, key) for n, key in enumerate(place_keys)]
        self.institutions = [
            Institution(self, n, self.places[row["place"]], float(row["prestige"]))
            for n, row in enumerate(state.institutions)
        ]
        self.projects: list[Project] = []
        self.events = Events()
        Settlers(self, state).arrive()

    @property
    def researchers(self) -> list[Researcher]:
        """Everybody in research, in the order in which they came."""
        return list(self.agents_by_type[Researcher])

    def live(self, now: Conditions) -> None:
        """One quarter: all decide on the same start, then what they decided happens."""
        self.events = Events()
        people = self.researchers
        destinations = {person: careers.wants_to_move(now, person) for person in people}
        leavers = {person for person in people if careers.leaves(now, person)}
        risers = {p for p in people if p not in leavers and careers.rises(now, p)}
        self.start_projects(now, people)
        self.end_projects(now)
        self.move_people(now, destinations, leavers)
        for person in in_order(leavers):
            person.depart()
            self.events.exits.add(person.identity)
        for person in in_order(risers):
            person.stage += 1
            self.events.promotions.add((person.identity, person.stage))
        self.admit(now)
        if now.year_ends:
            self.close_year(now)

    def start_projects(self, now: Conditions, people: list[Researcher]) -> None:
        """Everybody proposes, overbooked people choose, the rest begins."""
        proposals = [project for person in people for project in propose(now, person)]
        for project in settle(now, proposals):
            begin(now, project)
            self.projects.append(project)
            told = (named(project), project.domain, project.channel, project.ends)
            self.events.begun[project.identity] = told

    def end_projects(self, now: Conditions) -> None:
        """What is due ends in the order of identities; papers are counted and leave marks."""
        due = in_order(project for project in self.projects if project.ends == now.t)
        self.projects = [project for project in self.projects if project.ends != now.t]
        for project in due:
            (papers.appear if project.sequel else papers.finish)(now, project)
            told = self.events.sequels if project.sequel else self.events.ended
            told[project.identity] = (
                project.papers, project.recorded, project.supported, named(project),
            )  # fmt: skip
            self.projects += papers.sequels(project)
        written = [project for project in due if project.papers]
        for project in written:
            self.events.counts.add(project)
            papers.remember(project)
        for project in written:
            papers.leave_marks(now, project)
        for project in written:
            papers.teach(now, project)

    def move_people(
        self,
        now: Conditions,
        destinations: dict[Researcher, Institution | None],
        leavers: set[Researcher],
    ) -> None:
        """Those who stay in research go where they decided to go."""
        for person in in_order(destinations):
            institution = destinations[person]
            if institution is not None and person not in leavers:
                step = (person.identity, person.institution.index, institution.index)
                self.events.moves.add(step)
                careers.move(now, person, institution)

    def admit(self, now: Conditions) -> None:
        """Each place in turn admits its doctoral students."""
        for place in self.places:
            there = [i for i in self.institutions if i.place is place]
            for ordinal in range(now.admissions[place.index]):
                student = careers.admit(now, place, ordinal, there)
                self.events.entries.add(student.identity)

    def close_year(self, now: Conditions) -> None:
        """Institutions adapt to what has worked, and forget some of it."""
        for institution in self.institutions:
            if now.diversion:
                careers.adapt(now, institution)
            careers.fade(now, institution)


def in_order(things):
    """Researchers or projects in the order of their identities."""
    return sorted(things, key=lambda thing: thing.identity)


def named(project: Project) -> Team:
    """The team as it is now."""
    return tuple((s.person.identity if s.person.active else -1, s.place) for s in project.seats)


class Settlers:
    """Reads a state in arrays: people first, then lists, ties, contacts and projects."""

    def __init__(self, model: OracleModel, state: State) -> None:
        self.model = model
        self.state = state
        self.at: dict[int, Researcher] = {}

    def arrive(self) -> None:
        """Fill the model."""
        state, model = self.state, self.model
        for slot in state.living.nonzero()[0].tolist():
            self.at[slot] = self.person(slot)
        for institution, row in zip(model.institutions, state.institutions, strict=True):
            institution.members = self.listed(state.roster, row)
            institution.partners = state.partners[institution.index].tolist()
            institution.benefit = state.benefit[institution.index].tolist()
        for place, row in zip(model.places, state.places, strict=True):
            place.members = self.listed(state.place_roster, row)
        for slot, person in self.at.items():
            person.ties = [self.tie(row) for row in state.ties[slot]]
            person.contacts = [self.contact(row) for row in state.contacts[slot : slot + 1].flat]
        model.projects = [self.project(row, end) for end, rows in waiting(state) for row in rows]

    def person(self, slot: int) -> Researcher:
        """One researcher without lists and ties."""
        row, model = self.state.people[slot], self.model
        person = Researcher(model, int(self.state.ids[slot]), model.places[row["origin"]])
        person.traits = Traits(
            float(row["quality"]),
            float(row["rate"]),
            int(row["english"]),
            int(row["learned"]),
            int(row["level"]),
            row["topic"].tolist(),
        )
        person.institution = model.institutions[row["institution"]]
        person.place = model.places[row["place"]]
        for name, field_name in (("history", "stamp"), ("born", "born"), ("stage", "stage"),
                                 ("papers", "papers"), ("load", "load")):  # fmt: skip
            setattr(person, name, int(row[field_name]))
        return person

    def listed(self, roster, row) -> list[Researcher]:
        """The members on one list, in its order."""
        slots = roster[row["start"] : row["start"] + row["count"]]
        return [self.at[slot] for slot in slots.tolist()]

    def found(self, slot: int, key: int) -> Researcher:
        """Who was in a slot: the researcher who still is, or somebody who has left."""
        if slot in self.at and self.at[slot].key == key:
            return self.at[slot]
        gone = Researcher(self.model, key << 32, self.model.places[0])
        gone.active = False
        gone.remove()
        return gone

    def tie(self, row) -> Tie | None:
        """One tie."""
        if row["weight"] <= 0.0:
            return None
        partner = self.found(int(row["slot"]), int(row["key"]))
        numbers = (int(row[name]) for name in ("last", "strands", "channel"))
        return Tie(partner, float(row["weight"]), *numbers)

    def contact(self, row) -> Contact | None:
        """One meeting."""
        if row["dose"] <= 0.0:
            return None
        partner = self.found(int(row["slot"]), int(row["key"]))
        return Contact(partner, float(row["dose"]), int(row["last"]), int(row["channel"]))

    def project(self, row, end: int) -> Project:
        """One project; whoever entered after its start is a successor in a slot, not an author."""
        seats = []
        for slot, place in zip(row["members"][: row["seats"]], row["at"], strict=False):
            person = self.at.get(int(slot))
            if person is None or person.born > row["start"]:
                person = self.found(-1, 0)
            seats.append(Seat(person, int(place)))
        project = Project(int(row["id"]), int(row["start"]), seats, int(row["domain"]))
        project.channel = int(row["channel"])
        project.foreign = any(seat.place != seats[0].place for seat in seats)
        project.supported = bool(row["marks"] & SUPPORTED)
        project.sequel = bool(row["marks"] & SEQUEL)
        project.papers = int(project.sequel)
        project.ends = end
        return project


def waiting(state: State):
    """The quarters to come, each with the rows of the projects that end in it."""
    for ahead in range(RING):
        yield state.t + ahead, state.projects[state.project_due == (state.t + ahead) % RING]
