"""How many draws it would take to tell what so few cannot tell."""

from collections.abc import Iterator, Sequence
from math import isnan, sqrt

from sim.analysis.intervals import SURE, Spread, covered
from sim.analysis.surety import Versus

MOST = 1000
"""Beyond so many a difference is as good as none."""
OPTIONS = {"samples": "--samples", "replicates": "-n"}


def enough(spread: Spread) -> int | None:
    """The least number of draws that tell this mean from 0, were all spread as those there are.

    By the test of every difference: Student's t at 5 %, its error falling with √n.
    """
    from scipy.special import stdtr  # noqa: PLC0415 -- slow to load, and a check needs none

    if isnan(spread.error) or spread.error == 0 or spread.mean == 0:
        return None
    t = abs(spread.mean) / spread.error
    for n in range(spread.count + 1, MOST + 1):
        alone = spread.freedom == spread.count - 1
        freedom = n - 1 if alone else spread.freedom * n / spread.count
        if 2.0 * float(stdtr(freedom, -t * sqrt(n / spread.count))) < 2.0 * (1.0 - SURE):
            return n
    return None


def more_draws(pairs: Sequence[Versus], share: float) -> Iterator[str]:
    """How many draws would tell each pair apart that too few for an interval do not."""
    short = [p for p in pairs if not p.extra.beyond_error and p.extra.verdict != "none"]
    if short and short[0].extra.over == "one run":
        yield "one run tells nothing from chance: write -n 2 at least, better --samples 4."
        return
    wanted = {p.variant: n for p in short if _few(p.extra, share) and (n := enough(p.extra))}
    if wanted:
        first = short[0].extra
        said = ", ".join(f"{variant} by {n:,}" for variant, n in wanted.items())
        yield (
            f"{first.count:,} {first.over} tell little apart. Were more of them as spread, "
            f"{short[0].to} would be told from {said}: write {OPTIONS[first.over]} "
            f"{max(wanted.values())}."
        )


def _few(spread: Spread, share: float) -> bool:
    return covered(spread.count, share) < share
