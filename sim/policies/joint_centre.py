"""Centres at which people of two places work side by side, or only by name."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from sim.policies.base import Contradiction, Expectation, People, Policy, Strength
from sim.units import Amount, PlaceCode, Share
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import POSTDOC, SENIOR

CARDS = ("unit.staff", "unit.presence", "unit.nearness", "campus.fragility")

TIMES = Amount({"times": 1.0}, 100, "3.5 times")


class JointCentre(Policy):
    """Set up a centre in one place whose staff comes from two."""

    from_cards: ClassVar[Mapping[str, str]] = {"staff": "unit.staff", "presence": "unit.presence"}
    tried: ClassVar[Mapping[str, str]] = {
        "nearness": "unit.nearness",
        "fragility": "campus.fragility",
    }
    doses: ClassVar[tuple[str, ...]] = ("staff",)
    evidence: ClassVar[tuple[str, ...]] = (
        "unit.staff_cost",
        "unit.closure",
        "exposure.sessions_month",
        "exposure.hazard",
        "exposure.sessions",
        "exposure.known",
        "listing.spillover",
        "listing.secondary",
    )
    lives: ClassVar[str] = (
        "Each year both sides fill the posts that are vacant. Of the guests only a share is really "
        "there; those meet the hosts week by week, and pairs begin projects as pairs who met do. "
        "Posts are paid for whether somebody sits on them or not. A centre may close in any year, "
        "more easily when the two places fall out if it is said to be fragile, and does not open "
        "again."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "a label: staff by name, and hardly anybody there",
        "closure, after which ties fade as all do",
        "those who work together already take the posts",
        "joint work comes to depend on one partner place (outcome dependency)",
        "where sanctions come with lists: a parent on one, for which the partner is avoided too",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "papers relabelled as the centre's",
        "computers of the centre's own",
        "who of the two sides governs it, and what that changes",
        "third places that grow careful of a centre although nobody is on a list",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F9.1": Expectation(
            "the effect is in proportion to presence, and nothing without it",
            built_in="sessions are those of people present",
        ),
        "F9.2": Expectation(
            "closing does not erase ties at once",
            built_in="a closure touches no tie",
        ),
        "F9.3": Expectation(
            "counts of joint papers rise faster than pairs where counts are rewarded",
            "not modelled",
            "a centre relabels nothing; a mandate of a joint_programme can be put beside it",
        ),
        "F9.4": Expectation(
            "a parent on a list costs the partner ties with third places",
            built_in="teams turn down partners of the listed (card listing.spillover)",
        ),
        "F19.7": Expectation(
            "lists take more from the partner where there is a joint centre",
            built_in="teams turn down partners of the listed (card listing.spillover)",
        ),
    }

    kind: Literal["joint_centre"] = "joint_centre"
    """A centre of two places."""
    host: PlaceCode
    """The place where it stands."""
    guest: PlaceCode
    """The place that sends the other half of the staff."""
    staff: People | None = None
    """Nominal staff of each side at the full dose."""
    presence: Share | None = None
    """Share of the guests' staff that is really there."""

    nearness: Annotated[float, TIMES.written()] = 1.0
    """How many times as likely people present begin something as their sessions account for."""
    fragility: Strength = 0.0
    """How much friction between the two places raises the hazard of closure, as a logarithm."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Posts of either side."""
        ways = (self.guest, self.host), (self.host, self.guest)
        return tuple(Effect("unit_staff", way, add=self.given("staff")) for way in ways)

    def programmes(self) -> tuple[Programme, ...]:
        """Posts for people of both places."""
        offer = Programme(
            kind=self.kind,
            lever="unit_staff",
            origin=self.guest,
            host=self.host,
            selection="merit",
            stages=(POSTDOC, SENIOR),
            matched=True,
            presence=self.presence or 0.0,
            nearness=self.nearness,
            fragility=self.fragility,
        )
        return (offer,)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """Each side pays for its posts, present or not, until the centre closes.

        Card: unit.staff_cost (MUSD/person/year).
        """
        each = self.given("staff") * self.mean_dose(year) * values["unit.staff_cost"]
        return {self.guest: each, self.host: each}

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """Where it stands, and who comes."""
        return (("host", self.host), ("guest", self.guest))

    def contradictions(self) -> Iterator[Contradiction]:
        """A joint centre has two sides, and people side by side begin no less for it."""
        yield from super().contradictions()
        yield from self.same_place("host", "guest")
        if self.nearness < 1:
            problem = "below 1 it does nothing: what sessions account for comes anyway"
            yield Contradiction("nearness", "no-effect", problem, "write 1 times or more")
