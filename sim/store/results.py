"""A run as it is read: its manifest, its arrays, every seal checked; the model is not needed."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.errors import Incomplete, StoreError
from sim.store.again import again, anew, place_of
from sim.store.find import RESULTS, find_run
from sim.store.manifest import Manifest, read_manifest
from sim.store.seals import changed, table_sums
from sim.store.unit import DAMAGE, SUFFIX, Record, UnitKey, read_again, read_unit
from sim.store.units import UNITS

SHOWN = 20
READABLE = ("compare.txt", "summary.csv")
"""What can be read of a result without its runs."""


@dataclass(frozen=True, slots=True)
class Results:
    """One run, finished or not, to be read only."""

    path: Path
    manifest: Manifest
    _sealed: set[UnitKey] = field(default_factory=set, repr=False, compare=False)

    @property
    def variants(self) -> tuple[str, ...]:
        """Names of the variants in the order of the scenario."""
        return self.manifest.variant_names

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years on the first axis of every outcome."""
        return self.manifest.horizon.years

    @property
    def complete(self) -> bool:
        """Whether the run was closed with every unit there."""
        return self.manifest.finished is not None

    def units(self, variant: str) -> tuple[UnitKey, ...]:
        """The units of a variant that are there."""
        self._known(variant)
        keys = (key for key in self.manifest.keys if key.variant == variant)
        return tuple(key for key in keys if self._file(key).exists())

    def missing(self) -> tuple[UnitKey, ...]:
        """The units that are not there."""
        return tuple(key for key in self.manifest.keys if not self._file(key).exists())

    def record(self, key: UnitKey, only: Collection[str] | None = None) -> Record:
        """The arrays of one unit; its seal is checked at the first reading."""
        if only is not None and key in self._sealed:
            return read_again(self._file(key), only)
        try:
            record = read_unit(self._file(key), key, self.manifest.stamps.of(key), only).record
        except StoreError as error:
            if not str(error).endswith(DAMAGE):
                raise
            message = f"{error} The command: {again(self.path, self.manifest)}"
            raise StoreError(message) from error
        self._sealed.add(key)
        return record

    def array(
        self, outcome: str, variants: Sequence[str] | None = None, *, partial: bool = False
    ) -> dict[str, NDArray[np.generic]]:
        """One outcome of every variant, axes sample, replicate, year, then those of the outcome.

        Units that are missing are refused, or nan throughout when `partial`.
        """
        names = self.variants if variants is None else tuple(variants)
        for name in names:
            self._known(name)
        if not partial:
            self._require_all(names)
        return {name: self._stacked(outcome, name) for name in names}

    def names(self) -> tuple[str, ...]:
        """Names of all arrays that the units hold."""
        for key in self.manifest.keys:
            if self._file(key).exists():
                return tuple(self.record(key))
        return ()

    def digest(self) -> str:
        """Hash of all results there, however many processes made them and in whatever order."""
        total = hashlib.sha256()
        for key in sorted(self.manifest.keys):
            if self._file(key).exists():
                total.update(
                    read_unit(
                        self._file(key), key, self.manifest.stamps.of(key), ()
                    ).digest.encode()
                )
        return total.hexdigest()

    def text(self, name: str) -> str:
        """One of the texts beside the units, checked against its hash."""
        if wrong := self._wrong_text(name):
            raise StoreError(wrong)
        return (self.path / name).read_text(encoding="utf-8")

    def altered(self) -> tuple[str, ...]:
        """Texts and tables beside the units that are not what the run wrote."""
        return changed(self.path, {**self.manifest.files, **table_sums(self.path)})

    def verify(self) -> int:
        """Check every file against its hash; the number of units, or all that is wrong."""
        wrong = [*self._wrong_texts(), *self._wrong_units(), *self._strangers()]
        if wrong:
            more = [f"and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
            raise StoreError("\n".join([*wrong[:SHOWN], *more]))
        return len(self.manifest.keys) - len(self.missing())

    def _stacked(self, outcome: str, variant: str) -> NDArray[np.generic]:
        there = {key: self._one(outcome, key) for key in self.units(variant)}
        if not there:
            message = f"{self.path}: no run of {variant} is finished yet. {self._remedy()}"
            raise Incomplete(message)
        first = next(iter(there.values()))
        shape = (self.manifest.samples, self.manifest.replicates, *first.shape)
        if len(there) == shape[0] * shape[1]:
            stacked: NDArray[np.generic] = np.empty(shape, first.dtype)
        elif first.dtype.kind == "f":
            stacked = np.full(shape, np.nan, first.dtype)
        else:
            message = (
                f"{self.path}: {outcome} is whole numbers, which know no gaps. {self._remedy()}"
            )
            raise Incomplete(message)
        for key, array in there.items():
            if array.shape != first.shape:
                message = f"{self._file(key)}: {outcome} has another shape here than elsewhere."
                raise StoreError(message)
            stacked[key.sample, key.replicate] = array
        return stacked

    def _one(self, outcome: str, key: UnitKey) -> NDArray[np.generic]:
        record = self.record(key, only=(outcome,))
        if outcome not in record:
            known = ", ".join(self.manifest.outcomes)
            message = f'{self.path}: holds no outcome "{outcome}". There are: {known}.'
            raise StoreError(message)
        return record[outcome]

    def _require_all(self, variants: Collection[str]) -> None:
        missing = sum(key.variant in variants for key in self.missing())
        if missing:
            count = f"{missing:,} of {len(self.manifest.keys):,} runs are missing"
            message = f"{self.path}: {count}. {self._remedy()}"
            raise Incomplete(message)

    def _remedy(self) -> str:
        if self.complete and not any(self._file(key).exists() for key in self.manifest.keys):
            kept = [name for name in READABLE if (self.path / name).is_file()]
            read = f"read {' and '.join(kept)} in it, or " if kept else ""
            command = anew(self.path, self.manifest)
            return f"It was kept without its runs: {read}make them anew with: {command}"
        command, right = again(self.path, self.manifest), place_of(self.path, self.manifest)
        if right is None:
            return f"Go on with: {command}"
        command = again(right, self.manifest)
        return f"It lies where no run is gone on with: move it to {right}, then: {command}"

    def _known(self, variant: str) -> None:
        if variant not in self.variants:
            message = (
                f'{self.path}: has no variant "{variant}". There are: {", ".join(self.variants)}.'
            )
            raise StoreError(message)

    def _file(self, key: UnitKey) -> Path:
        return self.path / UNITS / key.filename

    def _wrong_texts(self) -> list[str]:
        return [wrong for name in self.manifest.files if (wrong := self._wrong_text(name))]

    def _wrong_text(self, name: str) -> str:
        path = self.path / name
        if not path.is_file():
            return f"{path}: missing. Restore it from a copy."
        if hashlib.sha256(path.read_bytes()).hexdigest() != self.manifest.files.get(name):
            return f"{path}: changed after the run. Restore it from a copy."
        return ""

    def _wrong_units(self) -> list[str]:
        wrong = []
        for key in self.manifest.keys:
            file = self._file(key)
            if not file.exists() and not self.complete:
                continue
            try:
                self.record(key)
            except StoreError as error:
                wrong.append(str(error))
        return wrong

    def _strangers(self) -> list[str]:
        planned = {key.filename for key in self.manifest.keys}
        found = sorted((self.path / UNITS).glob(f"*{SUFFIX}"))
        return [f"{path}: not a unit of this run." for path in found if path.name not in planned]


def open_run(path: Path | str, root: Path = RESULTS) -> Results:
    """Open the run a user means: its folder, its scenario's folder or name, or `latest`."""
    folder = find_run(Path(path), root)
    return Results(folder, read_manifest(folder))
