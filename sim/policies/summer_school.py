"""Schools at which young researchers of several places meet."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import Contradiction, Days, Expectation, Policy, Selection
from sim.units import PeoplePerYear, PlaceCode, Share, whole
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import PHD, POSTDOC


class SummerSchool(Policy):
    """Bring young researchers of several places together for some days each year."""

    doses: ClassVar[tuple[str, ...]] = ("participants",)
    evidence: ClassVar[tuple[str, ...]] = (
        "meeting.sessions_day",
        "meeting.encounters_day",
        "meeting.chat",
        "meeting.day_cost",
        "meeting.travel",
        "exposure.hazard",
        "exposure.half_life",
        "exposure.contacts",
    )
    lives: ClassVar[str] = (
        "Doctoral students and postdocs hear of the school, apply, are chosen; some do not come. "
        "Those who come talk with a few others each day, and in small groups work together all "
        "the time. Pairs that met may start a project in the following years, less likely as they "
        "forget; later joint work runs through the ties that such projects leave."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "those already linked with the other side apply more",
        "most participants leave research within years, and what they met goes with them",
        "contacts that find no time within two or three years are forgotten",
        "places stay empty where few know of the school or wish to come",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "what is taught at the school",
        "hiring of participants by the other side, beyond moves along ties",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F7.1": Expectation("the effect grows with participants, not with their square"),
        "F7.2": Expectation("small groups do far more than mingling"),
        "F7.3": Expectation("joint papers peak one to four years after the school, then fade"),
        "F7.4": Expectation(
            "seed money afterwards does more for those who met",
            "no",
            "a link finds a partner for everybody; having met decides only who it is",
        ),
        "F7.5": Expectation("leaving out one edition costs about what one edition gives"),
    }

    kind: Literal["summer_school"] = "summer_school"
    """A school of some days."""
    host: PlaceCode
    """The place where it is held, which pays for the days."""
    guests: Annotated[tuple[PlaceCode, ...], Field(min_length=1, max_length=20)]
    """The other places, each of which pays for the travel of its own people."""
    participants: PeoplePerYear
    """People at the full dose, of all places together."""
    host_share: Share = 0.5
    """Share of the participants who come from the host; the guests share the rest alike."""
    days: Days
    """How long it lasts."""
    group_size: Annotated[int, whole(0, 12)] = 0
    """People who work together in one small group all the time; 0: nobody is put into groups."""
    selection: Selection
    """How participants are chosen when more apply than there are places."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Places at the school for the host and for each guest."""
        each = self.participants * (1 - self.host_share) / len(self.guests)
        own = Effect(
            "school_places", (self.host, self.host), add=self.participants * self.host_share
        )
        return (
            own,
            *(Effect("school_places", (guest, self.host), add=each) for guest in self.guests),
        )

    def programmes(self) -> tuple[Programme, ...]:
        """One offer to the young of all places."""
        offer = Programme(
            kind=self.kind,
            lever="school_places",
            origin=self.guests[0],
            host=self.host,
            partners=(*self.guests[1:], self.host),
            selection=self.selection,
            stages=(PHD, POSTDOC),
            days=self.days,
            group=self.group_size,
        )
        return (offer,)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """The host pays for every day, each guest for the travel of its people.

        Cards: meeting.day_cost (MUSD/person/day), meeting.travel (MUSD/person).
        """
        people = self.participants * self.mean_dose(year)
        each = people * (1 - self.host_share) / len(self.guests) * values["meeting.travel"]
        return {
            self.host: people * self.days * values["meeting.day_cost"],
            **dict.fromkeys(self.guests, each),
        }

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """The host and all guests."""
        return (("host", self.host), *(("guests", guest) for guest in self.guests))

    def contradictions(self) -> Iterator[Contradiction]:
        """A guest comes from elsewhere, and once; a group is more than one."""
        yield from super().contradictions()
        if self.host in self.guests:
            problem = f"{self.host} is both host and guest"
            yield Contradiction("guests", "same-place", problem, "name other places")
        if len(set(self.guests)) < len(self.guests):
            yield Contradiction("guests", "named-twice", "a guest is named twice", "name it once")
        if self.group_size == 1:
            problem = "a group of one meets nobody"
            yield Contradiction("group_size", "no-effect", problem, "write 0, or 2 or more")
