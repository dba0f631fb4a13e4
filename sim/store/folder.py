"""The folder of one run while it is made: found or begun, filled unit by unit, closed.

A folder is named by its time and by a hash of all that decides it, so the same run is found again
and not repeated; a new run takes over units that another run of the scenario has already. Nothing
in it is overwritten or deleted but the manifest, which is replaced whole until the run is
finished, and files that were still being written aside.

Two processes may work on the same run at once, and shards of an array job do. No unit is locked:
equal keys give equal bytes, each writer writes aside and renames, and each looks for a unit
before it computes it. A lock would have to tell a dead holder from a living one on another
machine, whose name may not be written down; here the worst is one unit computed twice.
"""

import contextlib
import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sim.store.anonymous import without_paths
from sim.store.disk import TEMPORARY, append, held, place, refusal, sync
from sim.store.find import point_latest, runs_of
from sim.store.manifest import FILE, Check, Manifest, Runs, now_text, read_manifest
from sim.store.seals import changed, put_right
from sim.store.unit import Record, UnitKey
from sim.store.units import UNITS, Units

FAILED = "failed.jsonl"
LOG = "log.jsonl"


class Planned(Protocol):
    """A run that is to be made: what it is, and the texts that go with it."""

    @property
    def manifest(self) -> Manifest:
        """The run before its first unit."""

    @property
    def files(self) -> Mapping[str, bytes]:
        """Texts by file name, such as the scenario as written and as resolved."""


@dataclass(frozen=True, slots=True)
class RunFolder:
    """One run on disk, unfinished or finished."""

    path: Path
    manifest: Manifest

    @classmethod
    def create_or_resume(
        cls, root: Path, plan: Planned, now: datetime | None = None
    ) -> "RunFolder":
        """The folder of this very run under `root`, made if there is none."""
        home, run = root / plan.manifest.name, plan.manifest.run_sha256
        found = cls._find(home, run)
        if found is None:
            try:
                home.mkdir(parents=True, exist_ok=True)
                with held(home / ".lock", wait=True):
                    found = cls._find(home, run) or cls._begin(home, plan, now or datetime.now(UTC))
            except OSError as error:
                raise refusal(error, home, "Nothing was run, and no result was changed.") from error
        for name in changed(found.path, found.manifest.files):
            data = plan.files.get(name, b"")
            if hashlib.sha256(data).hexdigest() == found.manifest.files[name]:
                put_right(found.path / name, data)
        point_latest(home, found.path.name)
        return found

    @property
    def units(self) -> Units:
        """The unit files."""
        return Units(self.path / UNITS, self.manifest.stamps)

    @property
    def finished(self) -> bool:
        """Whether every unit was there when the run was closed."""
        return self.manifest.finished is not None

    def missing(self) -> list[UnitKey]:
        """Units still to be computed, in the order of the plan."""
        units = self.units
        return [key for key in self.manifest.keys if not units.has(key)]

    def write(self, key: UnitKey, record: Mapping[str, NDArray[np.generic]]) -> bool:
        """Store a finished unit."""
        return self.units.write(key, record)

    def read(self, key: UnitKey) -> Record:
        """The arrays of a unit."""
        return self.units.read(key)

    def note(self, event: str, details: Mapping[str, object] | None = None) -> None:
        """Add a line to the log; a log that cannot be written stops nothing."""
        with contextlib.suppress(OSError):
            append(self.path / LOG, {"at": now_text(), "event": event, **(details or {})})

    def record_failures(self, rows: Iterable[Mapping[str, object]]) -> None:
        """Keep what crashed, so that it can be repeated alone."""
        path = self.path / FAILED
        try:
            for row in rows:
                append(path, row)
        except OSError as error:
            raise refusal(error, path, f"{self.units.count():,} finished runs are kept.") from error

    @contextlib.contextmanager
    def presence(self) -> Iterator[bool]:
        """Tell other processes that somebody works here; yields False if somebody else does."""
        with held(self.path / "scenario.yaml", wait=False) as alone:
            yield alone

    def settle(
        self, *, failed: int = 0, checks: Sequence[Check] = (), warnings: Sequence[str] = ()
    ) -> "RunFolder":
        """Bring the manifest up to date; when nothing is missing, close the run for good."""
        current = read_manifest(self.path)
        if current.finished is not None:
            return replace(self, manifest=current)
        missing = len(self.missing())
        planned = current.runs.planned
        update = {
            "runs": Runs(planned=planned, done=planned - missing, failed=failed),
            "finished": None if missing else now_text(),
            "checks": tuple(checks),
            "warnings": tuple(dict.fromkeys([*current.warnings, *map(without_paths, warnings)])),
        }
        manifest = current.model_copy(update=update)
        if not missing:
            self._clear_unfinished()
        path = self.path / FILE
        try:
            place(path, manifest.text().encode())
        except OSError as error:
            raise refusal(error, path, f"{self.units.count():,} finished runs are kept.") from error
        return replace(self, manifest=manifest)

    def _clear_unfinished(self) -> None:
        """Remove what killed processes left half written; a slower twin finds its unit there."""
        for stray in (self.path / UNITS).glob(f"*{TEMPORARY}"):
            stray.unlink(missing_ok=True)

    @classmethod
    def _find(cls, home: Path, run: str) -> "RunFolder | None":
        for path in runs_of(home):
            if path.name.endswith(f"-{run[:7]}"):
                manifest = read_manifest(path)
                if manifest.run_sha256 == run:
                    return cls(path, manifest)
        return None

    @classmethod
    def _begin(cls, home: Path, plan: Planned, now: datetime) -> "RunFolder":
        """Lay out a new folder aside and give it its name when it is whole."""
        update = {
            "started": now_text(now),
            "files": {name: hashlib.sha256(data).hexdigest() for name, data in plan.files.items()},
            "warnings": tuple(map(without_paths, plan.manifest.warnings)),
        }
        manifest = plan.manifest.model_copy(update=update)
        path = home / f"{now.astimezone(UTC):%Y%m%d-%H%M}-{manifest.run_sha256[:7]}"
        aside = _new_folder(home, path.name)
        try:
            for name, data in plan.files.items():
                place(aside / name, data)
            (aside / UNITS).mkdir()
            place(aside / FILE, manifest.text().encode())
            aside.rename(path)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        sync(home)
        begun = cls(path, manifest)
        begun.units.adopt(manifest.keys, (other for other in runs_of(home) if other != path))
        return begun


def _new_folder(home: Path, name: str) -> Path:
    number = 0
    while True:
        aside = home / f".{name}.{number}{TEMPORARY}"
        try:
            aside.mkdir()
        except FileExistsError:
            number += 1
        else:
            return aside
