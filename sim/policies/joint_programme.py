"""Programmes of two funders that pay for joint work of researchers in two places."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import AwardsPerYear, Domain, Expectation, ProjectsPerYear, Selection
from sim.policies.two_sided import TwoSided
from sim.units import MoneyPerYear, Share, Years
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import DOMAINS

CARDS = ("joint.grant", "joint.projects", "joint.years")


class JointProgramme(TwoSided):
    """Pay pairs of groups in two places for joint projects over some years, each side its half."""

    lever: ClassVar[str] = "joint_awards"
    from_cards: ClassVar[Mapping[str, str]] = {
        "grant": "joint.grant",
        "years": "joint.years",
        "projects": "joint.projects",
    }
    doses: ClassVar[tuple[str, ...]] = ("awards",)
    evidence: ClassVar[tuple[str, ...]] = ("award.pool", "programme.apply_tie", "programme.lapse")
    lives: ClassVar[str] = (
        "Leaders of groups at home apply and are chosen; each names a partner on the other side: "
        "an old one in a share of cases, somebody met at an event, or the best of a few found. "
        "Who leads a running award does not apply for another. "
        "For some years the two begin joint projects, in the time that they have, so that other "
        "work gives way. Ties remain when the money ends, and wear off."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "pairs that work together already apply more and, under merit, come first",
        "joint projects take the place of others in a full working week",
        "there are no more awards than the side that pays less allows",
        "where sanctions come with lists: partners of listed institutions are avoided too",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "papers that are joint in name only, where counts are rewarded",
        "a gain in what a paid project writes beside one that is not paid",
        "the work of reporting",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F14.1": Expectation("joint papers grow with awards ever more slowly"),
        "F14.2": Expectation("less than all is additional, and less the more old ties count"),
        "F14.3": Expectation("when it ends joint output falls and ties remain in part"),
        "F14.4": Expectation(
            "pairs that never worked together gain more",
            built_in="of old pairs a share of projects would begin anyway (card programme.known)",
        ),
        "F14.5": Expectation(
            "a mandate without money raises the count in name only",
            "not modelled",
            "papers are joint here when people of both places wrote them",
        ),
        "F14.6": Expectation(
            "when one side halves its money the awards halve",
            built_in="there are as many awards as the side that pays less allows",
        ),
    }

    kind: Literal["joint_programme"] = "joint_programme"
    """Joint awards of two funders."""
    awards: AwardsPerYear
    """Awards that the home is ready to pay its half of each year, at the full dose."""
    partner_share: Share = 1.0
    """Awards that the partner is ready to pay its half of, as a share of those of the home."""
    grant: MoneyPerYear | None = None
    """What one award costs each side in a year."""
    years: Years | None = None
    """How long one award lasts."""
    projects: ProjectsPerYear | None = None
    """Joint projects that an award begins in a year, if there is time."""
    existing_pairs: Share
    """Share of awards that go to an old partner, where there is one."""
    domains: Annotated[tuple[Domain, ...], Field(max_length=len(DOMAINS))] = ()
    """Fields of research that the call is for; none named: all."""
    newcomer_share: Share = 0.0
    """Share of the awards set aside for leaders who never had one."""
    selection: Selection
    """How awards are made when more apply than there are."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Awards that each side is ready to pay its half of."""
        return self.each_way(self.awards, self.awards * self.partner_share)

    def programmes(self) -> tuple[Programme, ...]:
        """One offer, which both sides pay for."""
        offer = replace(
            self.offer(self.selection, "complement"),
            existing_pairs=self.existing_pairs,
            domains=self.domains,
            newcomer_share=self.newcomer_share,
            years=self.years or 0.0,
            projects=self.projects or 0.0,
            grants=(self.grant or 0.0, self.grant or 0.0),
        )
        return (offer,)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """Each side pays its half of every award that both can pay for, to the end of the award."""
        del values
        running = self.running(year, self.given("years"))
        return self.both_pay(self.awards * self.partner_share * running * self.given("grant"))
