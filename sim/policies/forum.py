"""Forums and conferences at which leading researchers meet."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Literal

from sim.policies.base import Expectation
from sim.policies.meeting import Meeting
from sim.units import Flag
from sim.world.programme import Programme
from sim.world.state import SENIOR

CARDS = ("forum.participants", "forum.days")


class Forum(Meeting):
    """Bring leading researchers of several places together for some days each year."""

    lever: ClassVar[str] = "forum_places"
    from_cards: ClassVar[Mapping[str, str]] = {
        "participants": "forum.participants",
        "days": "forum.days",
    }
    stages: ClassVar[tuple[int, int]] = (SENIOR, SENIOR)
    evidence: ClassVar[tuple[str, ...]] = (*Meeting.evidence, "meeting.virtual")
    lives: ClassVar[str] = (
        "Senior researchers apply and are chosen, year after year mostly the same when it goes by "
        "merit. They talk with a few others each day; in a workshop they work in small groups. "
        "Pairs that met may start a project while they remember."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "those who are linked already come first, and under merit the same people each year",
        "seniors have little free time, so that a joint project replaces another one",
        "talk without structure is worth a part of a session",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "agendas and standards that a forum signals",
        "participants from government and business",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F11.1": Expectation(
            "talk does no more than conferences did, 9 to 19 % per participant; small groups more",
            met="no",
            why="in eight small worlds talk at one edition adds 0.04 % to what participants write "
            "with one another in five years, small groups 0.18 %, four times as much but far below "
            "9 %: 0.005 projects each, since a session starts one in a thousand (card "
            "exposure.hazard), beside the 2.7 papers that seniors of a small world write with "
            "each other anyway; with 0.05 of them it would be met",
        ),
        "F11.2": Expectation(
            "the same people meeting again add less each time",
            met="no",
            why="in twelve small worlds five yearly editions for forty seniors by merit let one "
            "expect 1.02 times the projects of five single ones followed for as long (standard "
            "error 0.02): each seats them anew, so that most pairs meet two or three times, and "
            "only of one pair a session adds less than the last (card exposure.sessions)",
        ),
        "F11.3": Expectation(
            "a forum online is weaker than one in person",
            built_in="card meeting.virtual is below one",
        ),
    }

    kind: Literal["forum"] = "forum"
    """A conference of seniors."""
    virtual: Flag = False
    """Whether it is held online: nobody travels, nobody pays, and less comes of it."""

    def programmes(self) -> tuple[Programme, ...]:
        """One offer to the seniors of all places."""
        return tuple(replace(offer, virtual=self.virtual) for offer in super().programmes())

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """The host pays for every day, each guest for travel; a forum online is free here."""
        cost = super().planned_cost(values, year)
        return dict.fromkeys(cost, 0.0) if self.virtual else cost
