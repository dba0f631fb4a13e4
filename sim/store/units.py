"""The unit files of one run: written once, whole, or taken over from a run that has them."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.errors import StoreError
from sim.store.disk import place, refusal
from sim.store.manifest import read_manifest
from sim.store.stamps import Stamps
from sim.store.unit import SUFFIX, Record, UnitKey, decode, encode, looks_whole, read_unit

UNITS = "runs"


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one run; small enough to be sent to a worker."""

    path: Path
    stamps: Stamps

    def has(self, key: UnitKey) -> bool:
        """Whether the unit is there; refuses one that was cut short."""
        file = self.path / key.filename
        if not file.exists():
            return False
        if not looks_whole(file):
            read_unit(file, key, self.stamps.of(key))
        return True

    def write(self, key: UnitKey, record: Mapping[str, NDArray[np.generic]]) -> bool:
        """Store a unit; one that is there already must be equal, and stays. True if it is new."""
        file, data = self.path / key.filename, encode(key, self.stamps.of(key), record)
        if file.exists():
            there = read_unit(file, key, self.stamps.of(key), only=())
            if there.digest != decode(data, str(file), only=()).digest:
                remedy = "The first stays. Please report this: a run must not depend on chance."
                message = f"{file}: computed twice with different results. {remedy}"
                raise StoreError(message)
            return False
        try:
            place(file, data)
        except OSError as error:
            raise refusal(error, file, f"{self.count():,} finished runs are kept.") from error
        return True

    def read(self, key: UnitKey) -> Record:
        """The arrays of a unit, every seal checked."""
        return read_unit(self.path / key.filename, key, self.stamps.of(key)).record

    def count(self) -> int:
        """How many units are there."""
        return sum(1 for _ in self.path.glob(f"*{SUFFIX}"))

    def adopt(self, keys: Sequence[UnitKey], others: Iterable[Path]) -> int:
        """Take over from other run folders the units that are the same work; how many."""
        count = 0
        for other in others:
            try:
                theirs = read_manifest(other).stamps
            except StoreError:
                continue
            if theirs.work == self.stamps.work:
                same = [key for key in keys if theirs.of(key) == self.stamps.of(key)]
                count += sum(self._take(key, other / UNITS / key.filename) for key in same)
        return count

    def _take(self, key: UnitKey, source: Path) -> bool:
        """Have a sound unit of another run here too, without using more room if possible."""
        target = self.path / key.filename
        if target.exists() or not source.exists():
            return False
        try:
            read_unit(source, key, self.stamps.of(key), only=())
            os.link(source, target)
        except StoreError:
            return False
        except OSError:
            place(target, source.read_bytes())
        return True
