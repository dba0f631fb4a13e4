"""Asking memory for a row before it is needed.

Most of a quarter is spent waiting for the rows of people met at random. A kernel asks for a row
as soon as it knows which, and does something else meanwhile; no result changes.
"""

from collections.abc import Callable
from typing import Any, cast

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from sim.world.state import Rows

Position = int | np.int64 | tuple[int | np.int64, int]
Compiler = Any
"""What Numba hands to the makers of its instructions."""

TO_READ, KEEP, DATA = 0, 3, 1

tools: Compiler = cgutils


def _prefetch(_: Compiler, array: Compiler, at: Compiler) -> tuple[Compiler, Compiler]:
    def generate(context: Compiler, builder: Compiler, _: Compiler, values: Compiler) -> Compiler:
        several = isinstance(at, types.BaseTuple)
        wanted = tools.unpack_tuple(builder, values[1]) if several else [values[1]]
        kinds = zip(wanted, at if several else [at], strict=True)
        position = [context.cast(builder, value, kind, types.intp) for value, kind in kinds]
        view = context.make_array(array)(context, builder, values[0])
        element = tools.get_item_pointer(context, builder, array, view, position)
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        shape = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        hint = builder.module.declare_intrinsic("llvm.prefetch", (byte,), shape)
        settings = [word(TO_READ), word(KEEP), word(DATA)]
        builder.call(hint, [builder.bitcast(element, byte), *settings])
        return context.get_dummy_value()

    return types.void(array, at), generate


def _nothing(array: Rows, at: Position) -> None:
    """In plain Python there is nothing to wait for."""


prefetch: Callable[[Rows, Position], None] = (
    _nothing if vars(numba.config)["DISABLE_JIT"] else cast("Any", intrinsic)(_prefetch)
)
"""Ask for the cache line in which an element begins; its value is not looked at."""
