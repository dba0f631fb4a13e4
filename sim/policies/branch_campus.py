"""Campuses that a university of one place keeps in another."""

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from sim.policies.base import (
    Contradiction,
    Expectation,
    People,
    Policy,
    Selection,
    Strength,
    named_twice,
)
from sim.units import Amount, LogPoints, PeoplePerYear, PlaceCode, Share, Years
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import PHD, POSTDOC, SENIOR

CARDS = (
    "campus.students",
    "campus.faculty",
    "campus.opening",
    "campus.teaching",
    "campus.fragility",
    "campus.listing",
)
YEARLY = Amount({"a year": 1.0}, 10, "0.02 a year")


class BranchCampus(Policy):
    """Open a campus in one place to which a university of another sends its teachers."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "students": "campus.students",
        "faculty": "campus.faculty",
        "presence": "unit.presence",
        "opening": "campus.opening",
        "teaching": "campus.teaching",
        "fragility": "campus.fragility",
        "listing": "campus.listing",
        "chill": "sanctions.chill",
    }
    doses: ClassVar[tuple[str, ...]] = ("students", "faculty")
    alone: ClassVar[str] = "campuses of one keeper in one place close together and are shunned once"
    evidence: ClassVar[tuple[str, ...]] = (
        "campus.room",
        "campus.student_cost",
        "unit.closure",
        "unit.staff_cost",
        "doctorate.tie",
        "doctorate.years",
        "language.learning",
    )
    lives: ClassVar[str] = (
        "Nothing happens until it opens. Then each year some first-year students of the host "
        "choose it, learn the language of those who keep it, and have a supervisor from there "
        "where one who is really present has room. With the degree about half keep a working tie. "
        "Teachers have less time for research at home. It may close in any year, more easily when "
        "the two places fall out, and does not open again."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "teachers by name only, so that students have no supervisor from abroad",
        "graduates stay with the host, whose gain they are",
        "research at home lacks the time of those who teach",
        "closure before the first students have finished",
        "a parent may be put on a list, and careful places then work less with the host",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "students who would not have begun a doctorate without it, and degrees below it",
        "fees, accreditation, the quality of teaching and the standing of its degrees",
        "a choice of the language of instruction: it is that of those who keep the campus",
        "single universities: teachers and students come from anywhere in their places",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F10.1": Expectation(
            "no joint papers come of it before the first students have finished",
            built_in="ties with supervisors are made with the degree",
        ),
        "F10.2": Expectation(
            "the place that keeps it has no more talent on balance, but for graduates who come",
            built_in="teaching takes research time; graduates move like others (campus.teaching)",
        ),
        "F10.3": Expectation(
            "it closes more often when the two places fall out",
            built_in="the hazard of closure rises with friction (card campus.fragility)",
        ),
    }

    kind: Literal["branch_campus"] = "branch_campus"
    """A campus in another place."""
    home: PlaceCode
    """The place whose university keeps it, and pays those who teach there."""
    host: PlaceCode
    """The place where it stands, whose students it takes, and which pays for them."""
    students: PeoplePerYear | None = None
    """Doctorates begun there each year at the full dose."""
    faculty: People | None = None
    """Posts of teachers from home at the full dose."""
    presence: Share | None = None
    """Share of the teachers who are really there."""
    opening: Years | None = None
    """Time from the decision to the first students; nothing is paid before they come."""
    teaching: Share | None = None
    """Share of their time for research that those present give to teaching."""
    fragility: Strength | None = None
    """How much friction between the two places raises the hazard of closure, as a logarithm."""
    wary: Annotated[tuple[PlaceCode, ...], Field(max_length=40)] = ()
    """Places that become careful with the host if a parent of the campus is put on a list."""
    listing: Annotated[float, YEARLY.written()] | None = None
    """Yearly hazard that a parent of the campus is put on a list."""
    chill: LogPoints | None = None
    """Friction between the host and each wary place once that has happened."""
    selection: Selection = "merit"
    """How students are chosen when more apply than there are places."""

    def opened(self) -> Self:
        """The same from the day on which it opens."""
        first = self.start + round(4 * self.given("opening"))
        return self.model_copy(update={"start": first, "opening": 0.0})

    def effects(self, quarter: int) -> tuple[Effect, ...]:
        """Teachers and students from the opening on; the risk of a list grows year by year."""
        opened = self.opened()
        if opened.dose(quarter) == 0:
            return ()
        years = (quarter - opened.start) / 4 if self.given("faculty") > 0 else 0.0
        listed = -math.expm1(-self.given("listing") * years)
        return tuple(
            effect.at(listed if effect.lever == "friction" else opened.dose(quarter))
            for effect in self.full_effects()
        )

    def full_effects(self) -> tuple[Effect, ...]:
        """Posts of the home, students of the host, and friction once a parent is on a list."""
        chill = self.given("chill")
        pairs = [(self.host, place) for place in self.wary]
        ways = [way for one, other in pairs for way in ((one, other), (other, one))]
        return (
            *(Effect("friction", way, add=chill) for way in ways),
            Effect("campus_faculty", (self.home, self.host), add=self.given("faculty")),
            Effect("campus_students", (self.host, self.home), add=self.given("students")),
        )

    def programmes(self) -> tuple[Programme, ...]:
        """Posts for people of the home, and doctorates for students of the host."""
        posts = Programme(
            kind=self.kind,
            lever="campus_faculty",
            origin=self.home,
            host=self.host,
            stages=(POSTDOC, SENIOR),
            presence=self.presence or 0.0,
            teaching=self.teaching or 0.0,
            fragility=self.fragility or 0.0,
            listing=self.listing or 0.0,
        )
        doctorates = Programme(
            kind=self.kind,
            lever="campus_students",
            origin=self.host,
            host=self.home,
            selection=self.selection,
            stages=(PHD, PHD),
            first_year=True,
        )
        return (posts, doctorates)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """The home pays for every post, present or not, the host for every student to the degree.

        Cards: unit.staff_cost and campus.student_cost (MUSD/person/year), doctorate.years.
        """
        opened = self.opened()
        studying = self.given("students") * opened.running(year, values["doctorate.years"])
        return {
            self.home: self.given("faculty") * opened.mean_dose(year) * values["unit.staff_cost"],
            self.host: studying * values["campus.student_cost"],
        }

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """Who keeps it, where it stands, and who looks on with care."""
        wary = (("wary", place) for place in self.wary)
        return (("home", self.home), ("host", self.host), *wary)

    def contradictions(self) -> Iterator[Contradiction]:
        """A campus abroad stands elsewhere; those who look on are others, each named once."""
        yield from super().contradictions()
        yield from self.same_place("home", "host")
        yield from named_twice("wary", [*{self.home, self.host}, *self.wary])
