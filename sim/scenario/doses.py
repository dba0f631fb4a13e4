"""Doses that cannot be used, or cannot act: too much for a place, too little for a small world."""

import math
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Final

from sim.policies.base import Policy
from sim.scenario.heads import researchers
from sim.scenario.merge import merged
from sim.scenario.resolved import Resolved
from sim.world.levers import BY_NAME, Effect

ASKED: Final[Mapping[str, str]] = {
    "people/year": "calls {:,.0f} people a year from",
    "awards/year": "calls {:,.0f} leaders a year from",
    "people": "has {:,.0f} posts for",
}
"""Unit of a lever between two places -> what it asks of the researchers of the first."""
BETWEEN: Final = ("place", "place")
SOON: Final = 3
"""Years after the policy date in which a first person is soon."""


def too_much(resolved: Resolved) -> Iterator[str]:
    """Doses beyond what the people of a place can take, each once."""
    stock = researchers(resolved)
    yield from dict.fromkeys(
        words
        for name, policy in _policies(resolved)
        for words in (
            *_crowds(name, policy, stock, resolved.values),
            *_unissued(name, policy, stock),
            *_flooded(name, policy, stock, resolved.values),
        )
    )


def too_little(resolved: Resolved, scale: float) -> Iterator[str]:
    """Policies of which a world of this scale gets the first person or award late, or never.

    A share of a person is carried to the next year, so that the first comes when the shares add up.
    The earliest over all variants and places counts.
    """
    first: dict[str, float] = {}
    for name, policy in _policies(resolved):
        for effect in policy.full_effects():
            if _counted(effect):
                year = _first_year(policy, effect.add * scale, resolved)
                first[name] = min(year, first.get(name, math.inf))
    soon = resolved.scenario.horizon.policy_years[0] + SOON
    late = [f"{name} ({year:.0f})" for name, year in first.items() if soon < year < math.inf]
    never = [name for name, year in first.items() if year == math.inf]
    if never:
        yield f"at scale {scale:g} nobody at all comes before the end to: {', '.join(never)}"
    if late:
        yield f"at scale {scale:g} the first person or award comes only about: {', '.join(late)}"


def in_vain(resolved: Resolved) -> Iterator[str]:
    """Doses scaled to no money, and ramps that end before the full dose, each once."""
    for variant in resolved.variants:
        cost = merged(variant, resolved.scenario.variants).cost
        if cost is not None and cost.value == 0:
            yield f"scale_cost_to makes every dose of {variant} 0: only the baseline is left of it"
    end = resolved.scenario.horizon.last_quarter
    heights = ((name, policy.height(end)) for name, policy in _policies(resolved))
    yield from dict.fromkeys(
        f"the ramp of {name} is longer than it runs: it ends at {height:.0%} of its full dose"
        for name, height in heights
        if height < 1
    )


def _policies(resolved: Resolved) -> Iterator[tuple[str, Policy]]:
    """Every policy as every variant has it, with its cards filled in."""
    for variant, policies in resolved.variants.items():
        for name, policy in zip(resolved.names[variant], policies, strict=True):
            yield name, policy.filled(resolved.values)


def _crowds(
    name: str, policy: Policy, stock: Mapping[str, float], values: Mapping[str, float]
) -> Iterator[str]:
    """More people, leaders or staff than there are researchers in the place; students per year."""
    for effect in policy.full_effects():
        lever, here = BY_NAME[effect.lever], stock.get(effect.index[0], math.inf)
        asked = ASKED.get(lever.unit) if lever.dims == BETWEEN else None
        room, of_whom = here, ""
        if effect.lever == "seats":
            room = here / values["careers.phd_years"]
            of_whom = f", of whom {room:,.0f} a year could begin if all were doctoral students"
        if asked is not None and effect.add > room:
            yield (
                f"{name} {asked.format(effect.add)} the {here:,.0f} researchers "
                f"of {effect.index[0]}{of_whom}: most of it will find nobody"
            )


def _unissued(name: str, policy: Policy, stock: Mapping[str, float]) -> Iterator[str]:
    """More computing time than all labs of a place may hold under the cap of one."""
    given = _hours(policy)
    for offer in policy.programmes():
        hours = given.get((offer.origin, offer.host), 0.0)
        here = stock.get(offer.origin, math.inf)
        if hours > here * offer.cap:
            yield (
                f"{name} offers {hours:,.0f} GPU-h a year, but the {here:,.0f} researchers of "
                f"{offer.origin} could hold {here * offer.cap:,.0f} under cap_per_lab if each led "
                "a lab: the rest is never issued"
            )


def _flooded(
    name: str, policy: Policy, stock: Mapping[str, float], values: Mapping[str, float]
) -> Iterator[str]:
    """More computing time than a place has by itself: hours multiply output up to a cap only.

    Cards: compute.stock_per_researcher (GPU-h/researcher/year), compute.multiplier_cap.
    """
    for (place, _), hours in _hours(policy).items():
        here = stock.get(place, math.inf)
        own = here * values["compute.stock_per_researcher"]
        if hours > own:
            yield (
                f"{name} offers {hours:,.0f} GPU-h a year to the {here:,.0f} researchers of "
                f"{place}, who have about {own:,.0f} within reach (card "
                "compute.stock_per_researcher): no project writes more than "
                f"{values['compute.multiplier_cap']:g} times as much for them"
            )


def _hours(policy: Policy) -> dict[tuple[str, ...], float]:
    """Computing time a year from one place for another, at the full dose."""
    return {e.index[:2]: e.add for e in policy.full_effects() if e.lever == "gpu_hours"}


def _counted(effect: Effect) -> bool:
    """Whether an effect gives places to people or awards to leaders."""
    lever = BY_NAME[effect.lever]
    return lever.dims == BETWEEN and lever.unit in ASKED and effect.add > 0


def _first_year(policy: Policy, each: float, resolved: Resolved) -> float:
    """Year in which the shares of a dose add up to the first; infinite if they never do."""
    years = resolved.scenario.horizon.policy_years
    sums = accumulate(each * policy.mean_dose(year) for year in years)
    reached = (year for year, due in zip(years, sums, strict=True) if due >= 1)
    return float(next(reached, math.inf))
