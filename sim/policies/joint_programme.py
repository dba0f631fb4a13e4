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

CARDS = (
    "joint.awards",
    "joint.grant",
    "joint.newcomers",
    "joint.nominal",
    "joint.projects",
    "joint.renewal",
    "joint.mandate",
    "joint.years",
)


class JointProgramme(TwoSided):
    """Pay pairs of groups in two places for joint projects over some years, each side its half."""

    lever: ClassVar[str] = "joint_awards"
    from_cards: ClassVar[Mapping[str, str]] = {
        "awards": "joint.awards",
        "grant": "joint.grant",
        "years": "joint.years",
        "projects": "joint.projects",
        "nominal": "joint.nominal",
    }
    tried: ClassVar[Mapping[str, str]] = {
        "mandate": "joint.mandate",
        "newcomer_share": "joint.newcomers",
        "renewal": "joint.renewal",
    }
    doses: ClassVar[tuple[str, ...]] = ("awards",)
    needs: ClassVar[Mapping[str, str]] = {"nominal": "mandate"}
    evidence: ClassVar[tuple[str, ...]] = ("award.pool", "programme.apply_tie", "programme.lapse")
    lives: ClassVar[str] = (
        "Leaders of groups at home apply and are chosen; each names a partner on the other side: "
        "an old one in a share of cases, somebody met at an event, or the best of a few found. "
        "Who leads a running award does not apply for another. "
        "For some years the two begin joint projects, in the time that they have, so that other "
        "work gives way. Ties remain when the money ends, and wear off. An award that ends may go "
        "on for another term (`renewal`); then there is one new award less. Where counts are "
        "rewarded (`mandate`), of the papers that count as joint a share g is joint in name only, "
        "so that n real ones count as n/(1 − g); nobody works with anybody for it."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "pairs that work together already apply more and, under merit, come first",
        "joint projects take the place of others in a full working week",
        "there are no more awards than the side that pays less allows",
        "a mandate raises the count of joint papers, not ties, papers by fraction or any index",
        "where sanctions come with lists: partners of listed institutions are avoided too",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "a mandate that makes people look for partners, beside papers that are joint in name",
        "targets for anything but the number of joint papers",
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
            built_in="papers in name only are added to the count (card joint.nominal)",
        ),
        "F14.6": Expectation(
            "when one side halves its money the awards halve",
            built_in="there are as many awards as the side that pays less allows",
        ),
        "F19.6": Expectation(
            "a programme and home production bring less together than the sum of both",
            met="not modelled",
            why="there is no public budget that the two would share; without it 12 small worlds "
            "show 2 joint papers less than the sum (standard error 3)",
        ),
    }

    kind: Literal["joint_programme"] = "joint_programme"
    """Joint awards of two funders."""
    awards: AwardsPerYear | None = None
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
    renewal: Share = 0.0
    """Chance that an award which ends goes on for another term, in the place of a new one."""
    mandate: Share = 0.0
    """How strongly institutions are told to show joint papers: a share of all there could be."""
    nominal: Share | None = None
    """Share of the papers counted as joint that are so in name only under the fullest mandate."""
    selection: Selection
    """How awards are made when more apply than there are."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Awards that each side is ready to pay its half of."""
        awards = self.given("awards")
        paid = self.each_way(awards, awards * self.partner_share)
        share = self.mandate * self.given("nominal") if self.mandate else 0.0
        ways = ((self.home, self.partner), (self.partner, self.home)) if share else ()
        return (*paid, *(Effect("joint_in_name", way, add=share) for way in ways))

    def programmes(self) -> tuple[Programme, ...]:
        """One offer, which both sides pay for."""
        offer = replace(
            self.offer(self.selection, "complement"),
            existing_pairs=self.existing_pairs,
            domains=self.domains,
            newcomer_share=self.newcomer_share,
            renewal=self.renewal,
            years=self.years or 0.0,
            projects=self.projects or 0.0,
            grants=(self.grant or 0.0, self.grant or 0.0),
        )
        return (offer,)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """Each side pays its half of every award that both can pay for, to the end of the award."""
        del values
        running = self.running(year, self.given("years"))
        awards = self.given("awards") * self.partner_share
        return self.both_pay(awards * running * self.given("grant"))
