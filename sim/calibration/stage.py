"""One stage of a fit on disk: its design, its runs as they end, its manifest when it is whole."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.calibration.emulator import Runs
from sim.calibration.jobs import Job, Outcome
from sim.errors import StoreError
from sim.store.disk import append, place, refusal
from sim.store.manifest import now_text
from sim.store.table import table_bytes

Array = NDArray[np.float64]

DESIGN, RUNS, MANIFEST = "design.csv", "runs.jsonl", "manifest.json"
REPEATED = 10
"""One point in so many is run twice, to see what chance does."""
FEWEST_REPEATED = 6
APART = 1_000_000
"""Replicates between two stages, so that none have chance in common."""
CHECKS = 1000
"""Number of the first check among the stages, far from those of all waves."""
KEPT = "Every finished run is kept."


class Stage:
    """A folder with one design; what is there is never computed again."""

    def __init__(self, path: Path, number: int, parameters: Sequence[str]) -> None:
        self.path, self.number, self.parameters = path, number, tuple(parameters)

    @property
    def begun(self) -> bool:
        """Whether the design is there."""
        return (self.path / DESIGN).exists()

    def begin(self, points: Array) -> None:
        """Keep a design (N, D)."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            place(self.path / DESIGN, table_bytes(self.parameters, points.tolist()))
        except OSError as error:
            raise refusal(error, self.path / DESIGN, KEPT) from error

    def design(self) -> Array:
        """The points (N, D), as they were kept.

        Raises:
            StoreError: the file belongs to other parameters.
        """
        with (self.path / DESIGN).open(encoding="utf-8", newline="") as lines:
            header, *rows = csv.reader(lines)
        if tuple(header) != self.parameters:
            msg = f"{self.path / DESIGN}: this design is of other parameters."
            raise StoreError(msg)
        return np.array(rows, dtype=np.float64)

    def jobs(self) -> list[Job]:
        """All runs of the stage; some points have two, and no two runs have the same chance."""
        points = self.design()
        twice = _twice(len(points))
        start = self.number * APART
        first = [Job(at, start + at, tuple(map(float, u))) for at, u in enumerate(points)]
        again = [Job(at, start + len(points) + at, first[at].u) for at in range(twice)]
        return first + again

    def size(self, points: int) -> int:
        """Runs of a stage with so many points."""
        return points + _twice(points)

    def missing(self) -> list[Job]:
        """Runs that nobody has finished."""
        there = {outcome.job.key for outcome in self.outcomes()}
        return [job for job in self.jobs() if job.key not in there]

    def add(self, outcome: Outcome) -> None:
        """Keep what became of a run."""
        job = outcome.job
        row = {
            "point": job.point,
            "replicate": job.replicate,
            "y": outcome.y,
            "seconds": outcome.seconds,
        }
        try:
            append(self.path / RUNS, {**row, "error": outcome.error} if outcome.error else row)
        except OSError as error:
            raise refusal(error, self.path / RUNS, KEPT) from error

    def outcomes(self) -> list[Outcome]:
        """What became of the runs so far, in the order of the design; a torn line is no run."""
        if not (self.path / RUNS).exists():
            return []
        points, found = self.design(), {}
        for line in (self.path / RUNS).read_text(encoding="utf-8").splitlines():
            try:
                row = json.loads(line)
            except json.JSONDecodeError:
                continue
            job = Job(row["point"], row["replicate"], tuple(map(float, points[row["point"]])))
            found[job.key] = Outcome(job, tuple(row["y"]), row.get("error", ""), row.get("seconds"))
        return [found[key] for key in sorted(found)]

    def runs(self) -> Runs:
        """The runs that gave statistics."""
        good = [outcome for outcome in self.outcomes() if not outcome.error]
        if not good:
            msg = f"{self.path}: no run of this stage gave statistics; see {RUNS}."
            raise StoreError(msg)
        return Runs(
            np.array([outcome.job.u for outcome in good]),
            np.array([outcome.y for outcome in good]),
            np.array([outcome.job.point for outcome in good], np.int64),
        )

    def close(self, said: Mapping[str, object]) -> None:
        """Keep what the stage found."""
        text = json.dumps({**said, "finished": now_text()}, indent=2, ensure_ascii=False)
        try:
            place(self.path / MANIFEST, f"{text}\n".encode())
        except OSError as error:
            raise refusal(error, self.path / MANIFEST, KEPT) from error


def wave_stage(folder: Path, number: int, parameters: Sequence[str]) -> Stage:
    """The stage of a wave."""
    return Stage(folder / f"wave-{number}", number, parameters)


def check_stage(folder: Path, waves: int, parameters: Sequence[str]) -> Stage:
    """The stage of the check after so many waves."""
    return Stage(folder / f"check-after-{waves}", CHECKS + waves, parameters)


def _twice(points: int) -> int:
    """How many points are run twice."""
    return max(min(FEWEST_REPEATED, points), points // REPEATED)
