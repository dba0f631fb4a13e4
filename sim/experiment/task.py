"""One task: the missing variants of one sample and one replicate, which share their history."""

import contextlib
import gc
import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

from sim.errors import SimError, StoreError
from sim.experiment.sources import model_digest
from sim.store.anonymous import plain_error
from sim.store.unit import UnitKey
from sim.store.units import Units

OnQuarter = Callable[[int], None]


class Variant(Protocol):
    """A variant as the model is given it."""

    @property
    def name(self) -> str:
        """Its name in the scenario."""


class Spec(Protocol):
    """What the model is given: everything that a run depends on but chance."""

    @property
    def variants(self) -> Sequence[Variant]:
        """All variants, baseline first."""

    @property
    def start(self) -> int:
        """First quarter."""

    @property
    def policy(self) -> int:
        """First quarter in which variants may differ."""

    @property
    def end(self) -> int:
        """Last quarter."""


class RunGroup(Protocol):
    """The model: history once, then every wanted variant from there."""

    def __call__(
        self,
        spec: Spec,
        replicate: int,
        sample: int,
        wanted: Sequence[str],
        on_quarter: OnQuarter,
    ) -> Iterator[tuple[str, dict[str, NDArray[np.generic]]]]:
        """Each wanted variant with its record, as soon as it is there."""


class Stopped(SimError):  # noqa: N818 -- an order that was obeyed
    """The run was told to stop between two quarters."""


@dataclass(frozen=True, slots=True)
class Task:
    """Work for one worker: plain data, nothing to be read from files that may have changed."""

    spec: Spec
    sample: int
    replicate: int
    wanted: tuple[str, ...]
    tag: str
    """What follows the name of a variant in its key: "" or "@" and the future."""
    units: Units
    engine: str
    """Where the model is: module and function, "sim.model.group:run_group"."""
    sources: str = ""
    """Hash that the model's sources must have; "" does not look."""
    warm_up: int = 0
    """Quarters that the model lives before the first."""

    def key(self, variant: str) -> UnitKey:
        """The unit of one of the variants."""
        return UnitKey(f"{variant}{self.tag}", self.sample, self.replicate)

    def missing(self) -> list[str]:
        """Variants nobody has computed so far."""
        return [variant for variant in self.wanted if not self.units.has(self.key(variant))]

    def stored(self) -> tuple[UnitKey, ...]:
        """Units of this task that are there."""
        return tuple(k for k in map(self.key, self.wanted) if self.units.has(k))

    @property
    def quarters(self) -> int:
        """How many quarters it takes: the history, then each variant from the policy date.

        The first variant is always lived through, since the others are set against it.
        """
        history = self.warm_up + self.spec.policy - self.spec.start
        branches = {self.spec.variants[0].name, *self.wanted}
        return history + len(branches) * (self.spec.end + 1 - self.spec.policy)


@dataclass(frozen=True, slots=True)
class Failure:
    """A unit that crashed, and in which words."""

    key: UnitKey
    error: str


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a task."""

    written: tuple[UnitKey, ...]
    failures: tuple[Failure, ...] = ()
    stopped: bool = False


def get_ready(task: Task, worker: int, workers: int, stopped: Callable[[], bool]) -> None:
    """Let a model that has something to prepare do it; what is wrong there shows in the run.

    A compiler makes much and drops little: looking for what was dropped is a tenth of its time.
    """
    module = importlib.import_module(task.engine.partition(":")[0])
    prepare = getattr(module, "prepare", None)
    if prepare is not None:
        gc.disable()
        try:
            with contextlib.suppress(Exception):
                prepare(task.spec, worker, workers, stopped)
        finally:
            gc.enable()


def compute(task: Task, on_quarter: OnQuarter) -> Finished:
    """Compute what is missing of a task and store each unit at once; a crash stops only its own.

    A crash is put down to the first variant still missing. When the next attempt dies the same way
    without a unit in between, the history is at fault and no variant of the group can be had.
    """
    written: list[UnitKey] = []
    failures: list[Failure] = []
    left, before = task.missing(), ""
    while left:
        count = len(written)
        try:
            _advance(task, left, written, on_quarter)
            error = "the model gave no record and no reason"
        except Stopped:
            return Finished(tuple(written), tuple(failures), stopped=True)
        except StoreError:
            raise
        except Exception as crash:  # noqa: BLE001 -- the others go on whatever happens to one
            error = plain_error(crash)
        if left:
            hopeless = len(written) == count and error == before
            lost = left if hopeless else left[:1]
            failures += [Failure(task.key(variant), error) for variant in lost]
            left, before = left[len(lost) :], error
    return Finished(tuple(written), tuple(failures))


def _advance(task: Task, left: list[str], written: list[UnitKey], on_quarter: OnQuarter) -> None:
    """Run the variants that are left, taking each off the list when it is stored."""
    run_group = _engine(task)
    records = run_group(task.spec, task.replicate, task.sample, tuple(left), on_quarter)
    for variant, record in records:
        if variant in left:
            if task.units.write(task.key(variant), record):
                written.append(task.key(variant))
            left.remove(variant)


def _engine(task: Task) -> RunGroup:
    """The model, if it is the one that the run was planned with."""
    if task.sources and task.sources != model_digest():
        message = (
            "the program was changed while the run was going. What is finished is kept; "
            "run the same command again: it begins a new run with the new program."
        )
        raise StoreError(message)
    module, _, name = task.engine.partition(":")
    return cast(RunGroup, getattr(importlib.import_module(module), name))
