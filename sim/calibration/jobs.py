"""Runs of a simulator, in this process or in several, told one by one as they end."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field, replace
from time import process_time

import numpy as np
from numpy.typing import NDArray

from sim.calibration.problem import Simulator
from sim.store.anonymous import plain_error

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Job:
    """One run: its point and its chance."""

    point: int
    replicate: int
    u: tuple[float, ...]

    @property
    def key(self) -> tuple[int, int]:
        """What no two runs of a stage share."""
        return (self.point, self.replicate)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run: its statistics, or why there are none."""

    job: Job
    y: tuple[float, ...] = ()
    error: str = ""
    seconds: float | None = field(default=None, compare=False)
    """Computing time; the same run takes another each time."""


def carried_out(simulator: Simulator, wanted: Sequence[Job], jobs: int) -> Iterator[Outcome]:
    """Every run as it ends; a run that crashes stops only itself."""
    if jobs <= 1 or len(wanted) <= 1:
        yield from (work(simulator, job) for job in wanted)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_deaf)
    try:
        yield from _handed_out(pool, simulator, deque(wanted), jobs)
    except BaseException:
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


def work(simulator: Simulator, job: Job) -> Outcome:
    """One run, with the time that it took."""
    begun = process_time()
    return replace(_worked(simulator, job), seconds=round(process_time() - begun, 3))


def _worked(simulator: Simulator, job: Job) -> Outcome:
    try:
        y = np.asarray(simulator(np.array(job.u), job.replicate))
    except Exception as crash:  # noqa: BLE001 -- the others go on whatever happens to one
        return Outcome(job, error=plain_error(crash))
    if not np.isfinite(y).all():
        return Outcome(job, error=f"{int((~np.isfinite(y)).sum())} statistics could not be read")
    return Outcome(job, tuple(float(value) for value in y))


def _handed_out(
    pool: ProcessPoolExecutor, simulator: Simulator, queue: deque[Job], jobs: int
) -> Iterator[Outcome]:
    """Never more in hand than there are workers, so that an interruption loses little."""
    in_hand: set[Future[Outcome]] = set()
    while queue or in_hand:
        while queue and len(in_hand) < jobs:
            in_hand.add(pool.submit(work, simulator, queue.popleft()))
        done, in_hand = wait(in_hand, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


def _deaf() -> None:
    """Leave a Ctrl-C to the parent, which keeps what is finished."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
