"""The effect of every instrument at its usual dose, beside what studies found.

The first variant of each scenario about one instrument runs beside one baseline, in the world of
AI researchers. Each draw takes all cards from their ranges, and chance anew. Counts of a smaller
world are divided by its scale.
"""

import math
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Measured, Size, columns, plain
from benchmarks.worlds import QUARTERS, REPOSITORY, corridor, filled, specification
from sim.analysis.cost import price_of
from sim.analysis.intervals import spread
from sim.analysis.ratio import ratio_of_means
from sim.evidence.literature import Finding, read_literature
from sim.evidence.shelf import Shelf
from sim.experiment.build import sample_values
from sim.model.group import BASELINE, run_group
from sim.model.spec import VariantSpec
from sim.policies.base import Policy
from sim.policies.catalogue import POLICIES
from sim.scenario.overrides import Override
from sim.scenario.read import read_scenario
from sim.world.drivers import read_drivers

FULL, TINY = Size(scale=1.0, replicates=20), Size(scale=0.05, replicates=2)
HORIZONS, SHARE = (5, 15), 0.9
LAG = 5
"""Years that a unit begun is given to show in papers, where a study counts them."""
UNITS = {"joint_programme": "awards", "lighthouse_pilot": "pilots", "dual_phd": "entrants"}
"""Instrument -> the field that says how many are begun in a year."""
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Effects:
    """Yearly joint papers of the corridor and public money, by variant, (draw, year of policy)."""

    joint: Mapping[str, Array]
    """As they are counted in worlds of this scale; money is divided by it."""
    money: Mapping[str, Array]
    scale: float = 1.0

    def papers(self, variant: str, years: int) -> Array:
        """Joint papers counted in the first years (draw, 1)."""
        return np.asarray(self.joint[variant][:, :years].sum(axis=1, keepdims=True))

    def gained(self, kind: str, years: int) -> Array:
        """Additional joint papers in the first years, divided by the scale (draw, 1)."""
        return np.asarray((self.papers(kind, years) - self.papers(BASELINE, years)) / self.scale)

    def cost(self, kind: str, years: int) -> Array:
        """Additional public money in the first years, MUSD (draw, 1)."""
        spent = self.money[kind] - self.money[BASELINE]
        return np.asarray(spent[:, :years].sum(axis=1, keepdims=True))


def measure(size: Size) -> Measured:
    """Run every instrument; the table, and beneath it what is not the same quantity."""
    found = run(size)
    note = (
        f"{size.replicates} draws of cards and chance at scale {size.scale:g}, counts divided by "
        "it; intervals of 90%, of few draws their range; MUSD per extra paper over 15 years"
    )
    beside = [f"{f.policy}: {f.says}: {f.told}, {f.study}" for f in read_literature()
              if f.measure == "beside"]  # fmt: skip
    lines = [note, "", *columns(table(found)), "", "Not the same quantity:", *beside]
    return Measured((), tuple(lines))


def run(size: Size) -> Effects:
    """Every draw, one after the other or side by side."""
    draws = range(size.replicates)
    of = partial(draw, size)
    if size.jobs == 1:
        lived = list(map(of, draws))
    else:
        with ProcessPoolExecutor(size.jobs, mp_context=get_context("spawn")) as pool:
            lived = list(pool.map(of, draws))
    names = lived[0]
    return Effects(
        joint={name: np.array([one[name][0] for one in lived]) for name in names},
        money={name: np.array([one[name][1] for one in lived]) for name in names},
        scale=size.scale,
    )


def draw(size: Size, number: int) -> dict[str, tuple[Array, Array]]:
    """Joint papers and money by year of policy under every instrument, one draw."""
    values = samples(size.replicates)[number]
    variants = tuple(
        VariantSpec(kind, tuple(policy.filled(values) for policy in policies))
        for kind, policies in usual().items()
    )
    spec = specification(size.scale, variants=(VariantSpec(BASELINE), *variants))
    spec = replace(spec, values=dict(values))
    places = read_drivers(spec.world, spec.scale).places
    a, b = (places.index(code) for code in spec.corridor)
    first = (spec.policy - spec.start) // QUARTERS
    wanted = [variant.name for variant in spec.variants]
    return {
        name: (
            np.asarray(record["joint_papers"], np.float64)[first:, a, b],
            np.asarray(record["public_cost"], np.float64)[first:].sum(axis=1) / size.scale,
        )
        for name, record in run_group(spec, number, number, wanted)
    }


@cache
def usual() -> dict[str, tuple[Policy, ...]]:
    """Instrument -> its policies in the first variant of the scenario that is about it alone."""
    found: dict[str, tuple[Policy, ...]] = {}
    for path in sorted((REPOSITORY / "scenarios").glob("*.yaml")):
        resolved = read_scenario(path)
        first = next(name for name in resolved.variants if name != BASELINE)
        policies = resolved.variants[first]
        kinds = {str(policy.model_dump()["kind"]) for policy in policies}
        if len(kinds) == 1 and resolved.scenario.pair == corridor().scenario.pair:
            found.setdefault(kinds.pop(), policies)
    return {kind: found[kind] for kind in POLICIES}


@cache
def samples(count: int) -> list[Mapping[str, float]]:
    """The values of all cards in each draw."""
    many = Override("runs.samples", max(count, 2), "effects")
    path = REPOSITORY / "scenarios" / "corridor.yaml"
    return sample_values(read_scenario(path, [many]), Shelf.read())


def table(found: Effects) -> list[tuple[str, ...]]:
    """One row for each instrument."""
    heads = ("instrument", *(f"extra in {years} years" for years in HORIZONS))
    rows = [(*heads, "MUSD per extra paper", "model", "literature", "verdict")]
    for kind in usual():
        extras = [spread(found.gained(kind, years), SHARE) for years in HORIZONS]
        told = [f"{plain(e.mean)} ({plain(e.low)} to {plain(e.high)})" for e in extras]
        rows.append((kind, *told, price(found, kind), *compared(found, kind)))
    return rows


def price(found: Effects, kind: str) -> str:
    """Public money for each additional paper, or why there is no such number."""
    years = HORIZONS[-1]
    price = price_of(found.cost(kind, years), found.gained(kind, years), SHARE)
    if not price.defined:
        return f"not defined: {price.reason}"
    return f"{plain(price.value)} ({plain(price.low)} to {plain(price.high)})"


def compared(found: Effects, kind: str) -> tuple[str, str, str]:
    """The model in the terms of a study, the range of the study, and whether the two meet."""
    known = [finding for finding in read_literature() if finding.policy == kind]
    for finding in known:
        if finding.measure != "beside":
            value, low, high = in_its_terms(found, finding)
            told = "-" if math.isnan(value) else f"{plain(value)} ({plain(low)} to {plain(high)})"
            return told, finding.told, verdict(finding, (value, low, high))
    return "-", "none in these terms" if known else "no study is known", "-"


def verdict(finding: Finding, model: tuple[float, float, float]) -> str:
    """Whether the range of a study holds the model's mean, or meets its interval."""
    value, low, high = model
    if math.isnan(value):
        return "-"
    if finding.low <= value <= finding.high:
        return "within"
    return "outside, intervals meet" if low <= finding.high and high >= finding.low else "outside"


def in_its_terms(found: Effects, finding: Finding) -> tuple[float, float, float]:
    """The model's mean and interval for what a study gives, over 15 years.

    A ratio of joint papers with it and without, or additional papers for each unit begun early
    enough to show.
    """
    kind, years = finding.policy, HORIZONS[-1]
    if finding.measure == "ratio":
        ratio = ratio_of_means(found.papers(kind, years), found.papers(BASELINE, years), SHARE)
        return ratio.value, ratio.low, ratio.high
    begun = units_begun(usual()[kind], UNITS[kind], years - LAG)
    gained = spread(found.gained(kind, years), SHARE)
    return gained.mean / begun, gained.low / begun, gained.high / begun


def units_begun(policies: tuple[Policy, ...], field: str, years: int) -> float:
    """How many are begun in the first years at the dose of each."""
    first = corridor().scenario.horizon.policy // QUARTERS
    ready = [filled(policy) for policy in policies]
    return sum(
        float(getattr(policy, field)) * policy.mean_dose(year)
        for policy in ready
        for year in range(first, first + years)
    )
