"""Several workers: processes that get plain data and store what they finish.

No more tasks are handed out than there are workers. So a worker that dies takes at most the tasks
in hand with it; each of those is tried once more alone, and only then counted as crashed.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from typing import Protocol

from sim.experiment.nursery import deaf, nursery, settle_in
from sim.experiment.task import Failure, Finished, Stopped, Task, compute, get_ready

PATIENCE = 0.25
DIED = "the worker process died: the machine may be out of memory, or something ended it"


class Cells(Protocol):
    """Whole numbers in memory that all processes see."""

    def __getitem__(self, index: int) -> int:
        """One of them."""

    def __setitem__(self, index: int, value: int) -> None:
        """Set one of them."""

    def __len__(self) -> int:
        """How many there are."""


@dataclass
class Link:
    """What joins a worker to its parent: its counter of quarters, and the word to stop."""

    cells: Cells
    """One counter for each slot, then the word to stop; each cell has a single writer."""
    slot: int = 0
    ready: bool = False
    """Whether what the model prepares has been prepared here."""

    def stopped(self) -> bool:
        """Whether the word to stop has been given."""
        return bool(self.cells[len(self.cells) - 1])

    def on_quarter(self, _quarter: int) -> None:
        """Count a quarter, and stop here when told to."""
        if self.stopped():
            raise Stopped
        self.cells[self.slot] += 1


LINKS: list[Link] = []
"""The link of this process, if it is a worker: the pool has no other way to hand it over."""


def start_worker(cells: Cells) -> None:
    """Make a fresh process a worker that counts and listens."""
    settle_in()
    LINKS.append(Link(cells))


def work(task: Task, slot: int) -> Finished:
    """Compute a task inside a worker."""
    link = LINKS[-1]
    link.slot = slot
    if not link.ready:
        get_ready(task, slot, len(link.cells) - 1, link.stopped)
        link.ready = True
    return compute(task, link.on_quarter)


def in_parallel(
    tasks: Sequence[Task], jobs: int, on_tick: Callable[[int], None]
) -> Iterator[Finished]:
    """Compute tasks with several workers; yields what became of each as it ends.

    `on_tick` is told several times a second how many quarters were simulated.
    """
    crew, queue = Crew(jobs, on_tick), deque(tasks)
    try:
        while queue:
            suspects: list[Task] = []
            yield from crew.drain(queue, jobs, suspects)
            for suspect in suspects:
                yield Finished(suspect.stored())
                again: list[Task] = []
                yield from crew.drain(deque([suspect]), 1, again)
                for dead in again:
                    lost = tuple(Failure(dead.key(variant), DIED) for variant in dead.missing())
                    yield Finished(dead.stored(), lost)
    finally:
        crew.stop()


class Crew:
    """The workers of one run."""

    def __init__(self, jobs: int, on_tick: Callable[[int], None]) -> None:
        self._context = nursery()
        self._cells: Cells = self._context.RawArray("q", jobs + 1)
        self._jobs = jobs
        self._on_tick = on_tick

    def stop(self) -> None:
        """Tell every worker to end at its next quarter."""
        self._cells[self._jobs] = 1

    def drain(self, queue: deque[Task], jobs: int, suspects: list[Task]) -> Iterator[Finished]:
        """Hand out tasks until none is left or a worker dies; its tasks become suspects."""
        others = set(multiprocessing.active_children())
        pool = ProcessPoolExecutor(
            jobs, mp_context=self._context, initializer=start_worker, initargs=(self._cells,)
        )
        in_hand: dict[Future[Finished], tuple[Task, int]] = {}
        try:
            while (queue or in_hand) and not suspects:
                self._hand_out(pool, queue, in_hand, jobs)
                done, _ = wait(in_hand, timeout=PATIENCE, return_when=FIRST_COMPLETED)
                self._on_tick(self._quarters())
                for future in done:
                    yield from self._taken(future, in_hand, suspects)
            suspects += [task for task, _ in in_hand.values()]
        except BaseException:
            self.stop()
            raise
        finally:
            dismiss(pool, others)

    def _hand_out(
        self,
        pool: ProcessPoolExecutor,
        queue: deque[Task],
        in_hand: dict[Future[Finished], tuple[Task, int]],
        jobs: int,
    ) -> None:
        free = sorted(set(range(jobs)) - {slot for _, slot in in_hand.values()})
        for slot in free:
            task = _next(queue)
            if task is None:
                return
            with deaf():
                in_hand[pool.submit(work, task, slot)] = (task, slot)

    def _taken(
        self,
        future: Future[Finished],
        in_hand: dict[Future[Finished], tuple[Task, int]],
        suspects: list[Task],
    ) -> Iterator[Finished]:
        task, _ = in_hand.pop(future)
        try:
            yield future.result()
        except BrokenProcessPool:
            suspects.append(task)

    def _quarters(self) -> int:
        return sum(self._cells[slot] for slot in range(self._jobs))


def dismiss(pool: ProcessPoolExecutor, others: set[multiprocessing.process.BaseProcess]) -> None:
    """Wait for the workers; a second Ctrl-C ends them where they are."""
    try:
        pool.shutdown(wait=True, cancel_futures=True)
    except KeyboardInterrupt:
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
        pool.shutdown(wait=True, cancel_futures=True)


def _next(queue: deque[Task]) -> Task | None:
    """The next task of which something is still missing, without what others have done."""
    while queue:
        task = queue.popleft()
        missing = tuple(task.missing())
        if missing:
            return replace(task, wanted=missing)
    return None
