"""Limits on the sale of computing equipment. A course of events, not an instrument."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import Contradiction, Expectation, Policy
from sim.units import PlaceCode, Share
from sim.world.levers import Effect
from sim.world.programme import Programme


class ExportControls(Policy):
    """Keep new computing equipment from some places, as an event to reckon with."""

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
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F16.5": Expectation("only projects that computing limits lose"),
    }

    kind: Literal["export_controls"] = "export_controls"
    """Equipment that cannot be bought."""
    targets: Annotated[tuple[PlaceCode, ...], Field(min_length=1, max_length=40)]
    """The places that cannot buy it."""
    withheld: Share
    """Share of new equipment that does not come."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Equipment withheld from each target."""
        return tuple(Effect("withheld", (place,), add=self.withheld) for place in self.targets)

    def programmes(self) -> tuple[Programme, ...]:
        """Nobody applies for controls."""
        return ()

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """No public money is counted."""
        del values, year
        return {}

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """The places that cannot buy."""
        return tuple(("targets", place) for place in self.targets)

    def contradictions(self) -> Iterator[Contradiction]:
        """No place is named twice."""
        yield from super().contradictions()
        twice = sorted({place for place in self.targets if self.targets.count(place) > 1})
        if twice:
            problem = f"{twice[0]} is named twice"
            yield Contradiction("targets", "named-twice", problem, f"name {twice[0]} once")
