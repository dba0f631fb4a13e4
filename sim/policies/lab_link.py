"""Links of single laboratories in two places, with some seed money or with none."""

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Annotated, ClassVar, Literal

from sim.policies.base import AwardsPerYear, Contradiction, Expectation, Policy, Selection
from sim.units import MoneyPerYear, PlaceCode, Share, Years, one_of
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import MID, SENIOR

CARDS = ("link.seed", "link.half", "link.projects")


class LabLink(Policy):
    """Bring pairs of laboratories in two places together and give them some money to begin."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "seed": "link.seed",
        "half": "link.half",
        "projects": "link.projects",
    }
    doses: ClassVar[tuple[str, ...]] = ("pairs",)
    evidence: ClassVar[tuple[str, ...]] = ("award.pool", "programme.lapse", "cognition.novelty")
    lives: ClassVar[str] = (
        "Leaders of groups apply; each is linked with an old partner in a share of cases, with "
        "somebody met at an event, or with whom the rule of matching finds. The pair begins "
        "projects at a rate that rises with the seed money s as s/(s + half), none without money."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "a link without money is a label",
        "pairs that work together already are linked once more",
        "matching by prestige or for politics finds partners with little to say to each other",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "instruments and samples that two laboratories share",
        "the name that an agreement lends",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F8.1": Expectation("pairs without earlier work gain more"),
        "F8.2": Expectation("partners at a middle distance of topics do better than others"),
        "F8.3": Expectation("an agreement without money changes at most a twentieth"),
    }

    kind: Literal["lab_link"] = "lab_link"
    """Linked laboratories."""
    home: PlaceCode
    """The place of those who apply."""
    partner: PlaceCode
    """The place of their partners."""
    pairs: AwardsPerYear
    """Links begun each year at the full dose."""
    seed: MoneyPerYear | None = None
    """What one link costs each side in a year."""
    half: MoneyPerYear | None = None
    """Seed money at which a link begins half of the projects that it can begin."""
    projects: AwardsPerYear | None = None
    """Joint projects that a well-paid link begins in a year."""
    years: Years = 2.0
    """How long a link is kept up."""
    matching: Annotated[str, one_of("complement", "same_topic", "prestige", "lot")] = "complement"
    """How partners are found: by topics that complete each other, alike, by fame, or anyhow."""
    existing_pairs: Share = 0.0
    """Share of links that go to an old partner, where there is one."""
    selection: Selection
    """How links are given when more apply than there are."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Links that both sides pay for alike."""
        ways = (self.home, self.partner), (self.partner, self.home)
        return tuple(Effect("seed_links", way, add=self.pairs) for way in ways)

    def programmes(self) -> tuple[Programme, ...]:
        """One offer; how much a link does depends on its money."""
        seed = self.seed or 0.0
        rate = (self.projects or 0.0) * seed / (seed + self.half) if self.half else 0.0
        offer = Programme(
            kind=self.kind,
            lever="seed_links",
            origin=self.home,
            host=self.partner,
            selection=self.selection,
            existing_pairs=self.existing_pairs,
            stages=(MID, SENIOR),
            matched=True,
            matching=self.matching,
            years=self.years,
            projects=rate,
            grants=(seed, seed),
        )
        return (offer,)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """Each side pays the seed money of every link as long as it is kept up."""
        del values
        running = sum(
            self.mean_dose(year - since) * min(1.0, self.years - since)
            for since in range(ceil(self.years))
        )
        each = self.pairs * running * self.given("seed")
        return {self.home: each, self.partner: each}

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """The two places whose laboratories are linked."""
        return (("home", self.home), ("partner", self.partner))

    def contradictions(self) -> Iterator[Contradiction]:
        """A link goes from one place to another."""
        yield from super().contradictions()
        if self.home == self.partner:
            problem = "home and partner are the same place"
            yield Contradiction("partner", "same-place", problem, "name another place")
