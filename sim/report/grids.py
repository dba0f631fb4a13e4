"""The tables of a comparison, built from what was found."""

from collections.abc import Iterator, Sequence
from math import isnan

from sim.analysis.compare import Row
from sim.analysis.findings import Findings
from sim.analysis.intervals import Reduction
from sim.analysis.numbers import decimals, factor_of, number, percent, signed, span
from sim.analysis.periods import Period
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


def cost_grids(findings: Findings) -> Iterator[Grid]:
    """Public money and what one additional unit costs, at the last date."""
    if not findings.costs:
        return
    last = max(row.period.last for row in findings.costs)
    rows = [row for row in findings.costs if row.period.last == last]
    info = findings.comparison.manifest.outcomes[rows[0].outcome]
    unit = info.unit.removesuffix("s")
    places = decimals([row.price.above.mean for row in rows])
    lines = []
    for row in rows:
        price = row.price
        said = f"not defined: {price.reason}"
        if price.defined:
            shown = decimals([price.value])
            said = f"{number(price.value, shown)} ({span(price.low, price.high, shown)})"
        lines.append((row.variant, number(price.above.mean, places), said))
    title = (
        f"Extra public cost of all places, {rows[0].period.label}, and cost for each additional "
        f"{unit} {rows[0].cell}: ratio of means, bootstrap over pairs."
    )
    yield Grid(title, ("variant", "cost, MUSD", f"MUSD per extra {unit}"), tuple(lines))


def support_grids(findings: Findings) -> Iterator[Grid]:
    """Supported papers by label, counts before shares."""
    if not findings.additionality:
        return
    first = findings.additionality[0]
    lines = []
    for found in findings.additionality:
        counts = [found.counts[label].mean for label in found.counts]
        places = decimals([found.supported.mean])
        net = number(found.net.value, 2) if found.net.defined else "-"
        cells = [
            f"{number(count, places)} ({percent(found.share(label))})"
            for label, count in zip(found.counts, counts, strict=True)
        ]
        lines.append((found.variant, number(found.supported.mean, places), *cells, net))
    title = (
        f"Supported joint papers, {first.period.label}, by what became of the same pair without "
        "support. Net = extra joint papers of the corridor for each supported one."
    )
    headings = ("variant", "supported", *first.counts, "net")
    yield Grid(title, headings, tuple(lines))


def elsewhere_grids(findings: Findings) -> Iterator[Grid]:
    """Papers gained or lost with third places and at home."""
    rows = [row for row in findings.displacements if row.lost.above.mean or row.lost.defined]
    if not rows:
        return
    lines = []
    for row in rows:
        change, each = -row.lost.above.mean, "not defined"
        if row.lost.defined:
            low, high = -row.lost.high, -row.lost.low
            each = f"{signed(-row.lost.value, 2)} ({span(low, high, 2)})"
        lines.append((row.variant, row.elsewhere, signed(change, decimals([change])), each))
    title = (
        f"Papers elsewhere, {rows[0].period.label}: change, and change for each additional joint "
        "paper of the corridor. At home = papers without a foreign address."
    )
    headings = ("variant", "papers of", "change", "per additional joint paper")
    yield Grid(title, headings, tuple(_once(lines)), keys=2)


def surety_grids(findings: Findings) -> Iterator[Grid]:
    """Chance with and without pairs, and whether the record would show the effect."""
    last = findings.comparison.request.dates[-1]
    seen = {row.variant: row.seen for row in findings.sightings if row.period.last == last}
    if not findings.noises or not seen:
        return
    against = {(row.variant, row.to): row.extra.against for row in findings.versus}
    lines = []
    for noise in findings.noises:
        found = seen[noise.variant]
        other = against.get((noise.variant, noise.to), float("nan"))
        verdict = "yes" if found.visible else "no"
        chance = _chance(noise.reduction)
        lines.append((noise.variant, *chance, percent(other), _change(found.change), verdict))
    first, window = findings.noises[0], next(iter(seen.values()))
    title = (
        f"How surely, {first.outcome} {first.cell}: standard error from chance of the yearly "
        f"difference in {first.period.last}, in pairs and without; share of runs of the other sign "
        f"by {last}; and whether counts of {window.years} years before and after would show the "
        f"change ({window.bounds})."
    )
    headings = (
        "variant", "chance", "unpaired", "variance smaller", "other sign", "change", "visible",
    )  # fmt: skip
    yield Grid(title, headings, tuple(lines))


def _chance(gained: Reduction) -> tuple[str, str, str]:
    """Standard error in pairs and without, and how many times pairs reduced the variance."""
    places = decimals([gained.paired], figures=2)
    times = decimals([gained.factor], figures=2)
    factor, bounds = number(gained.factor, times), span(gained.low, gained.high, times)
    smaller = factor if bounds == "-" else f"{factor} ({bounds})"
    return number(gained.paired, places), number(gained.unpaired, places), smaller


def _change(share: float) -> str:
    """A change as a signed percentage."""
    return "-" if isnan(share) else f"{signed(100.0 * share, 0)}%"


def _levels(findings: Findings, rows: Sequence[Row]) -> Grid:
    """Mean, difference, interval and standing of every variant, place by place."""
    info = findings.comparison.manifest.outcomes[rows[0].outcome]
    ranked = info.better != "neither" and rows[0].level.count > 1
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
        lines += _merged(shown) if _unmoved(here) else shown
    return Grid(_title(findings, rows, info), tuple(headings), tuple(_once(lines)), keys=2)


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
            lines += _merged(whole) if _unmoved(part) else whole
        first = here[0].period.first
        heads = [str(date) if kind == "level" else f"{first}-{date}" for date in dates]
        title = _date_title(findings, rows[0], kind)
        yield Grid(title, ("where", "variant", *heads), tuple(_once(lines)), keys=2)


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


def _merged(lines: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """One line for variants that are all alike."""
    last = lines[-1]
    return [(last[0], EVERY, *last[2:4], *("-" for _ in last[4:]))] if len(last) > 3 else [last]


def _title(findings: Findings, rows: Sequence[Row], info: OutcomeInfo) -> str:
    """What the table shows, how it is counted, and what the interval runs over."""
    row, request = rows[0], findings.comparison.request
    extra = next((r.extra for r in rows if r.extra is not None), None)
    reference = reference_words(findings.comparison.manifest, request.to)
    counted = "" if info.counting == info.unit else f" ({info.counting})"
    parts = [
        f"{row.outcome}, {row.period.label}, {_unit(info, row.period)}{counted}.",
        info.definition,
        "" if info.neutral is None else f"Neutral value {info.neutral:g}.",
        BETTER[info.better],
        f"Extra = difference from {reference}, same draws.",
        "" if extra is None else f"Bounds: {interval_words(extra, request.interval)}.",
    ]
    return " ".join(part for part in parts if part)


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


def _once(lines: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """The same rows, the first name given on its first row only."""
    before = ""
    for line in lines:
        yield line if line[0] != before else ("", *line[1:])
        before = line[0]
