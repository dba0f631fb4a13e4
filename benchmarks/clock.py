"""Timers around the functions that a quarter is made of; each keeps only its own time."""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from time import process_time
from types import FunctionType, ModuleType
from typing import ParamSpec, TypeVar

from numba.core.dispatcher import Dispatcher

from sim.compiled import Kernel

Given = ParamSpec("Given")
Got = TypeVar("Got")
CLOCK = "sim.model."
PROCESSES = "sim.dynamics."
Process = FunctionType | Dispatcher | Kernel


class Clock:
    """Seconds of the processor by function, without what the functions it calls take."""

    def __init__(self) -> None:
        self.own: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self._inner: list[float] = [0.0]

    def around(self, function: Callable[Given, Got]) -> Callable[Given, Got]:
        """The same function, its time noted under its file and name."""
        own = self.own[function.__module__.removeprefix("sim.")]
        name = function.__name__

        @wraps(function)
        def timed(*given: Given.args, **named: Given.kwargs) -> Got:
            self._inner.append(0.0)
            start = process_time()
            try:
                return function(*given, **named)
            finally:
                taken = process_time() - start
                own[name] += taken - self._inner.pop()
                self._inner[-1] += taken

        return timed


@contextmanager
def clocked() -> Iterator[Clock]:
    """Time every process that the clock of the model calls, for as long as this lasts.

    Only names in the modules of the clock are replaced, where no compiled code looks; what is
    compiled must have been so before.
    """
    clock = Clock()
    kept: list[tuple[ModuleType | type, str, object]] = []
    for owner in _owners():
        for name, function in list(vars(owner).items()):
            if isinstance(function, Process) and _is_process(owner, function):
                kept.append((owner, name, function))
                setattr(owner, name, clock.around(function))
    try:
        yield clock
    finally:
        for owner, name, function in kept:
            setattr(owner, name, function)


def _owners() -> Iterator[ModuleType | type]:
    """The modules of the clock, and their classes."""
    for module in [m for name, m in sorted(sys.modules.items()) if name.startswith(CLOCK)]:
        yield module
        for thing in vars(module).values():
            if isinstance(thing, type) and thing.__module__ == module.__name__:
                yield thing


def _is_process(owner: ModuleType | type, function: Process) -> bool:
    """Whether it is a function of the model; a kernel only where it is imported from elsewhere."""
    if isinstance(function, Dispatcher | Kernel):
        return function.__module__ != owner.__name__ and _is_ours(function.__module__)
    return not function.__name__.startswith("_") and _is_ours(function.__module__)


def _is_ours(module: str) -> bool:
    return module.startswith((CLOCK, PROCESSES))
