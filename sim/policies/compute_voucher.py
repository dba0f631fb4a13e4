"""Vouchers for computing time on the machines of a partner."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from sim.policies.base import Contradiction, Expectation, Policy, Selection
from sim.units import GPU_HOURS, Amount, Flag, GpuHoursPerYear, PlaceCode, Share
from sim.world.levers import Effect
from sim.world.programme import Programme

CARDS = (
    "cost.cny_per_usd",
    "voucher.amount",
    "voucher.cap",
    "voucher.cards",
    "voucher.overhead",
    "voucher.price",
)
HOURS = Amount(GPU_HOURS, 1e8, "10_000 GPU-h")
GPUS = Amount({"GPUs": 1.0, "GPU": 1.0}, 1e6, "400 GPUs")


class ComputeVoucher(Policy):
    """Give labs of one place computing time on the public machines of another."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "amount": "voucher.amount",
        "cap_per_lab": "voucher.cap",
        "cards": "voucher.cards",
    }
    doses: ClassVar[tuple[str, ...]] = ("amount",)
    decided: ClassVar[tuple[str, ...]] = ("cap_per_lab",)
    evidence: ClassVar[tuple[str, ...]] = (
        "cloud.exposure",
        "cloud.replacement",
        "cloud.withdrawal",
        "compute.limited_share",
        "compute.need",
        "listing.provider",
    )
    lives: ClassVar[str] = (
        "Leaders of groups hear of the call, apply and are chosen. Holders spend hours on projects "
        "that lack computing, as far as the queue at the provider serves them; what is left "
        "expires. Under a joint clause an award also begins a project with a partner there. A call "
        "may ask for running projects that need computing (`least_need`), and a provider that may "
        "withdraw (`withdrawal: yes`) takes back what is not used yet, and holds no call until "
        "another one takes its place."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "hours expire in the queue or for want of a project that needs them",
        "work that would have been done anyway takes hours, more of it under merit",
        "under merit hours go to those who write most already",
        "computing comes to depend on one provider, which may leave when it is told that it may",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "own purchases forgone",
        "licences without which a provider may not serve a lab",
        "skills that come with the hours, or that a lab lacks to use them",
        "fields that need more computing than others",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F1.1": Expectation(
            "papers grow with hours ever more slowly, not at all without need",
            built_in="hours enter output with a power below one (E11)",
        ),
        "F1.2": Expectation("at most nine in ten are additional, and a lot is no worse than merit"),
        "F1.3": Expectation(
            "on the same machines, twice the vouchers are used less each",
            built_in="what is served falls with the load of the machines (E12)",
        ),
        "F1.4": Expectation("without a joint clause the joint share stays that of those served"),
        "F1.5": Expectation(
            "papers fall back within a year after the last voucher, unless ties were formed",
            built_in="a voucher lapses with its validity, and later papers of served projects "
            "appear mostly within a year (28 % of the last year's in the year after, 13 % in the "
            "next); a joint project leaves a tie",
        ),
        "F1.6": Expectation(
            "projects that computing does not limit write what they wrote",
            built_in="hours act on limited projects only; need is drawn project by project",
        ),
        "F19.2": Expectation(
            "computing and doctorates abroad bring more together than the sum of both",
            met="not modelled",
            why="what students learn to do with computing is not modelled; without it 12 small "
            "worlds show 5 joint papers less than the sum (standard error 8)",
        ),
    }

    kind: Literal["compute_voucher"] = "compute_voucher"
    """Computing time as a gift."""
    recipients: PlaceCode
    """The place whose labs get vouchers."""
    provider: PlaceCode
    """The place whose machines do the work, and which pays for them."""
    amount: GpuHoursPerYear | None = None
    """Computing time issued each year at the full dose."""
    cap_per_lab: GpuHoursPerYear | None = None
    """Most that one lab can be awarded in a year."""
    selection: Selection
    """How awards are made when more is asked for than there is."""
    joint_clause: Flag
    """Whether an award needs a partner at the provider."""
    newcomer_share: Share = 0.0
    """Share set aside for labs without an earlier award."""
    least_need: Annotated[float, HOURS.written()] = 0.0
    """Computing that the running projects of a lab must be able to use, for it to apply."""
    withdrawal: Flag = False
    """Whether the provider may withdraw, with the hazard of a provider of clouds."""
    cards: Annotated[float, GPUS.written()] | None = None
    """GPUs that the provider sets aside; the nearer vouchers come to it, the longer the queue."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Computing time for the recipients on the machines of the provider."""
        return (Effect("gpu_hours", (self.recipients, self.provider), add=self.given("amount")),)

    def programmes(self) -> tuple[Programme, ...]:
        """One offer, from the provider to the labs of the recipients."""
        offer = Programme(
            kind=self.kind,
            lever="gpu_hours",
            origin=self.recipients,
            host=self.provider,
            selection=self.selection,
            cap=self.cap_per_lab or 0.0,
            cards=self.cards or 0.0,
            least_need=self.least_need,
            withdraws=self.withdrawal,
            joint_clause=self.joint_clause,
            newcomer_share=self.newcomer_share,
        )
        return (offer,)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """The provider pays face value and overhead for every hour issued.

        Cards: voucher.price (CNY/GPU-h), cost.cny_per_usd, voucher.overhead.
        """
        hours = self.given("amount") * self.mean_dose(year)
        price = values["voucher.price"] / values["cost.cny_per_usd"] * 1e-6
        return {self.provider: hours * price * (1 + values["voucher.overhead"])}

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """Who gets the vouchers, and who gives them."""
        return (("recipients", self.recipients), ("provider", self.provider))

    def contradictions(self) -> Iterator[Contradiction]:
        """A place cannot give vouchers to itself, nor computing time without machines."""
        yield from super().contradictions()
        yield from self.same_place("recipients", "provider")
        if self.cards == 0:
            problem = "no machine is set aside, so that no voucher can be used"
            yield Contradiction("cards", "no-effect", problem, "write at least 1 GPU")
        if self.cap_per_lab == 0:
            problem = "no lab can be awarded anything"
            yield Contradiction("cap_per_lab", "no-effect", problem, "write more than 0")
