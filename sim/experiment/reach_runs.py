"""Living the points of a search for reach: in this process or in several, told as they end."""

import gc
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sim.errors import SimError
from sim.evidence.shelf import Shelf
from sim.experiment.nursery import deaf, nursery, settle_in
from sim.experiment.pool import DIED, dismiss
from sim.experiment.progress import OnProgress, Watch, nobody
from sim.experiment.reach import Attempt, Cube, Law, core, cube_of, law_of, nearest, sought
from sim.experiment.validate import FIRST_YEAR, LAST_YEAR, QUARTERS, SEED, Row, pattern_table
from sim.experiment.worlds import WARM_UP

Array = NDArray[np.float64]
HISTORY = QUARTERS * (LAST_YEAR + 1 - FIRST_YEAR) + WARM_UP
"""Quarters of one history."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a search goes about."""

    world: Literal["ai", "science"]
    scale: float
    points: int
    replicates: int
    """Histories at each point that is tried."""
    seed: int = SEED
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Point:
    """What is lived at one point, and by which replicates."""

    asked: Asked
    values: tuple[tuple[str, float], ...]
    replicates: range

    def rows(self) -> tuple[Row, ...]:
        """Every pattern there."""
        gc.collect()  # a model and its agents refer to each other: worlds would pile up
        return pattern_table(
            self.asked.world,
            scale=self.asked.scale,
            replicates=self.replicates,
            seed=self.asked.seed,
            values=dict(self.values),
        ).rows


@dataclass(frozen=True, slots=True)
class Reach:
    """What came out: patterns in use, what the points say of them, and the points tried."""

    asked: Asked
    cards: int
    in_use: tuple[Row, ...]
    laws: dict[str, Law]
    attempts: tuple[Attempt, ...]


def search(asked: Asked, on_progress: OnProgress = nobody) -> Reach:
    """Live the points, learn how cards move each pattern, and try what should reach it."""
    cube = cube_of(Shelf.read())
    u = cube.points(asked.points, asked.seed)
    design = [_at(asked, cube, point, replicate=n) for n, point in enumerate(u)]
    in_use, *rows = lived([_at(asked, cube, cube.in_use), *design], asked.jobs, on_progress)
    targets = [row.target for row in in_use]
    y = np.array([[row.reading.value for row in point] for point in rows])
    laws = {t.id: law_of(t, u, y[:, k]) for k, t in enumerate(targets)}
    return Reach(
        asked, len(cube.cards), in_use, laws, _attempts(asked, cube, in_use, laws, on_progress)
    )


def _attempts(
    asked: Asked, cube: Cube, in_use: Sequence[Row], laws: dict[str, Law], told: OnProgress
) -> tuple[Attempt, ...]:
    wanted = {
        name: them for name, them in sought(in_use).items() if any(laws[t.id].read for t in them)
    }
    u = [nearest(them, [laws[t.id] for t in them], cube.in_use) for them in wanted.values()]
    found = lived([_at(asked, cube, point) for point in u], asked.jobs, told)
    return tuple(
        Attempt(name, tuple(target.id for target in them), cube.moved(point), core(rows))
        for (name, them), point, rows in zip(wanted.items(), u, found, strict=True)
    )


def _at(asked: Asked, cube: Cube, u: Array, replicate: int | None = None) -> Point:
    """One history of a replicate of its own, or as many as are asked for at a point tried."""
    values = tuple(cube.values(u).items())
    if replicate is None:
        return Point(asked, values, range(asked.replicates))
    return Point(asked, values, range(replicate, replicate + 1))


def lived(
    points: Sequence[Point], jobs: int, on_progress: OnProgress = nobody
) -> list[tuple[Row, ...]]:
    """The patterns of each point, in the order of the points."""
    found: list[tuple[Row, ...]] = []
    histories = _histories(points, points)
    watch = Watch((histories, HISTORY * histories), lambda: _histories(points, found), on_progress)
    for rows in _in_order(points, jobs):
        found.append(rows)
        watch.on_tick(HISTORY * _histories(points, found))
    return found


def _histories(points: Sequence[Point], found: Sequence[object]) -> int:
    return sum(len(point.replicates) for point in points[: len(found)])


def _in_order(points: Sequence[Point], jobs: int) -> Iterator[tuple[Row, ...]]:
    if jobs <= 1 or len(points) <= 1:
        yield from (point.rows() for point in points)
        return
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(jobs, mp_context=nursery(), initializer=settle_in)
    try:
        with deaf():
            waiting: list[Future[tuple[Row, ...]]] = [pool.submit(point.rows) for point in points]
        yield from (future.result() for future in waiting)
    except BrokenProcessPool as error:
        raise SimError(DIED) from error
    finally:
        dismiss(pool, others)
