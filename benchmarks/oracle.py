"""The model in arrays against the same rules as one Mesa object for each researcher."""

from benchmarks.figure import Figure, Measured, Size
from tests.oracle.speed import measure as race

FULL, TINY = Size(0.3, repeats=2), Size(0.005)
ASKED = 50.0
QUARTERS = 3


def measure(size: Size) -> Measured:
    """Both live the same quarters in turn, in one process; the most even of the races counts."""
    races = [race(quarters=QUARTERS, scale=size.scale) for _ in range(size.repeats)]
    ratios = sorted(r.ratio for r in races)
    figure = Figure(
        "times as fast as one Mesa object a researcher",
        ratios[0],
        ASKED,
        "",
        "at least",
        note=f"{races[0].researchers:,} researchers, {QUARTERS} quarters; lower of {len(races)}",
    )
    lines = [
        f"arrays {r.arrays:,.0f} ns, objects {r.objects:,.0f} ns, {r.ratio:.1f}" for r in races
    ]
    return Measured((figure,), tuple(lines))
