"""Variants that begin from one another, written out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.scenario.page import Path
from sim.scenario.schema import Variant


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a policy that a variant sets, and where in the file it does so."""

    value: Any
    path: Path


@dataclass(frozen=True, slots=True)
class Merged:
    """A variant with nothing left to look up elsewhere."""

    policies: tuple[str, ...] = ()
    changes: Mapping[tuple[str, str], Change] = field(default_factory=dict)
    cost: Change | None = None


def merged(name: str, variants: Mapping[str, Variant]) -> Merged:
    """A variant after all that it extends; what is unknown or turns in a circle adds nothing."""
    result = Merged()
    for ancestor in reversed(lineage(name, variants)):
        result = _on_top(result, ancestor, variants[ancestor])
    return result


def lineage(name: str, variants: Mapping[str, Variant]) -> list[str]:
    """A variant, the one it extends, and so on, each once."""
    line: list[str] = []
    current: str | None = name
    while current is not None and current in variants and current not in line:
        line.append(current)
        current = variants[current].extends
    return line


def circles(variants: Mapping[str, Variant]) -> Iterator[list[str]]:
    """Every circle of variants that extend one another, each once."""
    told: set[str] = set()
    for name in variants:
        line = lineage(name, variants)
        back = variants[line[-1]].extends if line else None
        if back in line and not told.intersection(line):
            circle = line[line.index(back) :]
            told.update(line)
            yield [*circle, back]


def split_change(key: str) -> tuple[str, str]:
    """The policy and the field that a key of `set` names."""
    policy, _, name = key.partition(".")
    return policy, name


def _on_top(below: Merged, name: str, variant: Variant) -> Merged:
    first = below.policies if variant.policies is None else variant.policies
    kept = [policy for policy in first if policy not in variant.without]
    policies = tuple(dict.fromkeys((*kept, *variant.add)))
    changes = {cell: c for cell, c in below.changes.items() if cell[0] in policies}
    for key, value in variant.changes.items():
        changes[split_change(key)] = Change(value, ("variants", name, "set", key))
    cost = below.cost
    if variant.scale_cost_to is not None:
        cost = Change(variant.scale_cost_to, ("variants", name, "scale_cost_to"))
    return Merged(policies, changes, cost)
