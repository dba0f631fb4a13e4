"""Pilots in which researchers of two places solve one problem for an operator."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import (
    AwardsPerYear,
    Contradiction,
    Domain,
    Expectation,
    ProjectsPerYear,
    Selection,
)
from sim.policies.two_sided import TwoSided
from sim.units import Amount, MoneyPerYear, Share, Years, whole
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import DOMAINS

CARDS = (
    "pilot.pilots",
    "pilot.operators",
    "pilot.cofund",
    "pilot.budget",
    "pilot.projects",
    "pilot.realised",
    "pilot.setup",
    "pilot.years",
    "pilot.per_operator",
    "pilot.least_paid",
)
EACH = Amount({"pilots": 1.0, "pilot": 1.0}, 100, "2 pilots")


class LighthousePilot(TwoSided):
    """Begin large pilots of mixed teams in two places, paid in part by their provinces."""

    lever: ClassVar[str] = "pilots"
    from_cards: ClassVar[Mapping[str, str]] = {
        "pilots": "pilot.pilots",
        "operators": "pilot.operators",
        "cofund": "pilot.cofund",
        "budget": "pilot.budget",
        "projects": "pilot.projects",
        "realised": "pilot.realised",
        "setup": "pilot.setup",
        "years": "pilot.years",
        "per_operator": "pilot.per_operator",
        "least_paid": "pilot.least_paid",
    }
    doses: ClassVar[tuple[str, ...]] = ("pilots",)
    alone: ClassVar[str] = "pilots of one pair of places share their operators"
    decided: ClassVar[tuple[str, ...]] = ("cofund",)
    evidence: ClassVar[tuple[str, ...]] = ("award.pool", "programme.lapse")
    lives: ClassVar[str] = (
        "Leaders of groups in the field apply with a partner on the other side. Of the money a "
        "share is pledged by provinces, and a part of the pledge is paid: with p of the whole "
        "there, setting up takes 1/p² as long and work goes on at p of the rate. Operators have "
        "attention for a few pilots each; further ones share it."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "pledges are paid in part, which delays more than it saves",
        "operators have no more attention to give",
        "so few pilots cannot be seen in counts of papers",
        "where sanctions come with lists: partners of listed institutions are avoided too",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "use of the result in routine operation",
        "what one site teaches about another",
        "disputes about rights, and rules on local content",
        "staff whom both sides employ together, and seasons in which data can be had",
        "what regional budgets pay less for because they pay for a pilot",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F4.1": Expectation(
            "when half of the pledge is missing the delay is more than in proportion",
            built_in="setting up takes 1/p² of the time when a share p is paid",
        ),
        "F4.2": Expectation(
            "papers level off when pilots crowd the same operators",
            built_in="pilots share the attention of their operators",
        ),
        "F4.3": Expectation(
            "less carries over from one site to another than stays in one",
            "not modelled",
            "sites are not told apart",
        ),
        "F4.4": Expectation("one or two pilots are not seen in the papers of the corridor"),
    }

    kind: Literal["lighthouse_pilot"] = "lighthouse_pilot"
    """Pilots of mixed teams."""
    domains: Annotated[tuple[Domain, ...], Field(min_length=1, max_length=len(DOMAINS))]
    """The fields of the pilots."""
    pilots: AwardsPerYear | None = None
    """Pilots begun each year at the full dose."""
    operators: Annotated[int, whole(1, 1000)] | None = None
    """Hospitals or plants on either side that can take a pilot."""
    years: Years | None = None
    """How long a pilot runs once it is set up."""
    per_operator: Annotated[float, EACH.written()] | None = None
    """Standing pilots to which one operator can give full attention."""
    cofund: Share | None = None
    """Share of the money that provinces pledge."""
    realised: Share | None = None
    """Share of the pledge that is paid."""
    budget: MoneyPerYear | None = None
    """What one pilot costs in a year, both sides and all payers together."""
    projects: ProjectsPerYear | None = None
    """Joint projects that a pilot begins in a year if all of its money is there."""
    setup: Years | None = None
    """Time to set a pilot up if all of its money is there."""
    least_paid: Share | None = None
    """Share of the money below which a pilot is set up no later still."""
    selection: Selection = "merit"
    """How pilots are chosen when more apply than there are."""

    def paid(self) -> float:
        """Share of the money that is there: what is not pledged, and what is paid of the pledge."""
        pledged = self.cofund or 0.0
        return 1 - pledged + pledged * (1.0 if self.realised is None else self.realised)

    def crowding(self) -> float:
        """Share of an operator's full attention that each of the standing pilots gets."""
        standing = (self.pilots or 0.0) * (self.years or 0.0)
        room = (self.per_operator or 0.0) * (self.operators or 0)
        return min(1.0, room / standing) if standing else 1.0

    def full_effects(self) -> tuple[Effect, ...]:
        """Pilots that both sides pay for alike."""
        return self.each_way(self.given("pilots"), self.given("pilots"))

    def delay(self) -> float:
        """Years of setting up: 1/p² of what it takes when all of the money is there."""
        return (self.setup or 0.0) / max(self.paid(), self.least_paid or 1.0) ** 2

    def programmes(self) -> tuple[Programme, ...]:
        """One offer in the fields of the pilots."""
        half = (self.budget or 0.0) * self.paid() / 2
        offer = replace(
            self.offer(self.selection, "complement"),
            domains=self.domains,
            years=self.years or 0.0,
            setup_years=self.delay(),
            projects=(self.projects or 0.0) * self.paid() * self.crowding(),
            grants=(half, half),
        )
        return (offer,)

    def contradictions(self) -> Iterator[Contradiction]:
        """A pilot of which nothing is paid is set up some day."""
        yield from super().contradictions()
        if self.least_paid == 0:
            problem = "a pilot without any money would never be set up"
            yield Contradiction("least_paid", "no-effect", problem, "write more than 0")

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """Each side pays half of the money that is there, as long as a pilot could be running."""
        del values
        running = self.running(year, self.given("years"), late=round(4 * self.delay()) / 4)
        return self.both_pay(
            self.given("pilots") * running * self.given("budget") * self.paid() / 2
        )
