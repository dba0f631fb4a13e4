"""How time grows with the number of researchers, from ten thousand to a million."""

import gc

import numpy as np

from benchmarks.figure import Figure, Measured, Size
from benchmarks.speed import Pace, pace
from benchmarks.worlds import QUARTERS, model_of, people, specification, twin

FULL, TINY = Size(1.0, repeats=3), Size(0.002)
ASKED = 1.15
SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
YEAR = 2022
PROBE = 0.01


def measure(size: Size) -> Measured:
    """Worlds that begin in a late year: after the warm-up, its four quarters are timed."""
    paces = [least(wanted * size.scale, size.repeats) for wanted in SIZES]
    heads = np.array([p.researcher_quarters / QUARTERS for p in paces])
    each = np.array([p.nanoseconds for p in paces])
    exponent = 1.0 + float(np.polyfit(np.log(heads), np.log(each), 1)[0])
    steps = 1.0 + np.diff(np.log(each)) / np.diff(np.log(heads))
    figure = Figure(
        "exponent of time against number of researchers",
        exponent,
        ASKED,
        "",
        note=f"{heads[0]:,.0f} to {heads[-1]:,.0f}, {YEAR}; min of {size.repeats}",
    )
    lines = [f"{n:10,.0f} researchers {ns:7.0f} ns" for n, ns in zip(heads, each, strict=True)]
    told = ", ".join(f"{step:.2f}" for step in steps)
    return Measured((figure,), (*lines, f"from size to size: {told}"))


def least(researchers: float, repeats: int) -> Pace:
    """The fastest of several times the same year in a world of about so many researchers."""
    root = model_of(specification(researchers / heads_at_full_scale(), start=YEAR, last_year=YEAR))
    root.run_until(QUARTERS * YEAR)
    paces = [pace(twin(root), QUARTERS * (YEAR + 1)) for _ in range(repeats)]
    del root
    gc.collect()
    return min(paces, key=lambda p: p.seconds)


def heads_at_full_scale() -> float:
    """Researchers of the year in a world at 1:1."""
    small = model_of(specification(PROBE, start=YEAR, last_year=YEAR))
    return people(small) / PROBE
