"""What pairing is worth: the variance of a difference, against independent draws of chance.

Factor = [Var(Y0) + Var(Y1)] / Var(Y1 − Y0) over replicates, Y the joint papers of the years since
the policy date. The range comes from drawing the pairs anew (bootstrap).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure, Measured, Size, columns, plain
from benchmarks.fresh import side_by_side
from benchmarks.worlds import QUARTERS, corridor, specification, variant
from sim.analysis.resample import resamples
from sim.model.group import BASELINE, run_group
from sim.world.drivers import read_drivers

Array = NDArray[np.float64]
FULL, TINY = Size(0.3, replicates=12, jobs=2), Size(0.002, replicates=2)
ASKED = {"charter": 20.0, "vouchers": 80.0}
REACH = {"charter": "broad", "vouchers": "targeted"}
COUNTS = ("joint papers of the corridor", "all papers across borders")
YEARS = 10
TOLD = (1, 3, 5, 10)
RANGE = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Pair:
    """One replicate of every variant."""

    scale: float

    def __call__(self, replicate: int) -> dict[str, Array]:
        """Papers of both counts, cumulated, and the share of researchers that differ.

        By variant, each of shape (3, years) from the policy date on.
        """
        variants = (variant(BASELINE), *(variant(name) for name in ASKED))
        spec = specification(self.scale, last_year=last_year(), variants=variants)
        names = [v.name for v in variants]
        first = spec.policy // QUARTERS - spec.first_year
        places = read_drivers(spec.world, spec.scale).places
        one, other = (places.index(code) for code in spec.corridor)
        found = {}
        for name, record in run_group(spec, replicate, 0, names):
            joint = np.asarray(record["joint_papers"], float)[first:, one, other]
            abroad = np.asarray(record["joint_papers_fractional"], float)[first:]
            across = np.triu(abroad, 1).sum(axis=(1, 2))
            differ = np.asarray(record["footprint"], float)[first:]
            found[name] = np.array([*np.cumsum([joint, across], axis=1), differ])
        return found


def measure(size: Size) -> Measured:
    """Replicates of the baseline, a broad and a targeted policy, each paired by its replicate."""
    pairs = side_by_side(Pair(size.scale), size.replicates, size.jobs)
    papers = {name: np.array([pair[name] for pair in pairs]) for name in (BASELINE, *ASKED)}
    figures = [
        figure_of(name, count, papers, f"{size.replicates} pairs at {size.scale:g}, {YEARS} years")
        for name in ASKED
        for count in range(len(COUNTS))
    ]
    return Measured(tuple(figures), tuple(columns(table(papers))))


def figure_of(name: str, count: int, papers: dict[str, Array], note: str) -> Figure:
    """The factor at the end, with its range."""
    base, other = papers[BASELINE][:, count, -1], papers[name][:, count, -1]
    low, high = bounds(base, other)
    what = f"pairing, {name} ({REACH[name]}), {COUNTS[count]}"
    return Figure(
        what, float(factor(base, other)), ASKED[name], "times", "at least", low, high, note
    )


def table(papers: dict[str, Array]) -> list[tuple[str, ...]]:
    """Factors over time, and what they are made of at the end."""
    heads = ("after", *(f"{year} years" for year in TOLD), "papers", "more", "sd of that")
    rows = [heads]
    for name in ASKED:
        for count, told in enumerate(COUNTS):
            base, other = papers[BASELINE][:, count], papers[name][:, count]
            factors = [plain(float(factor(base[:, y - 1], other[:, y - 1]))) for y in TOLD]
            gap = (other - base)[:, -1]
            ends = (base[:, -1].mean(), gap.mean(), gap.std(ddof=1))
            rows.append((f"{name}, {told}: factor", *factors, *(plain(float(x)) for x in ends)))
        differ = [f"{papers[name][:, -1, year - 1].mean():.2%}" for year in TOLD]
        rows.append((f"{name}, researchers that differ", *differ, "", "", ""))
    return rows


def factor(base: Array, other: Array) -> Array:
    """The ratio of variances over the last axis; nan where the difference never varies."""
    alone = base.var(axis=-1, ddof=1) + other.var(axis=-1, ddof=1)
    paired = (other - base).var(axis=-1, ddof=1)
    return np.asarray(np.divide(alone, paired, out=np.full_like(alone, np.nan), where=paired > 0))


def bounds(base: Array, other: Array) -> tuple[float, float]:
    """Nine in ten of the resamples."""
    drawn = resamples(len(base))
    factors = factor(base[drawn], other[drawn])
    known = factors[np.isfinite(factors)]
    if len(known) == 0:
        return float("nan"), float("nan")
    low, high = np.quantile(known, RANGE)
    return float(low), float(high)


def last_year() -> int:
    """The tenth year of the policy."""
    return corridor().scenario.horizon.policy // QUARTERS + YEARS - 1
