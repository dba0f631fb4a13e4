"""Forums and conferences at which leading researchers meet."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import Contradiction, Days, Expectation, Policy, Selection
from sim.units import Flag, PeoplePerYear, PlaceCode, Share, whole
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import SENIOR


class Forum(Policy):
    """Bring leading researchers of several places together for some days each year."""

    doses: ClassVar[tuple[str, ...]] = ("participants",)
    evidence: ClassVar[tuple[str, ...]] = (
        "meeting.sessions_day",
        "meeting.encounters_day",
        "meeting.chat",
        "meeting.virtual",
        "meeting.day_cost",
        "meeting.travel",
        "exposure.hazard",
        "exposure.half_life",
        "exposure.contacts",
    )
    lives: ClassVar[str] = (
        "Senior researchers apply and are chosen, year after year mostly the same when it goes by "
        "merit. They talk with a few others each day; in a workshop they work in small groups. "
        "Pairs that met may start a project while they remember."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "those who are linked already come first",
        "seniors have little free time, so that a joint project replaces another one",
        "talk without structure is worth a part of a session",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "agendas and standards that a forum signals",
        "participants from government and business",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F11.1": Expectation("talk without structure does less than work in small groups"),
        "F11.2": Expectation(
            "the same people meeting again add less each time",
            "no",
            "sessions of a pair add up to the cap of card exposure.contacts, without fatigue",
        ),
        "F11.3": Expectation("a forum online is weaker than one in person"),
    }

    kind: Literal["forum"] = "forum"
    """A conference of seniors."""
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
    virtual: Flag = False
    """Whether it is held online: nobody travels, nobody pays, and less comes of it."""
    selection: Selection
    """How participants are chosen when more apply than there are places."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Places at the forum for the host and for each guest."""
        each = self.participants * (1 - self.host_share) / len(self.guests)
        own = Effect(
            "forum_places", (self.host, self.host), add=self.participants * self.host_share
        )
        return (
            own,
            *(Effect("forum_places", (guest, self.host), add=each) for guest in self.guests),
        )

    def programmes(self) -> tuple[Programme, ...]:
        """One offer to the seniors of all places."""
        offer = Programme(
            kind=self.kind,
            lever="forum_places",
            origin=self.guests[0],
            host=self.host,
            partners=(*self.guests[1:], self.host),
            selection=self.selection,
            stages=(SENIOR, SENIOR),
            days=self.days,
            group=self.group_size,
            virtual=self.virtual,
        )
        return (offer,)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """The host pays for every day, each guest for travel; a forum online is free here.

        Cards: meeting.day_cost (MUSD/person/day), meeting.travel (MUSD/person).
        """
        people = 0.0 if self.virtual else self.participants * self.mean_dose(year)
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
