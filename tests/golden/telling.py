"""The life of a small world as a text that a person can read."""

from collections.abc import Iterator, Mapping

from sim.world.state import CHANNELS, DOMAINS, STAGES
from tests.golden.nine import COUNTED, FIRST, Life, Tie
from tests.oracle.compare import Snapshot, Told
from tests.oracle.model import Team
from tests.oracle.worlds import CODES

GONE = -1
HEADING = """\
Nine people in three places, {first} to {last}, as the readable oracle tells it.
Written by `make golden`; the model in arrays is held to it, word for word.

A person is named after the place where they were first seen: AAA1 was there before AAA2. AAA.0 is
the first institution of AAA. A project is told when it begins (lead first, domain, how the partners
were found, quarter of its end) and when it ends (papers, how many of them the record knows).
"""


class Teller:
    """Tells one life; names people and projects in the order in which they appear."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.people: dict[int, str] = {}
        self.projects: dict[int, str] = {}
        self._meet(life.founders)
        for told in life.quarters:
            self._meet({i: told.people[i] for i in told.events.entries})
            for project in sorted(told.events.begun):
                self.projects[project] = f"P{len(self.projects) + 1}"

    def text(self) -> str:
        """The whole story."""
        last = FIRST + len(self.life.quarters) // 4 - 1
        parts = (
            HEADING.format(first=FIRST, last=last),
            *self._table("At the start", self.life.founders),
            *self._chronicle(),
            *self._table("At the end", self.life.quarters[-1].people),
            *self._minds(),
            *self._counts(),
        )
        return "\n".join(parts) + "\n"

    def _meet(self, people: Snapshot) -> None:
        """Name those who are new."""
        for identity in sorted(people):
            place = CODES[people[identity][1]]
            before = sum(name.startswith(place) for name in self.people.values())
            self.people[identity] = f"{place}{before + 1}"

    def _table(self, title: str, people: Snapshot) -> Iterator[str]:
        """Everybody, one line each."""
        yield f"\n{title}"
        yield f"{'person':8}{'works at':10}{'stage':9}{'since':9}papers  projects  history"
        for identity, name in self._named(people):
            institution, place, stage, papers, load, born, history = people[identity]
            yield (
                f"{name:8}{where(institution, place):10}{STAGES[stage]:9}{quarter(born):9}"
                f"{papers:6}{load:10}  {history:08x}"
            )

    def _chronicle(self) -> Iterator[str]:
        """What happened, quarter by quarter; quarters without an event are left out."""
        yield "\nWhat happened"
        people = self.life.founders
        for t, told in enumerate(self.life.quarters):
            lines = [
                *self._ended(told),
                *self._later(told),
                *self._begun(told),
                *self._lives(told, people),
            ]
            people = told.people
            for n, line in enumerate(lines):
                yield f"{'' if n else quarter(t):9}{line}"

    def _ended(self, told: Told) -> Iterator[str]:
        """Projects that end."""
        for project, (papers, known, _, team) in sorted(told.events.ended.items()):
            name = self.projects[project]
            if not team:
                yield f"{name} is lost with its lead"
                continue
            authors = self._team(team)
            yield f"{name} ends: {authors} wrote {papers}, recorded {known}"

    def _later(self, told: Told) -> Iterator[str]:
        """Papers that appear after their project has ended."""
        for _, (papers, known, _, team) in sorted(told.events.sequels.items()):
            if not team:
                yield "a later paper is lost with its lead"
                continue
            yield f"{self._team(team)} wrote {papers} more, recorded {known}"

    def _begun(self, told: Told) -> Iterator[str]:
        """Projects that begin."""
        for project, (team, domain, channel, end) in sorted(told.events.begun.items()):
            how = f", found as {CHANNELS[channel]}" if len(team) > 1 else ""
            yield (
                f"{self.projects[project]} begins: {self._team(team)}; {DOMAINS[domain]}{how}, "
                f"to {quarter(end)}"
            )

    def _lives(self, told: Told, before: Snapshot) -> Iterator[str]:
        """Who moves, leaves, rises or comes."""
        events = told.events
        for identity, start, to in sorted(events.moves):
            left, joined = where(start, before[identity][1]), where(to, told.people[identity][1])
            yield f"{self.people[identity]} moves: {left} to {joined}"
        for identity in sorted(events.exits):
            yield f"{self.people[identity]} leaves research"
        for identity, stage in sorted(events.promotions):
            yield f"{self.people[identity]} becomes {STAGES[stage]}"
        for identity in sorted(events.entries):
            institution, place = told.people[identity][:2]
            yield f"{self.people[identity]} enters at {where(institution, place)}"

    def _minds(self) -> Iterator[str]:
        """What everybody knows, and whom; ties to people who have left research are left out."""
        yield f"\nTopics\n{'person':8}" + "".join(f"{name:>10}" for name in DOMAINS)
        named = self._named(self.life.minds)
        for identity, name in named:
            shares = "".join(f"{share:10.3f}" for share in self.life.minds[identity].topic)
            yield f"{name:8}{shares}"
        yield "\nTies, each with its strength in papers when the two last wrote together"
        for identity, name in named:
            ties = sorted(map(self._tie, self.life.minds[identity].ties))
            yield f"{name:8}{'; '.join(ties) or '-'}"

    def _tie(self, tie: Tie) -> str:
        """One tie."""
        partner = self.people[tie.partner]
        return f"{partner} {tie.strength:.3f} {quarter(tie.last)} {CHANNELS[tie.channel]}"

    def _counts(self) -> Iterator[str]:
        """Recorded papers of every place and of every two."""
        yield f"\nRecorded papers since {COUNTED}: whole, fractional, and those with another place"
        counted = [told.counts for told in self.life.quarters[4 * (COUNTED - FIRST) :]]
        total = {
            name: sum(counts[name] for counts in counted)
            for name in ("papers", "papers_fractional", "international", "joint")
        }
        for n, code in enumerate(CODES):
            joint = ", ".join(
                f"{total['joint'][n][m]:.0f} with {CODES[m]}" for m in range(len(CODES)) if m != n
            )
            yield (
                f"{code:8}{total['papers'][n]:6.0f}{total['papers_fractional'][n]:10.3f}"
                f"{total['international'][n]:6.0f}   {joint}"
            )

    def _named(self, people: Mapping[int, object]) -> list[tuple[int, str]]:
        """Identities and names, by name."""
        found = [(identity, self.people[identity]) for identity in people]
        return sorted(found, key=lambda each: (each[1][:3], int(each[1][3:])))

    def _team(self, team: Team) -> str:
        """Who is on board."""
        return ", ".join("somebody gone" if i == GONE else self.people[i] for i, _ in team)


def quarter(t: int) -> str:
    """A quarter of the story as people write it."""
    return f"{FIRST + t // 4}-Q{t % 4 + 1}"


def where(institution: int, place: int) -> str:
    """An institution: the place, and which of its two."""
    return f"{CODES[place]}.{institution % 2}"
