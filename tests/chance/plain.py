"""Compiled functions as the plain Python that they were written in, all the way down."""

from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any


def plain_python(module: ModuleType) -> dict[str, Callable[..., Any]]:
    """Every compiled function of a module, calling only plain ones, by name."""
    world = dict(vars(module))
    compiled = {name: f.py_func for name, f in vars(module).items() if hasattr(f, "py_func")}
    functions: dict[str, Callable[..., Any]] = {
        name: FunctionType(f.__code__, world, name, f.__defaults__) for name, f in compiled.items()
    }
    world.update(functions)
    return functions
