"""The kernel decorator, and what it compiles kept on disk."""

import sys
import tempfile
from collections.abc import Callable
from functools import cached_property, update_wrapper
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar, cast

import numba
from numba import njit, types

from sim.cache import cache_folder

F = TypeVar("F", bound=Callable[..., Any])


def _set_cache_folder() -> Path | None:
    wanted = cache_folder()
    folder: Path | None = wanted
    try:
        wanted.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = None
    own = folder or Path(tempfile.mkdtemp(prefix="corridor-sim-"))
    vars(numba.config)["CACHE_DIR"] = str(own)
    return folder


CACHE = _set_cache_folder()


def shared_cache() -> Path | None:
    """Where all processes find what one has compiled; None if nothing can be kept or compiled."""
    return None if vars(numba.config)["DISABLE_JIT"] else CACHE


OPTIONS: dict[str, Any] = {
    "nogil": True,
    "cache": True,
    "error_model": "numpy",
    "no_cfunc_wrapper": True,
}
FAST: dict[str, Any] = {**OPTIONS, "_nrt": False, "forceinline": True}
WITHIN: dict[str, Any] = {**FAST, "no_cpython_wrapper": True}
APART: dict[str, Any] = {**WITHIN, "forceinline": False}


def twin_of(function: Callable[..., Any]) -> FunctionType:
    """A second function with the same code, under a name of its own in Numba's cache."""
    twin = FunctionType(function.__code__, vars(sys.modules[function.__module__]))
    twin.__qualname__ = f"{function.__qualname__}_from_python"
    return twin


class Kernel:
    """A compiled function that other kernels call straight away, and Python through a gate.

    Translating Python's arguments takes longer to compile than most kernels do; the gate is
    therefore made only for those that Python calls.
    """

    def __init__(self, function: Callable[..., Any], options: dict[str, Any] = WITHIN) -> None:
        update_wrapper(self, function)
        self.py_func = function
        self.within = njit(**options)(function)
        self._numba_type_ = types.Dispatcher(self.within)

    @cached_property
    def gate(self) -> Callable[..., object]:
        """The same with its translation of Python's arguments."""
        return cast("Callable[..., object]", njit(**FAST)(twin_of(self.py_func)))

    def __call__(self, *args: object) -> object:
        """Call it from Python."""
        return self.gate(*args)


def kernel(function: F) -> F:
    """Compile one scalar loop: no interpreter lock, cached on disk, IEEE division.

    Without reference counting, which costs more than the arithmetic when many arrays are at
    hand; such a kernel cannot make arrays.
    """
    return function if vars(numba.config)["DISABLE_JIT"] else cast("F", Kernel(function))


def apart(function: F) -> F:
    """Compile a kernel that is called, not copied into its callers.

    For a loop of which the compiler does several rounds at once only where it stands by itself. Its
    arguments should be few.
    """
    return function if vars(numba.config)["DISABLE_JIT"] else cast("F", Kernel(function, APART))


def maker(function: F) -> F:
    """Compile a kernel that makes arrays of its own."""
    compiled: F = njit(**OPTIONS)(function)
    return compiled


def typed(signature: str) -> Callable[[F], F]:
    """Compile a kernel for one signature only; other integers are converted on the way in."""

    def decorate(function: F) -> F:
        return cast("F", njit(signature, **FAST)(function))

    return decorate


@typed("int64(int64)")
def whole(number: int) -> int:
    """The same number, for a kernel that is to be compiled once.

    Numba compiles a callee anew for each constant and each width of a number that it is called
    with.
    """
    return number
