"""Several futures at a glance: variants down, futures across, for what a comparison is about."""

from collections.abc import Iterator, Mapping, Sequence

from sim.analysis.cells import THIRD
from sim.analysis.compare import Row
from sim.analysis.findings import Findings
from sim.analysis.numbers import decimals, factor_of, number, signed, span
from sim.analysis.place_names import third_words
from sim.analysis.reading import future_of
from sim.analysis.words import interval_words
from sim.report.grid import Grid

SURE = ("more", "less", "none")
UNSURE = " ~"
UNCHANGED = "0"


def matrix_grids(findings: Findings) -> Iterator[Grid]:
    """The main outcome at the last date, part by part, and what the variants cost."""
    rows = [r for r in findings.comparison.rows if r.outcome == findings.main and r.headline]
    if not rows:
        return
    last = max(row.period.last for row in rows)
    period = next(row.period for row in rows if row.period.last == last)
    here = [row for row in rows if row.period == period]
    for n, cell in enumerate(dict.fromkeys(row.cell for row in here)):
        yield _part(findings, [row for row in here if row.cell == cell], first=n == 0)
    yield from _money(findings)


def _part(findings: Findings, rows: Sequence[Row], *, first: bool) -> Grid:
    """One part: what the reference counts in each future, then what each variant adds to it."""
    manifest, one = findings.comparison.manifest, rows[0]
    info = manifest.outcomes[one.outcome]
    factor = factor_of(info.unit)
    extras = [row.extra for row in rows if row.extra is not None]
    places = decimals([factor * value for e in extras for value in (e.mean, e.low, e.high)])
    levels = decimals([factor * row.level.mean for row in rows])
    found = {}
    for row in rows:
        told = number(factor * row.level.mean, levels)
        found[row.variant] = told if row.extra is None else _cell(row, factor, places)
    unit = "points" if factor > 1 else info.unit
    title = f"{one.outcome} of {one.cell}, {one.period.label}, {unit}: what each variant adds."
    if first:
        title += f" {_how(findings, rows)}"
    if THIRD in one.cell:
        title += f" {third_words(manifest)}"
    return _across(findings, title, found)


def _how(findings: Findings, rows: Sequence[Row]) -> str:
    """How the first of these tables is read, and so the others."""
    extra = next((row.extra for row in rows if row.extra is not None), None)
    bounds = "" if extra is None else interval_words(extra, findings.comparison.request.interval)
    return (
        "Rows without a sign are levels of what the others are set against in the same future. In "
        f"brackets: {bounds}. {UNSURE.strip()} = these runs cannot tell it from nothing."
    )


def _cell(row: Row, factor: float, places: int) -> str:
    """A difference, its bounds, and whether it is sure."""
    extra = row.extra
    if extra is None or extra.verdict == "none":
        return UNCHANGED
    bounds = span(factor * extra.low, factor * extra.high, places)
    mean = signed(factor * extra.mean, places)
    said = mean if bounds == "-" else f"{mean} ({bounds})"
    return said if extra.verdict in SURE else said + UNSURE


def _money(findings: Findings) -> Iterator[Grid]:
    """Extra public cost of all places, mean over the runs."""
    costs = findings.costs
    if not any(row.price.above.mean for row in costs):
        return
    last = max(row.period.last for row in costs)
    here = {row.variant: row.price.above.mean for row in costs if row.period.last == last}
    label = next(row.period.label for row in costs if row.period.last == last)
    places = decimals(list(here.values()))
    title = f"Extra public cost of all places, {label}, MUSD as spent in these runs, mean."
    yield _across(findings, title, {name: number(paid, places) for name, paid in here.items()})


def _across(findings: Findings, title: str, found: Mapping[str, str]) -> Grid:
    """One row a variant, one column a future."""
    futures = findings.comparison.manifest.futures
    lines: dict[str, dict[str, str]] = {}
    for name, said in found.items():
        lines.setdefault(name.partition("@")[0], {})[future_of(name) or futures[0]] = said
    rows = tuple(
        (name, *(line.get(future, "-") for future in futures)) for name, line in lines.items()
    )
    return Grid(title, ("variant", *futures), rows)
