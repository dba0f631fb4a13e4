"""What awards share that two places pay for and people of both work on."""

from collections.abc import Iterator
from typing import ClassVar

from sim.policies.base import Contradiction, Policy
from sim.units import PlaceCode
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import MID, SENIOR


class TwoSided(Policy):
    """Give awards to a leader in one place and a partner in another, each side paying its half."""

    lever: ClassVar[str]
    """The lever that counts the awards."""

    home: PlaceCode
    """The place of those who apply and lead."""
    partner: PlaceCode
    """The place of their partners."""

    def each_way(self, there: float, back: float) -> tuple[Effect, ...]:
        """Awards a year that the home and the partner are ready to pay their half of."""
        return (
            Effect(self.lever, (self.home, self.partner), add=there),
            Effect(self.lever, (self.partner, self.home), add=back),
        )

    def offer(self, selection: str, matching: str) -> Programme:
        """One offer to leaders of groups; what an award does is added by its instrument."""
        return Programme(
            kind=self.kind,
            lever=self.lever,
            origin=self.home,
            host=self.partner,
            selection=selection,
            stages=(MID, SENIOR),
            matched=True,
            matching=matching,
        )

    def both_pay(self, each: float) -> dict[str, float]:
        """The same from either side."""
        return {self.home: each, self.partner: each}

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """Those who lead, and their partners."""
        return (("home", self.home), ("partner", self.partner))

    def contradictions(self) -> Iterator[Contradiction]:
        """An award has two sides."""
        yield from super().contradictions()
        yield from self.same_place("home", "partner")
