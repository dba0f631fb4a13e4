"""Links of single laboratories in two places, with some seed money or with none."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, ClassVar, Literal

from sim.policies.base import AwardsPerYear, Expectation, ProjectsPerYear, Selection
from sim.policies.two_sided import TwoSided
from sim.units import MoneyPerYear, Share, Years, one_of
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import MID, PHD, SENIOR

CARDS = ("link.pairs", "link.seed", "link.half", "link.projects", "link.years")


class LabLink(TwoSided):
    """Bring pairs of laboratories in two places together and give them some money to begin."""

    lever: ClassVar[str] = "seed_links"
    from_cards: ClassVar[Mapping[str, str]] = {
        "pairs": "link.pairs",
        "seed": "link.seed",
        "half": "link.half",
        "projects": "link.projects",
        "years": "link.years",
    }
    doses: ClassVar[tuple[str, ...]] = ("pairs",)
    evidence: ClassVar[tuple[str, ...]] = ("award.pool", "programme.lapse", "cognition.novelty")
    lives: ClassVar[str] = (
        "Leaders of groups apply; each is linked with an old partner in a share of cases, with "
        "somebody met at an event, or with whom the rule of matching finds. Open to those who met "
        "it is money to follow up a school, for nobody else. The pair begins "
        "projects at a rate that rises with the seed money s as s/(s + half), none without money."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "a link without money is a label",
        "pairs that work together already are linked once more",
        "under merit, and by prestige, strong laboratories take most links",
        "matching by prestige or for politics finds partners with little to say to each other",
        "where sanctions come with lists: partners of listed institutions are avoided too",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "instruments and samples that two laboratories share",
        "the name that an agreement lends",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F8.1": Expectation(
            "pairs without earlier work gain more",
            built_in="of old pairs a share of projects would begin anyway (card programme.known)",
        ),
        "F8.2": Expectation(
            "partners at a middle distance of topics bring more than those of the same and a lot",
            built_in="fit is highest at a middle distance (E9), and partners are matched by it",
        ),
        "F8.3": Expectation(
            "an agreement without money changes at most a twentieth",
            built_in="projects of a link rise from nothing with its money",
        ),
    }

    kind: Literal["lab_link"] = "lab_link"
    """Linked laboratories."""
    pairs: AwardsPerYear | None = None
    """Links begun each year at the full dose."""
    seed: MoneyPerYear | None = None
    """What one link costs each side in a year."""
    half: MoneyPerYear | None = None
    """Seed money at which a link begins half of the projects that it can begin."""
    projects: ProjectsPerYear | None = None
    """Joint projects that a well-paid link begins in a year."""
    years: Years | None = None
    """How long a link is kept up."""
    matching: Annotated[str, one_of("complement", "same_topic", "prestige", "lot")] = "complement"
    """How partners are found: by topics that complete each other, alike, by fame, or anyhow."""
    existing_pairs: Share = 0.0
    """Share of links that go to an old partner, where there is one."""
    open_to: Annotated[str, one_of("leaders", "met")] = "leaders"
    """Leaders of groups, or whoever has met somebody of the other side at an event or a stay."""
    selection: Selection
    """How links are given when more apply than there are."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Links that both sides pay for alike."""
        return self.each_way(self.given("pairs"), self.given("pairs"))

    def programmes(self) -> tuple[Programme, ...]:
        """One offer; how much a link does depends on its money."""
        seed = self.seed or 0.0
        offer = replace(
            self.offer(self.selection, self.matching),
            stages=(PHD, SENIOR) if self.open_to == "met" else (MID, SENIOR),
            met=self.open_to == "met",
            existing_pairs=self.existing_pairs,
            years=self.years or 0.0,
            projects=(self.projects or 0.0) * seed / (seed + self.half) if self.half else 0.0,
            grants=(seed, seed),
        )
        return (offer,)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """Each side pays the seed money of every link as long as it is kept up."""
        del values
        return self.both_pay(
            self.given("pairs") * self.running(year, self.given("years")) * self.given("seed")
        )
