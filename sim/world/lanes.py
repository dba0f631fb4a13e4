"""Comparing the ties of one researcher, all at once, with those of another or with a slot.

Every tie of one against every tie of the other are too many comparisons to make one by one, and the
compiler does not see by itself that they can be made side by side. A tie is four words of 32 bits.
"""

from collections.abc import Callable, Sequence
from typing import Any, cast

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from sim.world.state import TIE, TIES, Rows

Slot = int | np.int64
Compiler = Any
"""What Numba hands to the makers of its instructions."""

tools: Compiler = cgutils

WORD, SET = ir.IntType(32), ir.IntType(64)
WORDS = TIE.itemsize // 4
ROW = ir.VectorType(WORD, TIES * WORDS)


def _of_all(kind: Compiler, value: int) -> Compiler:
    """The same number for every tie of a row."""
    return ir.Constant(ir.VectorType(kind, TIES), [value] * TIES)


def _row(context: Compiler, builder: Compiler, kinds: Compiler, values: Compiler) -> Compiler:
    """All words of the ties of one researcher."""
    view = context.make_array(kinds[0])(context, builder, values[0])
    row = context.cast(builder, values[1], kinds[1], types.intp)
    at = [row, context.get_constant(types.intp, 0)]
    place = tools.get_item_pointer(context, builder, kinds[0], view, at)
    return builder.load(builder.bitcast(place, ROW.as_pointer()), align=4)


def _chosen(builder: Compiler, lanes: Compiler, which: Sequence[int]) -> Compiler:
    """Some lanes, in this order."""
    mask = ir.Constant(ir.VectorType(WORD, TIES), list(which))
    return builder.shuffle_vector(lanes, lanes, mask)


def _field(builder: Compiler, row: Compiler, name: str) -> Compiler:
    """One field of all ties of a row."""
    start = cast("dict[str, tuple[Any, int]]", TIE.fields)[name][1] // 4
    return _chosen(builder, row, range(start, TIES * WORDS, WORDS))


def _partners(builder: Compiler, row: Compiler) -> Compiler:
    """Slot and key of the partner, which stand side by side, as one word for each tie."""
    pairs = builder.bitcast(row, ir.VectorType(SET, TIES * WORDS // 2))
    return _chosen(builder, pairs, range(0, TIES * WORDS // 2, WORDS // 2))


def _bits(builder: Compiler, found: Compiler) -> Compiler:
    """Yes or no for every tie, as a bit for each."""
    return builder.zext(builder.bitcast(found, ir.IntType(TIES)), SET)


def _shared(_: Compiler, ties: Compiler, one: Compiler, other: Compiler) -> tuple[Any, Any]:
    def generate(context: Compiler, builder: Compiler, _: Compiler, values: Compiler) -> Compiler:
        mine = _partners(builder, _row(context, builder, (ties, one), values))
        row = _row(context, builder, (ties, other), (values[0], values[2]))
        alive = builder.icmp_signed(">", _field(builder, row, "weight"), _of_all(WORD, 0))
        theirs = builder.select(alive, _partners(builder, row), _of_all(SET, -1))
        found = _of_all(SET, 0)  # counted: of yes and no the compiler would pack each answer
        for y in range(TIES):
            same = builder.icmp_signed("==", mine, _chosen(builder, theirs, [y] * TIES))
            found = builder.sub(found, builder.sext(same, found.type))
        return _bits(builder, builder.icmp_signed("!=", found, _of_all(SET, 0)))

    return types.int64(ties, one, other), generate


def _with(_: Compiler, ties: Compiler, one: Compiler, slot: Compiler) -> tuple[Any, Any]:
    def generate(context: Compiler, builder: Compiler, _: Compiler, values: Compiler) -> Compiler:
        slots = _field(builder, _row(context, builder, (ties, one), values), "slot")
        wanted = context.cast(builder, values[2], slot, types.int32)
        lanes = builder.insert_element(_of_all(WORD, 0), wanted, WORD(0))
        same = builder.icmp_signed("==", slots, _chosen(builder, lanes, [0] * TIES))
        return _bits(builder, same)

    return types.int64(ties, one, slot), generate


def _shared_plainly(ties: Rows, one: Slot, other: Slot) -> np.int64:
    """The same in plain Python."""
    theirs = {(int(t.slot), int(t.key)) for t in ties[other] if t.weight > 0.0}
    mine = [(int(t.slot), int(t.key)) for t in ties[one]]
    return np.int64(sum(1 << x for x in range(TIES) if mine[x] in theirs))


def _with_plainly(ties: Rows, one: Slot, slot: Slot) -> np.int64:
    """The same in plain Python."""
    return np.int64(sum(1 << x for x in range(TIES) if ties[one, x].slot == slot))


PLAIN = vars(numba.config)["DISABLE_JIT"]
Compared = Callable[[Rows, Slot, Slot], np.int64]
shared_ties: Compared = _shared_plainly if PLAIN else cast("Any", intrinsic)(_shared)
"""The ties of one with people with whom the other has a tie too, a bit for each."""
ties_with: Compared = _with_plainly if PLAIN else cast("Any", intrinsic)(_with)
"""The ties of one with whoever is, or was, in a slot, a bit for each."""
