"""A scenario with nothing left open: what will be run, word for word."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from sim.evidence.shelf import Shelf
from sim.policies.base import Policy
from sim.scenario.schema import Scenario

READERS_ONLY = ("name", "question", "says", "compare", "policies", "variants", "parameters")


@dataclass(frozen=True)
class Resolved:
    """A scenario, the file it came from, and every variant written out.

    `names` gives the names of the policies of a variant, in the order of `variants`; `values`
    the value of every card; `ranges` the own ranges of uncertain cards, in their unit.
    """

    scenario: Scenario
    text: bytes
    overrides: tuple[str, ...]
    variants: Mapping[str, tuple[Policy, ...]]
    names: Mapping[str, tuple[str, ...]]
    values: Mapping[str, float]
    ranges: Mapping[str, tuple[float, float]]

    @property
    def digest(self) -> str:
        """The fingerprint of all that can change a result: equal for equal work."""
        text = json.dumps(self._decisive(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def uncertain(self, shelf: Shelf) -> tuple[str, ...]:
        """The cards that differ from sample to sample: what nobody knows, not what is decided."""
        if self.ranges:
            return tuple(sorted(self.ranges))
        if self.scenario.uncertain != "cards":
            return ()
        fixed = {*self.scenario.parameters, *self._decided()}
        return tuple(name for name in shelf.names() if name not in fixed)

    def sample(self, shelf: Shelf, u: Mapping[str, float]) -> dict[str, float]:
        """The values of one sample: each uncertain card at its share of weight, 0 < u < 1."""
        own = {name: low + u[name] * (high - low) for name, (low, high) in self.ranges.items()}
        drawn = own or shelf.drawn(self.uncertain(shelf), u)
        return {**self.values, **drawn}

    def shares(self, shelf: Shelf) -> tuple[str, ...]:
        """What has to be drawn for a sample; cards that were fitted together share one draw."""
        uncertain = self.uncertain(shelf)
        return uncertain if self.ranges else tuple(shelf.shares(uncertain))

    def resolved_yaml(self) -> str:
        """The scenario with everything explicit, as a scenario file."""
        data = self.scenario.model_dump(mode="json", exclude_none=True)
        base = data["policies"]
        data["variants"] = {name: self._written_out(name, base) for name in self.variants}
        data["compare"]["at"] = list(self.scenario.dates)
        stream = StringIO()
        yaml = YAML(pure=True)
        yaml.width = 100
        yaml.dump(data, stream)
        return stream.getvalue()

    def _decided(self) -> frozenset[str]:
        return frozenset().union(*(p.decisions() for ps in self.variants.values() for p in ps))

    def _policies(self, variant: str) -> dict[str, dict[str, Any]]:
        pairs = zip(self.names[variant], self.variants[variant], strict=True)
        return {name: policy.model_dump(mode="json", exclude_none=True) for name, policy in pairs}

    def _written_out(self, variant: str, base: dict[str, dict[str, Any]]) -> dict[str, Any]:
        policies = self._policies(variant)
        if not policies:
            return {}
        changes = {
            f"{name}.{field}": value
            for name, fields in policies.items()
            for field, value in fields.items()
            if base[name].get(field) != value
        }
        return {"policies": list(policies), **({"set": changes} if changes else {})}

    def _decisive(self) -> dict[str, Any]:
        data = self.scenario.model_dump(mode="json", exclude_none=True)
        kept = {key: value for key, value in data.items() if key not in READERS_ONLY}
        kept["outcomes"] = sorted(kept["outcomes"])
        kept["variants"] = {name: self._policies(name) for name in self.variants}
        kept["values"] = dict(self.values)
        kept["uncertain"] = dict(self.ranges) or self.scenario.uncertain
        kept["fixed"] = sorted(self.scenario.parameters)
        return kept
