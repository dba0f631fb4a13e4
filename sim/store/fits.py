"""A finished fit on disk: its tables and its account, whichever version of the program made it."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sim.errors import StoreError
from sim.store.reference import json_bytes

MADE, MANIFEST, RUNS = "fit.json", "manifest.json", "runs.jsonl"
TABLES = ("cards.csv", "misfits.csv", "coverage.csv")
POSTERIOR = ("summary.yaml", "samples.csv")
WAVE, CHECK = "wave-", "check-after-"
HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class StoredFit:
    """What a fit has left: how it was made, its waves and its check, and its files."""

    folder: Path
    made: dict[str, str]
    waves: tuple[dict[str, Any], ...]
    check: dict[str, Any]
    core_hours: float | None
    """Computing time of all its runs; None where an older version did not note it."""

    @property
    def begun(self) -> str:
        """When it was first begun."""
        return self.made.get("begun", "")

    @property
    def finished(self) -> str:
        """When its check was finished."""
        return str(self.check.get("finished", ""))

    @property
    def clock_hours(self) -> float | None:
        """Hours by the clock from the first begin to the end, every pause included."""
        if not self.begun or not self.finished:
            return None
        begun, finished = map(datetime.fromisoformat, (self.begun, self.finished))
        return (finished - begun).total_seconds() / HOUR

    def tables(self) -> dict[str, bytes]:
        """The tables and the account, as they are kept as evidence."""
        files = {
            name: (self.folder / name).read_bytes()
            for name in TABLES
            if (self.folder / name).is_file()
        }
        account = {
            "made": self.made,
            "finished": self.finished,
            "waves": self.waves,
            "check": self.check,
            "runs": sum(wave["runs"] for wave in self.waves) + self.check["runs"],
            "core_hours": self.core_hours,
            "clock_hours": self.clock_hours,
        }
        return files | {MADE: json_bytes(account)}

    def posterior(self) -> dict[str, bytes]:
        """The posterior, if it has learnt anything: name of the file to its bytes."""
        paths = [self.folder / name for name in POSTERIOR]
        return {path.name: path.read_bytes() for path in paths if path.is_file()}


def stored_fit(folder: Path) -> StoredFit:
    """The fit in a folder.

    Raises:
        StoreError: there is no fit, or it is not finished.
    """
    if not (folder / MADE).is_file():
        message = f"{folder}: no fit there; a fit has a folder of its own under results/calibration"
        raise StoreError(message)
    checks = sorted(folder.glob(f"{CHECK}*/{MANIFEST}"), key=_number)
    if not checks or not (folder / TABLES[0]).is_file():
        message = f"{folder}: this fit is not finished; run its command again and it goes on"
        raise StoreError(message)
    last = _number(checks[-1])
    waves = [folder / f"{WAVE}{number}" / MANIFEST for number in range(1, last + 1)]
    stages = [*(wave.parent for wave in waves), checks[-1].parent]
    return StoredFit(
        folder, _json(folder / MADE), tuple(map(_json, waves)), _json(checks[-1]), _hours(stages)
    )


def _number(manifest: Path) -> int:
    """Number of the waves before a check."""
    return int(manifest.parent.name.removeprefix(CHECK))


def _hours(stages: list[Path]) -> float | None:
    """Computing time of all runs, where each has noted its own."""
    seconds = []
    for stage in stages:
        for line in (stage / RUNS).read_text(encoding="utf-8").splitlines():
            try:
                seconds.append(json.loads(line).get("seconds"))
            except json.JSONDecodeError:
                continue
    return None if None in seconds else sum(seconds) / HOUR


def _json(path: Path) -> dict[str, Any]:
    """What a file of a fit says.

    Raises:
        StoreError: it is missing or damaged.
    """
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        message = f"{path}: missing or damaged ({error}); run the fit's command again"
        raise StoreError(message) from None
