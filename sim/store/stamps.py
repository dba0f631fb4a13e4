"""What each unit was computed from, as a hash: equal stamps mean equal work, in whatever run."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sim.store.unit import UnitKey


@dataclass(frozen=True, slots=True)
class Stamps:
    """The hashes from which the stamp of every unit follows."""

    work: str
    """Of world, horizon, evidence, model and seed."""
    variants: Mapping[str, str]
    """Of the policies and the future of each variant."""
    samples: tuple[str, ...]
    """Of the values of the cards in each sample."""

    def of(self, key: UnitKey) -> str:
        """The stamp of one unit."""
        sample = self.samples[key.sample] if key.sample < len(self.samples) else ""
        parts = (self.work, key.variant, self.variants.get(key.variant, ""), sample)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()
