"""Limits on the sale of computing equipment. A course of events, not an instrument."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import Contradiction, Expectation, Policy, named_twice
from sim.units import PlaceCode, Share
from sim.world.levers import Effect

CARDS = ("controls.withheld",)


class ExportControls(Policy):
    """Keep new computing equipment from some places, as an event to reckon with."""

    from_cards: ClassVar[Mapping[str, str]] = {"withheld": "controls.withheld"}
    doses: ClassVar[tuple[str, ...]] = ("withheld",)
    evidence: ClassVar[tuple[str, ...]] = (
        "compute.embargo",
        "compute.depreciation",
        "compute.growth",
        "compute.elasticity",
        "compute.limited_share",
    )
    lives: ClassVar[str] = (
        "A part of the equipment that would renew the computers of a place does not come. What is "
        "there ages, so that the stock thins out over years; projects that computing limits write "
        "less, all others as before."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "the gap grows for years after the first day",
        "limits that hold already are not added to: the larger of the two counts",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "home production in answer to further limits",
        "higher prices, and computing rented elsewhere",
        "enforcement beyond the share withheld, and licences case by case",
        "fields that need more computing than others",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F16.5": Expectation(
            "only projects that computing limits lose",
            built_in="equipment acts on limited projects only; need is drawn project by project",
        ),
    }

    kind: Literal["export_controls"] = "export_controls"
    """Equipment that cannot be bought."""
    targets: Annotated[tuple[PlaceCode, ...], Field(min_length=1, max_length=40)]
    """The places that cannot buy it."""
    withheld: Share | None = None
    """Share of new equipment that does not come."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Equipment withheld from each target."""
        share = self.given("withheld")
        return tuple(Effect("withheld", (place,), add=share) for place in self.targets)

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """The places that cannot buy."""
        return tuple(("targets", place) for place in self.targets)

    def contradictions(self) -> Iterator[Contradiction]:
        """No place is named twice."""
        yield from super().contradictions()
        yield from named_twice("targets", self.targets)
