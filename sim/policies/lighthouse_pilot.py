"""Pilots in which researchers of two places solve one problem for an operator."""

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import AwardsPerYear, Contradiction, Expectation, Policy, Selection
from sim.units import MoneyPerYear, PlaceCode, Share, Years, one_of, whole
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import DOMAINS, MID, SENIOR

CARDS = (
    "pilot.budget",
    "pilot.projects",
    "pilot.realised",
    "pilot.setup",
)
PILOTS_AN_OPERATOR = 2
LEAST_PAID = 0.2
Domain = Annotated[str, one_of(*DOMAINS)]


class LighthousePilot(Policy):
    """Begin large pilots of mixed teams in two places, paid in part by their provinces."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "budget": "pilot.budget",
        "projects": "pilot.projects",
        "realised": "pilot.realised",
        "setup": "pilot.setup",
    }
    doses: ClassVar[tuple[str, ...]] = ("pilots",)
    evidence: ClassVar[tuple[str, ...]] = ("award.pool", "programme.lapse")
    lives: ClassVar[str] = (
        "Leaders of groups in the field apply with a partner on the other side. Of the money a "
        "share is pledged by provinces, and a part of the pledge is paid: with p of the whole "
        "there, setting up takes 1/p² as long and work goes on at p of the rate. Operators have "
        "attention for two pilots each; further ones share it."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "pledges are paid in part, which delays more than it saves",
        "operators have no more attention to give",
        "so few pilots cannot be seen in counts of papers",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "use of the result in routine operation",
        "what one site teaches about another",
        "disputes about rights, and rules on local content",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F4.1": Expectation(
            "when half of the pledge is missing the delay is more than in proportion"
        ),
        "F4.2": Expectation("papers level off when pilots crowd the same operators"),
        "F4.3": Expectation(
            "less carries over from one site to another than stays in one",
            "not modelled",
            "sites are not told apart",
        ),
        "F4.4": Expectation("one or two pilots are not seen in the papers of the corridor"),
    }

    kind: Literal["lighthouse_pilot"] = "lighthouse_pilot"
    """Pilots of mixed teams."""
    home: PlaceCode
    """The place of those who lead."""
    partner: PlaceCode
    """The place of their partners."""
    domains: Annotated[tuple[Domain, ...], Field(min_length=1, max_length=len(DOMAINS))]
    """The fields of the pilots."""
    pilots: AwardsPerYear
    """Pilots begun each year at the full dose."""
    operators: Annotated[int, whole(1, 1000)] = 4
    """Hospitals or plants on either side that can take a pilot."""
    years: Years = 3.0
    """How long a pilot runs once it is set up."""
    cofund: Share = 0.5
    """Share of the money that provinces pledge."""
    realised: Share | None = None
    """Share of the pledge that is paid."""
    budget: MoneyPerYear | None = None
    """What one pilot costs in a year, both sides and all payers together."""
    projects: AwardsPerYear | None = None
    """Joint projects that a pilot begins in a year if all of its money is there."""
    setup: Years | None = None
    """Time to set a pilot up if all of its money is there."""
    selection: Selection = "merit"
    """How pilots are chosen when more apply than there are."""

    def paid(self) -> float:
        """Share of the money that is there: what is not pledged, and what is paid of the pledge."""
        return 1 - self.cofund + self.cofund * (1.0 if self.realised is None else self.realised)

    def crowding(self) -> float:
        """Share of an operator's full attention that each of the standing pilots gets."""
        standing = self.pilots * self.years
        return min(1.0, PILOTS_AN_OPERATOR * self.operators / standing) if standing else 1.0

    def full_effects(self) -> tuple[Effect, ...]:
        """Pilots that both sides pay for alike."""
        ways = (self.home, self.partner), (self.partner, self.home)
        return tuple(Effect("pilots", way, add=self.pilots) for way in ways)

    def programmes(self) -> tuple[Programme, ...]:
        """One offer in the fields of the pilots."""
        paid, half = self.paid(), (self.budget or 0.0) * self.paid() / 2
        offer = Programme(
            kind=self.kind,
            lever="pilots",
            origin=self.home,
            host=self.partner,
            domains=self.domains,
            selection=self.selection,
            stages=(MID, SENIOR),
            matched=True,
            matching="complement",
            years=self.years,
            setup_years=(self.setup or 0.0) / max(paid, LEAST_PAID) ** 2,
            projects=(self.projects or 0.0) * paid * self.crowding(),
            grants=(half, half),
        )
        return (offer,)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """Each side pays half of the money that is there, as long as a pilot could be running."""
        del values
        late = (self.given("setup")) / max(self.paid(), LEAST_PAID) ** 2
        first, last = round(4 * late) / 4, round(4 * late) / 4 + self.years
        running = sum(
            self.mean_dose(year - since) * max(0.0, min(since + 1, last) - max(since, first))
            for since in range(ceil(last))
        )
        each = self.pilots * running * self.given("budget") * self.paid() / 2
        return {self.home: each, self.partner: each}

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """The two places."""
        return (("home", self.home), ("partner", self.partner))

    def contradictions(self) -> Iterator[Contradiction]:
        """A pilot has two sides."""
        yield from super().contradictions()
        if self.home == self.partner:
            problem = "home and partner are the same place"
            yield Contradiction("partner", "same-place", problem, "name another place")
