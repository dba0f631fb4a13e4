"""What a scenario says about evidence: claims that exist, values inside the range of their card."""

from collections.abc import Generator, Iterator
from contextlib import suppress

from pydantic_core import PydanticCustomError

from sim.errors import Fault
from sim.scenario.amounts import range_text, read_amount
from sim.scenario.draft import Draft
from sim.scenario.page import Path
from sim.units import did_you_mean

Read = Generator[Fault, None, float | None]


def evidence_faults(draft: Draft) -> Iterator[Fault]:
    """Every fault in claims, set values and ranges."""
    yield from _says(draft)
    yield from _parameters(draft)
    yield from _ranges(draft)


def values_of(draft: Draft) -> dict[str, float]:
    """The value of every card: as the scenario sets it, or else the central one."""
    values = draft.shelf.values()
    for name, assumed in draft.parameters.items():
        with suppress(KeyError, PydanticCustomError):
            values[name] = read_amount(draft.shelf.cards[name], assumed.value)
    return values


def _says(draft: Draft) -> Iterator[Fault]:
    for position, said in draft.says.items():
        if said.claim not in draft.shelf.claims:
            remedy = did_you_mean(said.claim, [*draft.shelf.claims], "name a claim of seeds/claims")
            problem = f'there is no claim "{said.claim}"'
            yield draft.page.fault(("says", position, "claim"), "unknown-claim", problem, remedy)
        if not _leads_somewhere(draft.page.data, said.expressed):
            problem = f'"{said.expressed}" is not in this file'
            parts = [f"policies.{name}" for name in draft.block("policies")]
            remedy = did_you_mean(said.expressed, parts, "name keys, such as policies.NAME")
            yield draft.page.fault(("says", position, "as"), "unknown-part", problem, remedy)


def _leads_somewhere(data: object, dotted: str) -> bool:
    for step in dotted.split("."):
        if not isinstance(data, dict) or step not in data:
            return False
        data = data[step]
    return True


def _parameters(draft: Draft) -> Iterator[Fault]:
    for name, assumed in draft.parameters.items():
        if name not in draft.shelf.cards:
            yield _no_card(draft, ("parameters", name))
            continue
        card = draft.shelf.cards[name]
        path = ("parameters", name, "value")
        value = yield from _read(draft, name, assumed.value, path)
        if value is not None and assumed.source is None and not card.low <= value <= card.high:
            problem = f"{assumed.value} is outside the range of the card ({range_text(card)})"
            remedy = f'say where it is from: {{value: {assumed.value}, source: "..."}}'
            yield draft.page.fault(path, "outside-card", problem, remedy)


def _ranges(draft: Draft) -> Iterator[Fault]:
    for name, given in draft.ranges.items():
        if name not in draft.shelf.cards:
            yield _no_card(draft, ("uncertain", name))
            continue
        if name in draft.block("parameters"):
            problem = f"{name} is set under parameters, so it is not uncertain"
            path = ("uncertain", name)
            yield draft.page.key_fault(path, "set-and-uncertain", problem, "keep one of the two")
        low = yield from _read(draft, name, given.low, ("uncertain", name, "from"))
        high = yield from _read(draft, name, given.high, ("uncertain", name, "to"))
        if low is not None and high is not None and high < low:
            problem = f"the range is the wrong way round: {given.low} to {given.high}"
            remedy = "write the lower value as from"
            yield draft.page.fault(("uncertain", name, "to"), "reversed-range", problem, remedy)


def _no_card(draft: Draft, path: Path) -> Fault:
    name = str(path[-1])
    remedy = did_you_mean(name, draft.shelf.names(), "`sim list cards` shows all")
    return draft.page.key_fault(path, "unknown-card", f'there is no card "{name}"', remedy)


def _read(draft: Draft, name: str, value: float | str, path: Path) -> Read:
    """A value in the unit of its card, or the fault that it is."""
    try:
        return read_amount(draft.shelf.cards[name], value)
    except PydanticCustomError as error:
        context = error.context or {}
        yield draft.page.fault(path, error.type, context["problem"], context["remedy"])
        return None
