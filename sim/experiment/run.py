"""Carry out a plan: what is there is found, what is missing is computed, nothing is lost."""

import contextlib
import os
import shlex
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sim.errors import SimError
from sim.experiment.plan import WHOLE, Plan, Portion
from sim.experiment.pool import in_parallel
from sim.experiment.progress import OnProgress, Watch, nobody
from sim.experiment.selfcheck import self_checks
from sim.experiment.task import Failure, Finished, Task, compute
from sim.store.find import RESULTS
from sim.store.folder import RunFolder
from sim.store.manifest import Check, Manifest, now_text


class Interrupted(SimError):  # noqa: N818 -- a state that the user can go on from
    """A run that Ctrl-C stopped; the same command goes on."""

    exit_code = 130

    def __init__(self, done: int, planned: int) -> None:
        self.done, self.planned = done, planned
        super().__init__(done, planned)

    def __str__(self) -> str:
        """How far it came, and that nothing is lost."""
        remedy = "Nothing is lost: run the same command again to go on."
        return f"stopped at {self.done:,} of {self.planned:,}. {remedy}"


@dataclass(frozen=True, slots=True)
class Report:
    """What a session did."""

    folder: Path
    manifest: Manifest
    computed: int
    """Units that this session stored; others may have stored some meanwhile."""
    failures: tuple[Failure, ...]
    seconds: float

    @property
    def found(self) -> bool:
        """Whether everything had been computed before."""
        return self.complete and not self.computed

    @property
    def complete(self) -> bool:
        """Whether every unit of the run is there."""
        return self.manifest.finished is not None

    @property
    def wrong(self) -> tuple[Check, ...]:
        """Checks of the run on itself that it did not pass."""
        return tuple(check for check in self.manifest.checks if not check.passed)

    @property
    def exit_code(self) -> int:
        """0 when all that was asked for is done, 1 when a unit crashed or a check failed."""
        return 1 if self.failures or self.wrong else 0


def run(
    plan: Plan,
    root: Path = RESULTS,
    *,
    jobs: int = 1,
    on_progress: OnProgress = nobody,
    portion: Portion = WHOLE,
) -> Report:
    """Compute what is missing of a plan under `root`; `jobs` 0 means every core.

    Raises:
        Interrupted: on Ctrl-C, with all finished units kept.
        StoreError: when the disk is full or a result there is damaged.
    """
    folder = RunFolder.create_or_resume(root, plan)
    tasks = plan.tasks(folder.units, portion)
    if folder.finished and not tasks:
        return Report(folder.path, folder.manifest, 0, (), 0.0)
    folder.note("begun", {"tasks": len(tasks), "jobs": jobs})
    with folder.presence() as alone:
        return _session(plan, folder, tasks if alone else tasks[::-1], (jobs, on_progress))


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def repeat_command(manifest: Manifest, failure: Failure) -> str:
    """The command that repeats a crashed unit alone."""
    command = manifest.command or ("sim", "run", f"{manifest.name}.yaml")
    return shlex.join([*command, "--only", str(failure.key)])


def _session(
    plan: Plan, folder: RunFolder, tasks: Sequence[Task], how: tuple[int, OnProgress]
) -> Report:
    """Work through the tasks, then bring the folder up to date, however it ends."""
    jobs, on_progress = how
    quarters = sum(task.quarters for task in tasks)
    watch = Watch((len(plan.manifest.keys), quarters), folder.units.count, on_progress)
    watch.tell()
    computed, failures = 0, list[Failure]()
    try:
        with closing(_finished(tasks, jobs or cores(), watch)) as stream:
            for finished in stream:
                computed += len(finished.written)
                failures += finished.failures
                watch.failed = len(failures)
                folder.record_failures(_rows(plan.manifest, finished.failures))
                watch.tell()
    except KeyboardInterrupt:
        closed = _closed(folder, failures)
        folder.note("interrupted")
        raise Interrupted(closed.manifest.runs.done, watch.planned) from None
    except SimError:
        with contextlib.suppress(SimError):
            _closed(folder, failures)
        raise
    closed = _closed(folder, failures)
    folder.note("ended", _summary(watch, computed, min(jobs or cores(), len(tasks))))
    return Report(folder.path, closed.manifest, computed, tuple(failures), watch.seconds)


def _finished(tasks: Sequence[Task], jobs: int, watch: Watch) -> Generator[Finished, None, None]:
    """What becomes of each task, computed here or by several workers."""
    workers = min(jobs, len(tasks))
    if workers > 1:
        yield from in_parallel(tasks, workers, watch.on_tick)
    else:
        for task in tasks:
            yield compute(task, watch.on_quarter)


def _closed(folder: RunFolder, failures: Sequence[Failure]) -> RunFolder:
    """The folder with its manifest up to date, checked by itself when it is whole."""
    checks = () if folder.missing() else self_checks(folder)
    return folder.settle(failed=len(failures), checks=checks)


def _summary(watch: Watch, computed: int, workers: int) -> dict[str, object]:
    return {
        "computed": computed,
        "failed": watch.failed,
        "quarters": watch.quarters,
        "seconds": round(watch.seconds, 3),
        "begun": round(watch.begun, 3),
        "workers": workers,
    }


def _rows(manifest: Manifest, failures: Sequence[Failure]) -> list[dict[str, object]]:
    return [
        {
            "at": now_text(),
            "variant": failure.key.variant,
            "sample": failure.key.sample,
            "replicate": failure.key.replicate,
            "seed": manifest.seed,
            "error": failure.error,
            "command": repeat_command(manifest, failure),
        }
        for failure in failures
    ]
