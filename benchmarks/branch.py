"""What one history for all variants saves, against living it anew for each of them."""

from collections.abc import Sequence
from statistics import median
from time import process_time

from benchmarks.figure import Figure, Measured, Size
from benchmarks.fresh import least_and_median
from benchmarks.worlds import corridor, model_of, specification, twin, variant
from sim.model.spec import RunSpec, VariantSpec

FULL, TINY = Size(0.3, repeats=2), Size(0.002)
ASKED = 1.0
"""Asked is only that it is measured; to live a history once should not take longer."""


def measure(size: Size) -> Measured:
    """All variants of the scenario both ways, in turn; a tiny world first compiles everything."""
    variants = [variant(name) for name in corridor().variants]
    seconds_of(specification(TINY.scale), variants)
    spec = specification(size.scale)
    found = [seconds_of(spec, variants) for _ in range(size.repeats)]
    branched, alone = ([run[way] for run in found] for way in range(2))
    ratios = [apart / together for together, apart in found]
    figure = Figure(
        f"one history for {len(variants)} variants against {len(variants)} histories",
        median(ratios),
        ASKED,
        "times",
        "at least",
        note=f"ai world at {size.scale:g}, {spec.start // 4} to {spec.end // 4}, processor",
    )
    lines = (
        f"one history: {least_and_median(branched)}",
        f"a history each: {least_and_median(alone)}",
        f"saved: {1 - 1 / median(ratios):.0%}; the runs are the same bit for bit (tests/model)",
    )
    return Measured((figure,), lines)


def seconds_of(spec: RunSpec, variants: Sequence[VariantSpec]) -> tuple[float, float]:
    """Processor time of all variants from one saved state, and of each from the first quarter."""
    begin = process_time()
    root = model_of(spec)
    root.run_until(spec.policy)
    for lived in variants:
        twin(root, lived).run_until(spec.end + 1)
    between = process_time()
    for lived in variants:
        twin(model_of(spec), lived).run_until(spec.end + 1)
    return between - begin, process_time() - between
