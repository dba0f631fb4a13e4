"""From typing the command to the first quarter: the first time after installing, and later."""

import sys
from collections.abc import Mapping
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.figure import Figure, Measured, Size
from benchmarks.fresh import SIM, Spent, least_and_median, spent
from benchmarks.worlds import SCENARIO

FULL, TINY = Size(1.0, repeats=5), Size(0.002)
FIRST_ASKED, LATER_ASKED = 15.0, 3.0
WORKERS = 2


def measure(size: Size) -> Measured:
    """An empty cache of compiled code, then the same again; then a whole small run, both ways."""
    with TemporaryDirectory() as cache:
        cold = first_quarter(size.scale, cache)
        warm = [first_quarter(size.scale, cache) for _ in range(size.repeats)]
    with TemporaryDirectory() as cache:
        first, second = whole_run(TINY.scale, cache), whole_run(TINY.scale, cache)
    walls, cpus = [run.wall for run in warm], [run.cpu for run in warm]
    figures = (
        Figure(
            what="first run after install, to its first quarter",
            reached=cold.wall,
            asked=FIRST_ASKED,
            unit="s",
            note=f"wall, once, {WORKERS} workers, ai world at {size.scale:g}; "
            f"processor {cold.cpu:.1f} s",
        ),
        Figure(
            what="later run, to its first quarter",
            reached=min(walls),
            asked=LATER_ASKED,
            unit="s",
            note=f"wall, least of {size.repeats}, median {median(walls):.2f} s; {WORKERS} workers",
        ),
    )
    lines = (
        f"later: wall {least_and_median(walls)}; processor {least_and_median(cpus)}",
        f"a small run of every variant: {told(first)} at first, {told(second)} later",
    )
    return Measured(figures, lines)


def first_quarter(scale: float, cache: str | None = None) -> Spent:
    """A program that reads the scenario, plans, and has two workers found worlds and live."""
    program = "from benchmarks.quarter import live_one_quarter"
    call = f"live_one_quarter({str(SCENARIO)!r}, {scale}, {WORKERS})"
    command = (sys.executable, "-c", f"{program}; {call}")
    return spent(command, cached_in(cache))


def whole_run(scale: float, cache: str) -> Spent:
    """A run of every variant in a small world: all there is to compile is compiled."""
    with TemporaryDirectory() as folder:
        short = ("-n", "1", "--samples", "1", "--scale", str(scale), "-j", "1", "-q")
        return spent((*SIM, "run", str(SCENARIO), *short, "-o", folder), cached_in(cache))


def cached_in(folder: str | None) -> Mapping[str, str]:
    """Where compiled code is kept: in its usual place if no folder is given."""
    return {} if folder is None else {"NUMBA_CACHE_DIR": folder}


def told(run: Spent) -> str:
    """Both times of a process."""
    return f"{run.wall:.1f} s (processor {run.cpu:.1f} s)"
