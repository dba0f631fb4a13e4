"""Processes of their own: what they take, and what a function finds in one."""

import contextlib
import ctypes
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter
from typing import TypeVar

from benchmarks.figure import plain
from benchmarks.worlds import REPOSITORY

Result = TypeVar("Result")
SIM = (sys.executable, "-m", "sim")
"""The command line, from the sources that stand beside these benchmarks."""
PR_SET_CHILD_SUBREAPER = 36
KEEPS = {"PYTHONDONTWRITEBYTECODE": ""}
"""Python keeps what it has translated, as it does for a user: `make` sets the same."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds that a command took: on the clock, and of processors, its children included."""

    wall: float
    cpu: float
    said: str


def spent(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Spent:
    """Run a command from the repository; refuses one that fails."""
    _adopt()
    with TemporaryFile("w+", encoding="utf-8") as told:
        start = perf_counter()
        process = subprocess.Popen(  # noqa: S603 -- commands of these benchmarks only
            command,
            cwd=REPOSITORY,
            env=os.environ | KEEPS | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        cpu = used.ru_utime + used.ru_stime + _left_behind(process.pid)
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        said = told.read()
    if process.returncode:
        message = f"{' '.join(command)} ended with {process.returncode}:\n{said[-2000:]}"
        raise RuntimeError(message)
    return Spent(wall, cpu, said)


def _adopt() -> None:
    """Become the parent of what commands leave behind, as is the process whose copies workers are.

    Otherwise nobody would know what it took. Linux only; nowhere else is there such a process.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _left_behind(group: int) -> float:
    """Seconds of processors that the rest of a command's processes took, once they have ended."""
    seconds = 0.0
    with contextlib.suppress(ChildProcessError):
        while True:
            _, _, used = os.wait4(-group, 0)
            seconds += used.ru_utime + used.ru_stime
    return seconds


def in_fresh_processes(work: Callable[[int], Result], count: int, jobs: int) -> list[Result]:
    """``work`` of 0, 1, ... in processes that begin with nothing, at most ``jobs`` at a time."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, range(count)))


def side_by_side(work: Callable[[int], Result], count: int, jobs: int) -> list[Result]:
    """``work`` of 0, 1, ...; here if one at a time is enough."""
    if jobs == 1:
        return [work(n) for n in range(count)]
    return in_fresh_processes(work, count, jobs)


def least_and_median(seconds: Sequence[float], unit: str = "s") -> str:
    """The two numbers that tell a busy machine from a slow program."""
    least, middle = plain(min(seconds)), plain(median(seconds))
    return f"min {least} {unit}, median {middle} {unit} of {len(seconds)}"
