"""Contracts by which a place computes on machines of providers abroad."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import Contradiction, Expectation, Policy, named_twice
from sim.units import GpuHoursPerYear, PlaceCode, Share
from sim.world.levers import Effect

CARDS = ("cloud.capacity",)
Providers = Annotated[tuple[PlaceCode, ...], Field(min_length=1, max_length=4)]


class CloudPartnership(Policy):
    """Rent computing for everybody in one place from providers in others."""

    from_cards: ClassVar[Mapping[str, str]] = {"capacity": "cloud.capacity"}
    doses: ClassVar[tuple[str, ...]] = ("capacity",)
    evidence: ClassVar[tuple[str, ...]] = (
        "cloud.withdrawal",
        "cloud.exposure",
        "listing.provider",
        "cloud.replacement",
        "cloud.crowding",
        "cloud.redundancy",
        "voucher.price",
        "cost.cny_per_usd",
        "compute.elasticity",
        "compute.limited_share",
    )
    lives: ClassVar[str] = (
        "All institutions of the client have more computing as long as the providers serve, so "
        "that projects which computing limits write more; meanwhile they buy less of their own. A "
        "provider may withdraw in any quarter, sooner when the client falls out with third "
        "places. Then its hours are gone at once, own equipment grows back over years, and "
        "another contract takes its place after a while. With a quota (`academic_quota`) research "
        "has a part of the hours only; the client pays for all."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "a provider that withdraws leaves less than there would have been without it",
        "computing comes to depend on others",
        "of what is paid, a quota below all leaves a part outside research",
        "breaks with third places make providers leave, and so do lists of its institutions",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "the price at which data leave a cloud, and services that bind",
        "skills that come with a platform",
        "what hours outside research bring to the economy",
        "lists on which a provider may be put; whoever replaces it is counted at its place",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F13.1": Expectation(
            "the mean of output rises with the share of the provider, and the lower tail falls",
            built_in="what is rented is not bought (card cloud.crowding), and is missed afterwards",
        ),
        "F13.2": Expectation(
            "a second provider makes the loss of the lower tail smaller, and costs more",
            built_in="providers withdraw one by one, and standing by costs (card cloud.redundancy)",
        ),
        "F13.3": Expectation(
            "a withdrawal works at once, and recovery takes years",
            built_in="hours end at once, equipment is renewed over years",
        ),
        "F19.5": Expectation(
            "a cloud serves less long where its client falls out with third places",
            built_in="the hazard of withdrawal rises with friction (card cloud.exposure)",
        ),
    }

    kind: Literal["cloud_partnership"] = "cloud_partnership"
    """Rented computing."""
    client: PlaceCode
    """The place that rents and pays."""
    providers: Providers
    """The places of the providers, who share the capacity alike; each may withdraw by itself."""
    capacity: GpuHoursPerYear | None = None
    """Computing time of all providers together, at the full dose."""
    academic_quota: Share = 1.0
    """Share of it that research can use; the rest is paid too and serves others."""

    def full_effects(self) -> tuple[Effect, ...]:
        """The same from each provider, for research and, beyond the quota, for others."""
        each, quota = self.given("capacity") / len(self.providers), self.academic_quota
        shares = {"cloud_hours": each * quota, "cloud_elsewhere": each * (1 - quota)}
        return tuple(
            Effect(lever, (self.client, provider), add=hours)
            for lever, hours in shares.items()
            for provider in self.providers
            if hours > 0 or lever == "cloud_hours"
        )

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """The client pays for the hours that are served, and more for each further provider.

        Cards: voucher.price (CNY/GPU-h), cost.cny_per_usd, cloud.redundancy.
        """
        face = values["voucher.price"] / values["cost.cny_per_usd"] * 1e-6
        price = face * (1 + values["cloud.redundancy"] * (len(self.providers) - 1))
        return {self.client: self.given("capacity") * self.mean_dose(year) * price}

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """Who rents, and from whom."""
        return (("client", self.client), *(("providers", place) for place in self.providers))

    def contradictions(self) -> Iterator[Contradiction]:
        """A provider is somebody else, and named once."""
        yield from super().contradictions()
        if self.client in self.providers:
            problem = f"{self.client} is its own provider"
            yield Contradiction("providers", "same-place", problem, "name other places")
        yield from named_twice("providers", self.providers)
        if self.academic_quota == 0:
            problem = "nothing is left for research"
            yield Contradiction("academic_quota", "no-effect", problem, "write more than 0%")
