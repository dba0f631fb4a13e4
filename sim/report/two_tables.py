"""Two results side by side as text, Markdown, CSV and JSON."""

from collections.abc import Iterator, Sequence

from sim.analysis.intervals import Spread, covered
from sim.analysis.numbers import decimals, factor_of, number, percent, signed, span
from sim.analysis.two import Reading, Two, TwoRow
from sim.analysis.words import caution, interval_name, source_line
from sim.report.grid import WIDTH, Grid, markdown, paragraphs, text
from sim.report.plain import Plain, plain
from sim.store.manifest import Manifest, OutcomeInfo
from sim.store.table import table_bytes

HEADER = (
    "variant", "outcome", "where", "period", "first_year", "last_year", "unit", "of", "first",
    "second", "change", "low", "high", "interval", "interval_over", "paired", "opposite_share",
    "verdict",
)  # fmt: skip
LEVEL, EFFECT = "level", "effect"


def two_text(two: Two, changed: Sequence[str], *, detail: bool = False, width: int = WIDTH) -> str:
    """The tables and sentences for a screen of that width."""
    blocks = [text(grid, width) for grid in two_grids(two, detail=detail)]
    opened = [paragraphs([words], width) for words in opening(two)]
    return "\n\n".join(
        [*opened, *blocks, paragraphs((*sayings(two), *closing(two, changed)), width)]
    )


def two_markdown(two: Two, changed: Sequence[str], *, detail: bool = False) -> str:
    """The same for a document."""
    blocks = [markdown(grid) for grid in two_grids(two, detail=detail)]
    said = (*sayings(two), *closing(two, changed))
    return "\n\n".join([*opening(two), *blocks, "\n".join(f"- {line}" for line in said)])


def two_csv(two: Two) -> str:
    """Every number of both as one tidy table, in full."""
    return table_bytes(HEADER, list(_csv_rows(two))).decode()


def two_json(two: Two, changed: Sequence[str]) -> dict[str, Plain]:
    """Everything found, as data."""
    return {
        "runs": [two.first.run_sha256, two.second.run_sha256],
        "sources": [source_line(two.first), source_line(two.second)],
        "quick": two.first.quick or two.second.quick,
        "request": plain(two.request),
        "paired": two.kinship.paired,
        "kinship": plain(two.kinship),
        "changed": plain(changed),
        "rows": plain(two.rows),
        "sentences": plain(sayings(two)),
        "gaps": plain(two.gaps),
    }


def two_grids(two: Two, *, detail: bool = False) -> Iterator[Grid]:
    """Of each outcome the levels and the effects, at the last date or at every one."""
    for name in two.request.outcomes:
        rows = [r for r in two.rows if r.outcome == name and (r.headline or detail)]
        if not rows:
            continue
        last = max(row.period.last for row in rows)
        when = list(dict.fromkeys(r.period for r in rows if detail or r.period.last == last))
        for period in when if detail else when[:1]:
            here = [row for row in rows if row.period == period]
            yield _grid(two, here, LEVEL)
            if any(row.effect is not None for row in here):
                yield _grid(two, here, EFFECT)


def opening(two: Two) -> tuple[str, ...]:
    """What has to be known of either before the first table."""
    said = [caution(two.first), caution(two.second)]
    if said[0] == said[1]:
        return (said[0],) if said[0] else ()
    either = zip(("First", "Second"), said, strict=True)
    return tuple(f"{which}: {words}" for which, words in either if words)


def sayings(two: Two) -> tuple[str, ...]:
    """What can be said of the effect of each variant on the first part of the first outcome."""
    rows = [row for row in two.rows if row.headline and row.effect is not None]
    if not rows:
        return ()
    last = max(row.period.last for row in rows)
    first = next(row for row in rows if row.period.last == last)
    here = [r for r in rows if (r.outcome, r.cell, r.period) == _part(first)]
    return tuple(
        f"{row.variant}: its effect on {row.outcome} {row.cell}, {row.period.label}, "
        f"{_verdict(row.effect.change)}."
        for row in here
        if row.effect is not None
    )


def closing(two: Two, changed: Sequence[str]) -> tuple[str, ...]:
    """Whether the runs are pairs, what was changed, gaps, warnings, and both sources."""
    kin = two.kinship
    shared = f"{kin.samples:,} x {kin.replicates:,} runs of {len(kin.variants):,} variants"
    proof = (
        f"NOT PAIRED: {kin.unpaired}. Every interval of a change is that of any run of one "
        "against any of the other, and holds the luck of both."
    )
    if kin.paired:
        differ = ", ".join(kin.differ_in) or "nothing that decides a number"
        proof = (
            f"paired: {shared} have the same past in both results, in each of the "
            f"{kin.quarters:,} quarters before the policy date; the two differ in {differ}."
        )
    without = two.request.to not in kin.variants
    lines = [proof, *(f"changed: {line}" for line in changed)]
    lines += [f"no effects: {two.request.to} is not in both results."] if without else []
    lines += [f"{len(two.gaps):,} parts are not shown: not defined in every run."] * bool(two.gaps)
    lines += [f"{name}: {_source(m)}" for name, m in (("first", two.first), ("second", two.second))]
    return tuple(lines)


def _grid(two: Two, rows: Sequence[TwoRow], of: str) -> Grid:
    """Both numbers of every variant and the change, place by place."""
    info = two.first.outcomes[rows[0].outcome]
    headings = ("where", "variant", "first", "second", "change", _interval(two, rows))
    lines = []
    for cell in dict.fromkeys(row.cell for row in rows):
        here = [(row, found) for row in rows if row.cell == cell and (found := _of(row, of))]
        places = _places([found for _, found in here], factor_of(info.unit))
        lines += [
            (cell if n == 0 else "", row.variant, *_cells(found, info, places, of))
            for n, (row, found) in enumerate(here)
        ]
    return Grid(_title(two, rows[0], info, of), headings, tuple(lines), keys=2)


def _title(two: Two, row: TwoRow, info: OutcomeInfo, of: str) -> str:
    """What the table shows and what its change is."""
    unit = "%" if factor_of(info.unit) > 1 else info.unit
    if of == EFFECT:
        head = f"{row.outcome}, {row.period.label}, difference from {two.request.to} of each result"
        return f"{head}, {unit}. Change = second less first."
    how = "run by run" if two.kinship.paired else "not paired"
    counted = "" if info.counting == info.unit else f" ({info.counting})"
    return (
        f"{row.outcome}, {row.period.label}, {unit}{counted}. {info.definition} "
        f"Change = second less first, {how}."
    )


def _cells(found: Reading, info: OutcomeInfo, places: int, of: str) -> tuple[str, ...]:
    """Both numbers, the change and its interval."""
    factor, change = factor_of(info.unit), found.change
    show = number if of == LEVEL else signed
    return (
        show(factor * found.first.mean, places),
        show(factor * found.second.mean, places),
        signed(factor * change.mean, places),
        span(factor * change.low, factor * change.high, places),
    )


def _places(readings: Sequence[Reading], factor: float) -> int:
    """Decimals that the largest change of one part bears, at least those of its levels."""
    means = [factor * r.change.mean for r in readings]
    levels = [factor * s.mean for r in readings for s in (r.first, r.second)]
    return max(decimals(means, figures=2) if any(means) else 0, decimals(levels))


def _verdict(change: Spread) -> str:
    """What can be said of a change."""
    return {
        "none": "is the same in every run of both",
        "more": "is larger in the second",
        "less": "is smaller in the second",
        "on average": "differs on average, but chance reverses that in "
        f"{percent(change.against)} of runs",
        "alike": "is the same difference in every run, and in too few to be sure",
        "not told apart": "cannot be told apart in the two",
    }[change.verdict]


def _csv_rows(two: Two) -> Iterator[tuple[str | int | float | None, ...]]:
    """Levels and effects, one row a number."""
    for row in two.rows:
        for of in (LEVEL, EFFECT):
            found = _of(row, of)
            if found is not None:
                change = found.change
                yield (
                    row.variant, row.outcome, row.cell, row.period.kind, row.period.first,
                    row.period.last, two.first.outcomes[row.outcome].unit, of, found.first.mean,
                    found.second.mean, change.mean, change.low, change.high,
                    covered(change.count, two.request.interval), change.over,
                    str(two.kinship.paired).lower(), change.against, change.verdict,
                )  # fmt: skip


def _of(row: TwoRow, of: str) -> Reading | None:
    return row.level if of == LEVEL else row.effect


def _part(row: TwoRow) -> tuple[object, ...]:
    return row.outcome, row.cell, row.period


def _interval(two: Two, rows: Sequence[TwoRow]) -> str:
    return interval_name(rows[0].level.change.count, two.request.interval)


def _source(manifest: Manifest) -> str:
    """Which run it is."""
    return f"{manifest.name}, {source_line(manifest)}, started {manifest.started or 'unknown'}."
