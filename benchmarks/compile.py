"""From typing the command to the first quarter: the first time after installing, and later."""

import os
import sys
from collections.abc import Mapping
from statistics import median
from tempfile import TemporaryDirectory
from typing import cast

from benchmarks.figure import Figure, Measured, Size
from benchmarks.fresh import SIM, Spent, least_and_median, spent
from benchmarks.worlds import SCENARIO
from sim.evidence.shelf import Shelf
from sim.experiment.build import plan_of
from sim.model.group import BASELINE, run_group
from sim.model.spec import RunSpec
from sim.scenario.read import read_scenario

FULL, TINY = Size(1.0, repeats=5), Size(0.002)
FIRST_ASKED, LATER_ASKED = 15.0, 3.0


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
            note=f"wall, once, ai world at {size.scale:g}; processor {cold.cpu:.1f} s",
        ),
        Figure(
            what="later run, to its first quarter",
            reached=min(walls),
            asked=LATER_ASKED,
            unit="s",
            note=f"wall, least of {size.repeats}, median {median(walls):.2f} s",
        ),
    )
    lines = (
        f"later: wall {least_and_median(walls)}; processor {least_and_median(cpus)}",
        f"a small run of every variant: {told(first)} at first, {told(second)} later",
    )
    return Measured(figures, lines)


def first_quarter(scale: float, cache: str | None = None) -> Spent:
    """A process that reads the scenario, plans, founds the world and lives one quarter."""
    command = (sys.executable, "-m", "benchmarks.compile", str(scale))
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


def live_one_quarter(scale: float) -> None:
    """What `sim run` does up to the first quarter that it lives; then this process is over."""
    shelf = Shelf.read()
    plan = plan_of(read_scenario(SCENARIO, (f"scale={scale}",), shelf=shelf), shelf)
    spec = cast(RunSpec, plan.specs[""][0])
    for _ in run_group(spec, 0, 0, [BASELINE], lambda _quarter: os._exit(0)):
        pass


if __name__ == "__main__":
    live_one_quarter(float(sys.argv[1]))
