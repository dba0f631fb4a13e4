"""What will be run, in words: a file that is right can still say something else than was meant."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from sim.policies.base import Policy
from sim.scenario.doses import in_vain, too_much
from sim.scenario.heads import before_the_record
from sim.scenario.own import beside_the_corridor, beyond_cards, set_here
from sim.scenario.resolved import Resolved
from sim.scenario.schema import BASELINE
from sim.units import quarter_text

FEW_REPLICATES: Final = 10
UNEQUAL: Final = 1.05
MEETING: Final = ("exposure.", "meeting.")
SMALL_MONEY: Final = 1.0


@dataclass(frozen=True, slots=True)
class VariantWords:
    """One variant: its policies in words, and who pays how much of public money, MUSD."""

    name: str
    policies: tuple[str, ...]
    changes: tuple[str, ...]
    cost: Mapping[str, float]

    @property
    def total(self) -> float:
        """Public money of all payers, MUSD."""
        return sum(self.cost.values())


@dataclass(frozen=True, slots=True)
class Description:
    """What `sim check` says of a scenario that has no fault; money is that of the whole world."""

    title: str
    variants: tuple[VariantWords, ...]
    period: str
    warnings: tuple[str, ...]
    set_here: str = ""
    """What the file sets that is not as usual."""
    scale: float = 1.0
    """Share of the world that the money is for."""

    def at(self, scale: float) -> "Description":
        """The same in a world of another size, whose money is a share of the whole."""
        small = tuple(
            replace(v, cost={place: money * scale for place, money in v.cost.items()})
            for v in self.variants
        )
        return replace(self, scale=scale, variants=small)

    def lines(self) -> list[str]:
        """The words of the check, one line each, tables at most 80 columns wide."""
        money = {v.name: f"{money_text(v.total)} MUSD" for v in self.variants}
        names = max(len("variant"), *(len(v.name) for v in self.variants))
        sums = max(len(self.period), *map(len, money.values()))
        told = [
            self.title,
            *self._sized(),
            f"  {'variant':<{names}}  {self.period:>{sums}}  policies",
        ]
        for variant in self.variants:
            entries = [*variant.policies, *variant.changes, *_payers(variant)] or ["none"]
            first = f"  {variant.name:<{names}}  {money[variant.name]:>{sums}}"
            told += [f"{first}  {entries[0]}", *(f"{'':{len(first)}}  {e}" for e in entries[1:])]
        told += [f"set here: {self.set_here}"] if self.set_here else []
        return [*told, *(f"warning: {warning}" for warning in self.warnings)]

    def _sized(self) -> Iterator[str]:
        """The size of a world that is not the whole one."""
        if self.scale != 1:
            world = f"1:{1 / self.scale:.4g}"
            yield (
                f"at scale {self.scale:g}: money is that of a {world} world; doses are written at "
                f"full size, and {self.scale:g} of each is given"
            )

    def as_dict(self) -> dict[str, Any]:
        """The same as data, for `--json`."""
        variants = [
            {
                "name": v.name,
                "policies": list(v.policies),
                "changes": list(v.changes),
                "public_money_musd": dict(v.cost),
            }
            for v in self.variants
        ]
        return {
            "title": self.title,
            "scale": self.scale,
            "variants": variants,
            "set_here": self.set_here,
            "warnings": list(self.warnings),
        }


def describe(resolved: Resolved) -> Description:
    """A scenario in words, with what its policies would cost if all of them were taken up."""
    horizon = resolved.scenario.horizon
    first, last = horizon.policy_years[0], horizon.policy_years[-1]
    variants = tuple(_variant(resolved, name) for name in resolved.variants)
    warnings = tuple(_warnings(resolved, variants))
    return Description(_title(resolved), variants, f"{first}-{last}", warnings, set_here(resolved))


def runs_in_all(resolved: Resolved) -> int:
    """How many times a world is run from start to end."""
    scenario = resolved.scenario
    each = scenario.runs.samples * scenario.runs.replicates * len(scenario.futures)
    return len(resolved.variants) * each


def counted(count: int, thing: str) -> str:
    """So many of a thing."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _title(resolved: Resolved) -> str:
    scenario = resolved.scenario
    runs, futures = scenario.runs, len(scenario.futures)
    times = f" x {futures} futures" if futures > 1 else ""
    return (
        f"{scenario.name}: {len(resolved.variants)} variants x {counted(runs.samples, 'sample')} x "
        f"{counted(runs.replicates, 'replicate')}{times} = {runs_in_all(resolved):,} runs, "
        f"{scenario.horizon.start}-{scenario.horizon.end} by quarter"
    )


def _variant(resolved: Resolved, name: str) -> VariantWords:
    cost: dict[str, float] = defaultdict(float)
    for policy in resolved.variants[name]:
        filled = policy.filled(resolved.values)
        for year in resolved.scenario.horizon.policy_years:
            for payer, money in filled.planned_cost(resolved.values, year).items():
                cost[payer] += money
    pairs = list(zip(resolved.names[name], resolved.variants[name], strict=True))
    policies = tuple(f"{policy_name} {_period(resolved, policy)}" for policy_name, policy in pairs)
    changes = tuple(
        c for policy_name, policy in pairs for c in _changes(resolved, policy_name, policy)
    )
    return VariantWords(name, policies, changes, dict(cost))


def _period(resolved: Resolved, policy: Policy) -> str:
    start = quarter_text(policy.start).removesuffix("-Q1")
    last = resolved.scenario.horizon.last_quarter
    until = last if policy.until is None else min(policy.until, last)
    return f"{start}-{quarter_text(until).removesuffix('-Q4')}"


def _payers(variant: VariantWords) -> Iterator[str]:
    if variant.total > 0:
        shares = ", ".join(f"{place} {money_text(money)}" for place, money in variant.cost.items())
        yield f"paid by {shares}"


def _changes(resolved: Resolved, name: str, policy: Policy) -> Iterator[str]:
    """The fields in which a policy differs from how it stands under `policies`."""
    base = resolved.scenario.policies[name].model_dump(mode="json", exclude_none=True)
    for field, value in policy.model_dump(mode="json", exclude_none=True).items():
        if base.get(field) != value:
            yield f"{name}.{field}: {value_text(value)}"


def value_text(value: object) -> str:
    """A value to be read, not to be calculated with: six digits are enough."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, float):
        return f"{_rounded(100 * value)}%"
    number, space, unit = str(value).partition(" ")
    return f"{_rounded(float(number))} {unit}" if space and number[0].isdigit() else str(value)


def money_text(money: float) -> str:
    """Millions with one decimal; two figures where that would show nothing."""
    if 0 < abs(money) < SMALL_MONEY:
        return f"{float(f'{money:.2g}'):.12f}".rstrip("0").ljust(3, "0")
    return f"{money:,.1f}"


def _rounded(value: float) -> str:
    return f"{float(f'{value:.6g}'):,}".removesuffix(".0")


def _warnings(resolved: Resolved, variants: tuple[VariantWords, ...]) -> Iterator[str]:
    scenario, runs = resolved.scenario, resolved.scenario.runs
    used = {name for names in resolved.names.values() for name in names}
    for name in scenario.policies:
        if name not in used:
            yield f"{name} is in no variant that will be run"
    yield from _twins(resolved)
    yield from _nobody_met(resolved)
    yield from beyond_cards(resolved)
    yield from beside_the_corridor(resolved)
    yield from before_the_record(resolved)
    yield from in_vain(resolved)
    yield from too_much(resolved)
    if runs.samples == 1 and scenario.uncertain != "none":
        yield "1 sample shows one state of the uncertain facts, not their range"
    if runs.replicates < FEW_REPLICATES:
        tell = "tells" if runs.replicates == 1 else "tell"
        words = f"{counted(runs.replicates, 'replicate')} {tell}"
        yield f"{words} only large differences from chance"
    costly = [v for v in variants if v.total > 0]
    if costly and max(v.total for v in costly) > UNEQUAL * min(v.total for v in costly):
        least = min(costly, key=lambda v: v.total).name
        most = max(costly, key=lambda v: v.total).name
        yield f"{least} and {most} do not cost the same: compare cost per paper, or scale_cost_to"


def _nobody_met(resolved: Resolved) -> Iterator[str]:
    """Offers to those who have met, in variants in which nothing lets people meet."""
    for variant, policies in resolved.variants.items():
        cards = {card for policy in policies for card in policy.evidence}
        if any(card.startswith(MEETING) for card in cards):
            continue
        for name, policy in zip(resolved.names[variant], policies, strict=True):
            if getattr(policy, "open_to", "") == "met":
                yield f"{name} is open to who has met, and nothing in {variant} lets people meet"


def _twins(resolved: Resolved) -> Iterator[str]:
    """Variants that are the same under two names."""
    seen: dict[tuple[Policy, ...], str] = {}
    for name, policies in resolved.variants.items():
        other = seen.setdefault(policies, name)
        if other != name:
            same = "has no policies" if other == BASELINE else f"is the same as {other}"
            yield f"{name} {same}"
