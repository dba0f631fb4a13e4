"""A scenario on its way: the parts of a file that are right, even if others are not."""

from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sim.evidence.shelf import Shelf
from sim.policies.base import Policy
from sim.policies.catalogue import POLICIES
from sim.scenario.page import Page
from sim.scenario.schema import Assumption, Compare, Horizon, Range, Runs, Said, Variant

Part = TypeVar("Part", bound=BaseModel)


@dataclass(frozen=True)
class Draft:
    """The parts that can be checked against one another, and what they may name."""

    page: Page
    stem: str
    """the name of the file without its ending"""
    shelf: Shelf
    places: tuple[str, ...]
    horizon: Horizon | None
    policies: dict[str, Policy]
    variants: dict[str, Variant]
    compare: Compare | None
    runs: Runs | None
    says: dict[int, Said]
    parameters: dict[str, Assumption]
    ranges: dict[str, Range]

    @property
    def span(self) -> Horizon | None:
        """The horizon, if it is one: a date outside a broken one is no fault of its own."""
        h = self.horizon
        return h if h and h.first_quarter < h.policy <= h.last_quarter else None

    def block(self, key: str) -> dict[str, Any]:
        """A block as it is written; empty where there is none."""
        return _block(self.page, key)


def draft_of(page: Page, stem: str, shelf: Shelf, places: tuple[str, ...]) -> Draft:
    """Whatever can be read of a page, each part for itself."""
    return Draft(
        page=page,
        stem=stem,
        shelf=shelf,
        places=places,
        horizon=_part(Horizon, page.data.get("horizon")),
        policies=_policies(_block(page, "policies")),
        variants=_parts(Variant, _block(page, "variants")),
        compare=_part(Compare, page.data.get("compare", {})),
        runs=_part(Runs, page.data.get("runs")),
        says=_parts(Said, dict(enumerate(_list(page, "says")))),
        parameters=_parts(Assumption, _assumptions(_block(page, "parameters"))),
        ranges=_parts(Range, _block(page, "uncertain")),
    )


def read_policy(data: dict[str, Any]) -> Policy:
    """A policy from its block.

    Raises:
        ValidationError: the block is not one of a policy of its kind.
        KeyError: there is no such kind.
    """
    kind = POLICIES[data["kind"]]
    return kind.model_validate(data, by_alias=True, by_name=False)


def _policies(blocks: dict[str, Any]) -> dict[str, Policy]:
    found = {}
    for name, data in blocks.items():
        try:
            found[name] = read_policy(data)
        except (ValidationError, KeyError, TypeError):
            continue
    return found


def _parts(schema: type[Part], blocks: dict[Any, Any]) -> dict[Any, Part]:
    parts = {name: _part(schema, data) for name, data in blocks.items()}
    return {name: part for name, part in parts.items() if part is not None}


def _part(schema: type[Part], data: object) -> Part | None:
    try:
        return schema.model_validate(data, by_alias=True, by_name=False)
    except ValidationError:
        return None


def _assumptions(blocks: dict[str, Any]) -> dict[str, Any]:
    return {
        name: data if isinstance(data, dict) else {"value": data} for name, data in blocks.items()
    }


def _block(page: Page, key: str) -> dict[str, Any]:
    data = page.data.get(key)
    return data if isinstance(data, dict) else {}


def _list(page: Page, key: str) -> list[Any]:
    data = page.data.get(key)
    return data if isinstance(data, list) else []
