"""The tables of a comparison, outcome by outcome."""

from collections.abc import Iterator, Sequence

from sim.analysis.cells import THIRD
from sim.analysis.compare import Row
from sim.analysis.findings import Findings
from sim.analysis.numbers import decimals, factor_of, number, percent, signed, span
from sim.analysis.periods import Period
from sim.analysis.place_names import third_words
from sim.analysis.reading import reference_words
from sim.analysis.words import interval_name, interval_words
from sim.report.grid import Grid
from sim.store.manifest import OutcomeInfo

BETTER = {"up": "More is better.", "down": "Less is better.", "neither": ""}
EVERY = "every variant"


def outcome_grids(findings: Findings, *, detail: bool = False) -> Iterator[Grid]:
    """Each outcome at the last date, the main one date by date as well."""
    for name in findings.comparison.request.outcomes:
        rows = [r for r in findings.comparison.rows if r.outcome == name and (r.headline or detail)]
        if not rows:
            continue
        last = max(row.period.last for row in rows)
        at_end = list(dict.fromkeys(row.period for row in rows if row.period.last == last))
        for period in at_end if detail else at_end[:1]:
            yield _levels(findings, [row for row in rows if row.period == period])
        if detail or name == findings.main:
            yield from _by_date(findings, rows if detail else _short(findings, rows))


def _levels(findings: Findings, rows: Sequence[Row]) -> Grid:
    """Mean, difference, interval and standing of every variant, place by place."""
    info = findings.comparison.manifest.outcomes[rows[0].outcome]
    ranked = _ranked(rows[0], info)
    named = interval_name(rows[0].level.count, findings.comparison.request.interval)
    headings = ["where", "variant", "mean", _extra_heading(info), named]
    headings += ["best in", "max regret"] if ranked else []
    lines: list[tuple[str, ...]] = []
    cells = list(dict.fromkeys(row.cell for row in rows))
    grouped = [[row for row in rows if row.cell == cell] for cell in cells]
    by_place = info.dims.count("place") == 1
    alive = [here for here in grouped if by_place or any(row.level.mean for row in here)]
    for here in alive or grouped[:1]:
        places = _places(here, factor_of(info.unit))
        shown = [_level_line(row, info, places, ranked=ranked) for row in here]
        lines += [_merged(shown, _unranked(shown[-1]))] if _unmoved(here) else shown
    return Grid(_title(findings, rows, info), tuple(headings), tuple(once(lines)), keys=2)


def _level_line(
    row: Row, info: OutcomeInfo, places: tuple[int, int], *, ranked: bool
) -> tuple[str, ...]:
    """One row as text; `places` are the decimals of levels and of differences."""
    factor = factor_of(info.unit)
    line = [row.cell, row.variant, number(factor * row.level.mean, places[0])]
    extra = row.extra
    if extra is None:
        line += ["-", "-"]
    else:
        line.append(signed(factor * extra.mean, places[1]))
        line.append(span(factor * extra.low, factor * extra.high, places[1]))
    if ranked:
        line += [percent(row.best), number(factor * row.max_regret, places[1])]
    return tuple(line)


def _by_date(findings: Findings, rows: Sequence[Row]) -> Iterator[Grid]:
    """Differences of every variant at each date: one column a date."""
    info = findings.comparison.manifest.outcomes[rows[0].outcome]
    for kind in dict.fromkeys(row.period.kind for row in rows):
        here = [row for row in rows if row.period.kind == kind and row.extra is not None]
        dates = list(dict.fromkeys(row.period.last for row in here))
        if len(dates) < 2:
            continue
        lines: list[tuple[str, ...]] = []
        for cell in dict.fromkeys(row.cell for row in here):
            part = [row for row in here if row.cell == cell]
            places = _places(part, factor_of(info.unit))[1]
            shown = [
                (cell, name, *(_difference(r, info, places) for r in part if r.variant == name))
                for name in dict.fromkeys(row.variant for row in part)
            ]
            whole = [line for line in shown if len(line) == len(dates) + 2]
            lines += [_merged(whole, whole[-1])] if whole and _unmoved(part) else whole
        first = here[0].period.first
        heads = [str(date) if kind == "level" else f"{first}-{date}" for date in dates]
        title = _date_title(findings, rows[0], kind)
        yield Grid(title, ("where", "variant", *heads), tuple(once(lines)), keys=2)


def _short(findings: Findings, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows that go date by date: of many futures only sums of the first part."""
    if len(findings.comparison.manifest.futures) == 1:
        return rows
    first = rows[0]
    return [row for row in rows if (row.cell, row.period.kind) == (first.cell, first.period.kind)]


def _unmoved(rows: Sequence[Row]) -> bool:
    """Whether no variant differs from its reference in any run."""
    extras = [row.extra for row in rows if row.extra is not None]
    return len(extras) > 1 and all(extra.verdict == "none" for extra in extras)


def _merged(lines: Sequence[tuple[str, ...]], line: tuple[str, ...]) -> tuple[str, ...]:
    """One line for variants that are all alike; of one alone with its name."""
    return (line[0], EVERY, *line[2:]) if len(lines) > 1 else line


def _unranked(line: tuple[str, ...]) -> tuple[str, ...]:
    """A row of levels without range and standing, which say nothing where nothing differs."""
    return (*line[:4], *("-" for _ in line[4:]))


def _title(findings: Findings, rows: Sequence[Row], info: OutcomeInfo) -> str:
    """What the table shows, how it is counted, and what the interval runs over."""
    row, request = rows[0], findings.comparison.request
    extra = next((r.extra for r in rows if r.extra is not None), None)
    manifest = findings.comparison.manifest
    reference = reference_words(manifest, request.to)
    counted = "" if info.counting == info.unit else f" ({info.counting})"
    parts = [
        f"{row.outcome}, {row.period.label}, {_unit(info, row.period)}{counted}.",
        info.definition,
        "" if info.neutral is None else f"Neutral value {info.neutral:g}.",
        BETTER[info.better],
        third_words(manifest) if any(THIRD in row.cell for row in rows) else "",
        f"Extra = difference from {reference}, same draws.",
        "" if extra is None else f"Bounds: {interval_words(extra, request.interval)}.",
        _standing_words(row, info),
    ]
    return " ".join(part for part in parts if part)


def _ranked(row: Row, info: OutcomeInfo) -> bool:
    """Whether variants are ranked: where more or less is better, draw by draw."""
    return info.better != "neither" and row.level.count > 1


def _standing_words(row: Row, info: OutcomeInfo) -> str:
    """What the ranks say."""
    if not _ranked(row, info):
        return ""
    draw = "sample" if row.level.over == "samples" else "run"
    return (
        f"Best in = share of {draw}s in which a variant is best, ties shared out. Max regret = the "
        f"most by which it falls short of the best of a {draw}."
    )


def _date_title(findings: Findings, row: Row, kind: str) -> str:
    """Heading of a table of differences by date."""
    info = findings.comparison.manifest.outcomes[row.outcome]
    how = {"total": "from the policy date on, summed", "pooled": "from the policy date on, pooled"}
    unit = "points" if factor_of(info.unit) > 1 else info.unit
    named = interval_name(row.level.count, findings.comparison.request.interval)
    return f"{row.outcome}, extra {how.get(kind, 'in the year')}, {unit}, with {named}."


def _difference(row: Row, info: OutcomeInfo, places: int) -> str:
    """A difference with its interval in one cell."""
    factor, extra = factor_of(info.unit), row.extra
    if extra is None:
        return "-"
    bounds = span(factor * extra.low, factor * extra.high, places)
    mean = signed(factor * extra.mean, places)
    return mean if bounds == "-" else f"{mean} ({bounds})"


def _places(rows: Sequence[Row], factor: float) -> tuple[int, int]:
    """Decimals of the levels and of the differences of one part."""
    extras = [row.extra for row in rows if row.extra is not None]
    bounds = [value for e in extras for value in (e.mean, e.low, e.high)]
    return (
        decimals([factor * row.level.mean for row in rows]),
        decimals([factor * value for value in bounds]),
    )


def _unit(info: OutcomeInfo, period: Period) -> str:
    """The unit of a level."""
    if factor_of(info.unit) > 1:
        return "%"
    return f"{info.unit} a year" if period.kind == "level" and info.time == "flow" else info.unit


def _extra_heading(info: OutcomeInfo) -> str:
    """Heading of the differences: of percentages they are points."""
    return "extra, points" if factor_of(info.unit) > 1 else "extra"


def once(lines: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The same rows, the first name given on its first row only."""
    before = ""
    for line in lines:
        yield line if line[0] != before else ("", *line[1:])
        before = line[0]
