"""What a file sets of its own, and what of it is unlike what is known or asked."""

from collections.abc import Iterator

from sim.evidence.shelf import Shelf
from sim.policies.base import Policy
from sim.scenario.resolved import Resolved
from sim.scenario.schema import Structure

STATUS_QUO = ("status_quo",)


def set_here(resolved: Resolved) -> str:
    """Facts, switches and futures that are not the usual ones; "" where all are."""
    scenario, usual = resolved.scenario, Structure()
    told = [f"{name} {_amount(resolved, name)}" for name in scenario.parameters]
    told += [
        f"structure.{name} {value}"
        for name, value in scenario.structure.model_dump().items()
        if value != getattr(usual, name)
    ]
    if scenario.futures != STATUS_QUO:
        told.append(f"futures {', '.join(scenario.futures)}")
    return "; ".join(told)


def beyond_cards(resolved: Resolved) -> Iterator[str]:
    """Facts of the file that lie outside the range of their card."""
    cards = Shelf.read().cards
    for name in resolved.scenario.parameters:
        card, value = cards[name], resolved.values[name]
        if not card.low <= value <= card.high:
            yield (
                f"{name} is {_amount(resolved, name)} here, outside the range of its card "
                f"({card.low:g} to {card.high:g})"
            )


def beside_the_corridor(resolved: Resolved) -> Iterator[str]:
    """Variants in which policies link places, and none the two of the corridor."""
    pair = frozenset(resolved.scenario.corridor)
    for variant, policies in resolved.variants.items():
        linked = [cells for policy in policies for cells in _links(resolved, policy)]
        if linked and not any(pair <= cells for cells in linked):
            yield f"nothing in {variant} links {' and '.join(resolved.scenario.corridor)}"


def _links(resolved: Resolved, policy: Policy) -> Iterator[frozenset[str]]:
    """The places of each cell that a policy moves, where they are two; events are no policies."""
    filled, years = policy.filled(resolved.values), resolved.scenario.horizon.policy_years
    if any(filled.planned_cost(resolved.values, year) for year in years):
        for effect in filled.full_effects():
            places = frozenset(code for code in effect.index if code.isupper())
            if len(places) == 2:
                yield places


def _amount(resolved: Resolved, name: str) -> str:
    unit = Shelf.read().cards[name].unit
    return f"{resolved.values[name]:g}{'' if unit == '%' else ' '}{unit}"
