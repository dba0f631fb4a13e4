"""What schools and forums share: people of several places come together for some days."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from sim.policies.base import Contradiction, Days, Policy, Selection, named_twice
from sim.units import PeoplePerYear, PlaceCode, Share, whole
from sim.world.levers import Effect
from sim.world.programme import Programme


class Meeting(Policy):
    """Bring people of several places together at one of them for some days each year."""

    lever: ClassVar[str]
    """The lever that counts the seats."""
    stages: ClassVar[tuple[int, int]]
    """The lowest and the highest career stage of those who come."""
    doses: ClassVar[tuple[str, ...]] = ("participants",)
    decided: ClassVar[tuple[str, ...]] = ("days",)
    evidence: ClassVar[tuple[str, ...]] = (
        "meeting.sessions_day",
        "meeting.encounters_day",
        "meeting.chat",
        "meeting.day_cost",
        "meeting.travel",
        "exposure.hazard",
        "exposure.half_life",
        "exposure.contacts",
        "exposure.sessions",
        "exposure.known",
    )

    host: PlaceCode
    """The place where it is held, which pays for the days."""
    guests: Annotated[tuple[PlaceCode, ...], Field(min_length=1, max_length=20)]
    """The other places, each of which pays for the travel of its own people."""
    participants: PeoplePerYear | None = None
    """People at the full dose, of all places together."""
    host_share: Share = 0.5
    """Share of the participants who come from the host; the guests share the rest alike."""
    days: Days | None = None
    """How long it lasts."""
    group_size: Annotated[int, whole(0, 12)] = 0
    """People who work together in one small group all the time; 0: nobody is put into groups."""
    selection: Selection
    """How participants are chosen when more apply than there are places."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Seats for the host and for each guest."""
        people = self.given("participants")
        each = people * (1 - self.host_share) / len(self.guests)
        own = Effect(self.lever, (self.host, self.host), add=people * self.host_share)
        return (own, *(Effect(self.lever, (guest, self.host), add=each) for guest in self.guests))

    def programmes(self) -> tuple[Programme, ...]:
        """One offer to the people of all places."""
        offer = Programme(
            kind=self.kind,
            lever=self.lever,
            origin=self.guests[0],
            host=self.host,
            partners=(*self.guests[1:], self.host),
            selection=self.selection,
            stages=self.stages,
            days=self.days or 0.0,
            group=self.group_size,
        )
        return (offer,)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """The host pays for every day, each guest for the travel of its people.

        Cards: meeting.day_cost (MUSD/person/day), meeting.travel (MUSD/person).
        """
        people = self.given("participants") * self.mean_dose(year)
        each = people * (1 - self.host_share) / len(self.guests) * values["meeting.travel"]
        return {
            self.host: people * self.given("days") * values["meeting.day_cost"],
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
        yield from named_twice("guests", self.guests)
        if self.group_size == 1:
            problem = "a group of one meets nobody"
            yield Contradiction("group_size", "no-effect", problem, "write 0, or 2 or more")
