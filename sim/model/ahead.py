"""Compiling ahead: in the first run of a program, two workers divide what each would compile.

One lives through a year of a tiny world in which no project begins and no paper leaves a mark; the
other begins the projects and marks the papers of a world in which nobody lives. Together that is
nearly everything that a run without policies compiles; the rest is compiled when it is met.
"""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.compiled import shared_cache
from sim.model.birth import empty_world
from sim.model.borders import SETTLED, open_borders
from sim.model.conditions import Almanac, quarter_of, tables_of
from sim.model.model import PolicyModel
from sim.model.parts import Parts
from sim.model.projects import Buffers, leave_marks, start_projects
from sim.model.pulls import turn_searches
from sim.model.routes import turn_movers
from sim.model.spec import RunSpec
from sim.world.drivers import read_drivers
from sim.world.lever_values import Levers
from sim.world.state import DOMAINS, WORK, Rows
from sim.world.views import Arrays, arrays_of

SCALE = 0.001
QUARTERS = 4
PATIENCE = 60.0
PAUSE = 0.05


def compile_ahead(
    spec: RunSpec, worker: int, workers: int, stopped: Callable[[], bool] = lambda: False
) -> None:
    """Compile the share of one worker, then wait for the other's; once for each program.

    Nothing happens with one worker, or where workers have no cache in common. A share that does
    not come within a minute is compiled by whoever needs it; nobody waits once ``stopped``.
    """
    folder = shared_cache()
    if folder is None or workers < len(SHARES):
        return
    marks = [folder / f"share-{n}" for n in range(len(SHARES))]
    if worker < len(SHARES) and not marks[worker].exists():
        SHARES[worker](replace(spec, scale=min(spec.scale, SCALE)))
        marks[worker].touch()
    limit = time.monotonic() + PATIENCE
    while not all(mark.exists() for mark in marks) and time.monotonic() < limit and not stopped():
        time.sleep(PAUSE)


class Idle(PolicyModel):
    """A world in which no project begins and no paper leaves a mark."""

    def begin_projects(self, w: Arrays, awarded: Rows) -> None:
        """Nothing."""

    def mark_papers(self, w: Arrays, rows: Rows, papers: NDArray[np.int16]) -> None:
        """Nothing."""


def live_idly(spec: RunSpec) -> None:
    """The first recorded year, with everything that a year's end brings."""
    model = Idle(spec)
    model.state.t = spec.start - model.almanac.epoch
    model.network_years = {spec.start // QUARTERS}
    model.run_until(spec.start + QUARTERS)


def begin_nothing(spec: RunSpec) -> None:
    """The projects and the papers of nobody."""
    drivers = read_drivers(spec.world, spec.scale)
    almanac = Almanac(spec, drivers, tables_of(spec), np.uint64(spec.seed))
    state = empty_world(almanac)
    state.t = SETTLED
    with np.errstate(over="ignore"):
        q = quarter_of(almanac, state, Levers(drivers.places, DOMAINS).after(()))
        room, slots = Buffers(len(state.people)), Parts(len(state.people), 1)
        w, nothing = arrays_of(state), np.zeros(0, WORK)
        start_projects(state, w, q, room, slots, nothing)
        open_borders(almanac, state, w, q)
        turn_searches(almanac, state, w, q)
        turn_movers(almanac, state, w, q)
        leave_marks(w, q, nothing, np.zeros(0, np.int16), slots)


SHARES: tuple[Callable[[RunSpec], None], ...] = (live_idly, begin_nothing)
