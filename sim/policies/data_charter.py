"""A charter under which places open their research data."""

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import Contradiction, Domain, Expectation, Policy, named_twice
from sim.units import Amount, Flag, LogPoints, Months, PlaceCode, Share
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import DOMAINS

CARDS = (
    "charter.compliance",
    "charter.coverage",
    "charter.dataset_cost",
    "charter.datasets",
    "charter.enforced",
    "charter.ramp",
    "charter.steward_half",
    "charter.tooling",
)
STEWARDS = Amount(
    {"people/data set": 1.0, "people/100 data sets": 0.01}, 1, "2 people/100 data sets"
)


class DataCharter(Policy):
    """Open the data sets of places to everybody, as far as the promise is kept."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "coverage": "charter.coverage",
        "ramp": "charter.ramp",
        "compliance": "charter.compliance",
        "tooling_gain": "charter.tooling",
        "steward_half": "charter.steward_half",
        "enforced": "charter.enforced",
    }
    doses: ClassVar[tuple[str, ...]] = ("coverage",)
    alone: ClassVar[str] = "a data set is promised once, and signed twice is not kept twice as well"
    needs: ClassVar[Mapping[str, str]] = {"steward_half": "stewards", "enforced": "enforcement"}
    evidence: ClassVar[tuple[str, ...]] = ("citations.open_data", "unit.staff_cost")
    lives: ClassVar[str] = (
        "Holders of data promise to open them; a part of the promise is kept, and grows over "
        "years; data stewards and enforcement make it a larger part. Teams of every place, also of "
        "those who did not sign, write more with open data, "
        "small institutions most. What teams of signatories write with their data open is cited "
        "more. Joint tools ease work between signatories."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "a promise is signed and not kept",
        "third places gain as much as those who pay",
        "one side opens what the other keeps: the gain is everybody's, the cost is of who signed",
        "data go out of date when the charter ends",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "newcomers drawn by open data, and data sets that are cited themselves",
        "data kept back for reasons of security, whatever stewards and enforcement do",
        "a format standard as a reason to keep the promise; joint tools ease work between people",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F3.1": Expectation(
            "the effect follows what is kept, not what is signed",
            built_in="what opens is what is signed times what is kept",
        ),
        "F3.2": Expectation(
            "small institutions gain more than large ones",
            built_in="data from elsewhere add to what an institution has by its size (E11)",
        ),
        "F3.3": Expectation(
            "third places gain too",
            built_in="what is open is open to every place",
        ),
        "F3.4": Expectation(
            "withdrawing loses new data and keeps the old",
            built_in="what is open lasts, up to the loss of card data.loss",
        ),
    }

    kind: Literal["data_charter"] = "data_charter"
    """Open research data."""
    signatories: Annotated[tuple[PlaceCode, ...], Field(min_length=1, max_length=100)]
    """The places that sign, each of which pays for its own data sets."""
    domains: Annotated[tuple[Domain, ...], Field(min_length=1, max_length=len(DOMAINS))]
    """The domains whose data the charter is about."""
    coverage: Share | None = None
    """Share of the data sets that the promise covers, from the day it is signed."""
    compliance: Share | None = None
    """Share of covered data sets that are open at the end of the ramp without what follows."""
    stewards: Annotated[float, STEWARDS.written()] = 0.0
    """People paid for each covered data set, who open a part of those that would stay closed."""
    enforcement: Share = 0.0
    """How strictly funders hold to the promise, of the strictest there is."""
    embargo: Months = 0.0
    """Time for which those who made a data set keep it."""
    joint_tooling: Flag = False
    """Whether the signatories make their data readable with one another's tools."""
    tooling_gain: LogPoints | None = None
    """Friction between signatories that joint tooling removes if everything is covered."""
    steward_half: Annotated[float, STEWARDS.written()] | None = None
    """Stewards for each data set who open half of what would stay closed."""
    enforced: Share | None = None
    """Share of what stewards leave closed that the strictest enforcement opens."""

    def effects(self, quarter: int) -> tuple[Effect, ...]:
        """The promise holds in full at once; what is kept of it grows along the ramp."""
        dose = self.dose(quarter)
        if dose == 0:
            return ()
        return tuple(
            effect if effect.lever == "data_coverage" else effect.at(dose)
            for effect in self.full_effects()
        )

    def kept(self) -> float:
        """Share of the covered data sets that are open at the end of the ramp.

        1 − (1 − compliance)·half/(half + stewards)·(1 − enforced·enforcement).
        """
        if self.stewards == self.enforcement == 0:
            return self.given("compliance")
        half = self.given("steward_half")
        closed = half / (half + self.stewards) if self.stewards > 0 else 1.0
        closed *= 1 - self.given("enforced") * self.enforcement
        return 1 - (1 - self.given("compliance")) * closed

    def full_effects(self) -> tuple[Effect, ...]:
        """Data sets covered and open, and less friction if the tools are joint."""
        cells = [(place, domain) for place in self.signatories for domain in self.domains]
        kept, share = self.kept(), self.given("coverage")
        paid = share * self.stewards
        covered = [Effect("data_coverage", cell, add=share) for cell in cells]
        opened = [Effect("data_compliance", cell, add=kept) for cell in cells]
        staffed = [Effect("data_stewards", cell, add=paid) for cell in cells]
        return (*covered, *opened, *(staffed if paid > 0 else ()), *self._tooling())

    def _tooling(self) -> tuple[Effect, ...]:
        if not self.joint_tooling:
            return ()
        eased = -self.given("tooling_gain") * self.given("coverage")
        pairs = permutations(self.signatories, 2)
        return tuple(Effect("friction", pair, add=eased) for pair in pairs)

    def programmes(self) -> tuple[Programme, ...]:
        """One offer of each signatory to everybody."""
        return tuple(
            Programme(
                kind=self.kind,
                lever="data_coverage",
                origin=place,
                host=place,
                domains=self.domains,
                embargo_months=self.embargo,
                joint_tooling=self.joint_tooling,
                partners=tuple(other for other in self.signatories if other != place),
            )
            for place in self.signatories
        )

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """Signatories pay once for each data set they make usable, and stewards (if any) yearly.

        A promise that is not kept costs nothing. Cards:
        charter.datasets (data sets of a place and domain), charter.dataset_cost (MUSD/data set),
        unit.staff_cost (MUSD/person/year).
        """
        usable = values["charter.datasets"] * len(self.domains) * self.given("coverage")
        made = usable * self.kept() * self.newly_ramped(year) * values["charter.dataset_cost"]
        staff = usable * self.stewards * self.mean_dose(year) * values["unit.staff_cost"]
        return dict.fromkeys(self.signatories, made + staff)

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """Everybody who signs."""
        return tuple(("signatories", place) for place in self.signatories)

    def contradictions(self) -> Iterator[Contradiction]:
        """Nobody signs twice, and joint tools need two sides."""
        yield from super().contradictions()
        for field in ("signatories", "domains"):
            yield from named_twice(field, getattr(self, field))
        if self.joint_tooling and len(self.signatories) < 2:
            problem = "joint tooling needs at least two signatories"
            remedy = 'name another, or write "joint_tooling: no"'
            yield Contradiction("joint_tooling", "nobody-to-share-with", problem, remedy)
        if self.tooling_gain is not None and not self.joint_tooling:
            problem = "tooling_gain does nothing without joint tooling"
            remedy = 'write "joint_tooling: yes", or leave it out'
            yield Contradiction("tooling_gain", "no-effect", problem, remedy)
