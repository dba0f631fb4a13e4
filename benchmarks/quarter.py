"""A program that does what `sim run` does up to the first quarter, and imports no more for it."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sim.evidence.shelf import Shelf
from sim.experiment.build import plan_of
from sim.experiment.nursery import open_nursery
from sim.experiment.pool import in_parallel
from sim.scenario.read import read_scenario
from sim.store.folder import RunFolder


def live_one_quarter(scenario: str, scale: float, workers: int) -> None:
    """Read, plan, and let workers found worlds and live; stop when one has lived a quarter."""

    def stop(quarters: int) -> None:
        if quarters:
            sys.exit()

    shelf = Shelf.read()
    resolved = read_scenario(Path(scenario), (f"scale={scale}",), shelf=shelf)
    open_nursery()
    plan = plan_of(resolved, shelf)
    with TemporaryDirectory() as root:
        tasks = plan.tasks(RunFolder.create_or_resume(Path(root), plan).units)
        for _ in in_parallel(tasks, workers, stop):
            pass
