"""What the numbers say, in sentences; above all where they say nothing."""

from collections.abc import Iterator, Sequence
from math import isnan, sqrt

from sim.analysis.compare import Row
from sim.analysis.enough import more_draws
from sim.analysis.findings import Findings
from sim.analysis.intervals import Spread, covered
from sim.analysis.numbers import decimals, factor_of, number, percent, signed, years_text
from sim.analysis.reading import future_of, reference_of
from sim.analysis.surety import Versus
from sim.store.manifest import Manifest

MOST_PAIRS = 12
NOTABLE = 0.1
SEVERAL = 2
IDLE = " is in no variant that will be run"
"""How the warning ends that the description of a scenario gives for each such policy."""


def sentences(findings: Findings, *, detail: bool = False) -> tuple[str, ...]:
    """What is worth saying beside the tables, the most important first."""
    return (
        *subject(findings),
        *leaders(findings),
        *apart(findings, detail=detail),
        *more_draws(_told_of(findings), findings.comparison.request.interval),
        *chance(findings),
        *record(findings),
    )


def caution(manifest: Manifest) -> str:
    """What has to be known before any number: a quick run, a world smaller than the real one."""
    said = ["QUICK RUN, not for use."] if manifest.quick else []
    if manifest.scale != 1.0:
        times = number(1.0 / manifest.scale, decimals([1.0 / manifest.scale], figures=2))
        said.append(f"Counts of a 1:{times} world (scale {manifest.scale:g}), not multiplied up.")
    return " ".join(said)


def gathered(warnings: Sequence[str]) -> tuple[str, ...]:
    """The warnings of a run, those of policies that no variant holds in one line."""
    idle = [line.removesuffix(IDLE) for line in warnings if line.endswith(IDLE)]
    if len(idle) < SEVERAL:
        return tuple(warnings)
    one = f"{len(idle)} policies are in no variant that will be run: {', '.join(idle)}"
    first = next(i for i, line in enumerate(warnings) if line.endswith(IDLE))
    rest = [line for line in warnings[first:] if not line.endswith(IDLE)]
    return (*warnings[:first], one, *rest)


def gap_words(gaps: Sequence[str]) -> Iterator[str]:
    """Which parts are not shown, each with the periods in which it is not defined in every run."""
    parts: dict[str, list[str]] = {}
    for gap in gaps:
        part, _, period = gap.partition(": ")[0].rpartition(", ")
        parts.setdefault(part, []).append(period)
    named = [f"{part} ({', '.join(when)})" for part, when in list(parts.items())[:MOST_PAIRS]]
    if named:
        more = len(parts) - len(named)
        rest = f"; and {more:,} more, under gaps of --json" if more else ""
        yield f"not shown, since not defined in every run: {'; '.join(named)}{rest}."


def thin(findings: Findings) -> Iterator[str]:
    """Warn where luck alone moves the main count of a run by more than a tenth (1 / √n)."""
    comparison = findings.comparison
    if comparison.manifest.outcomes[findings.main].time != "flow":
        return
    levels = [row.level.mean for row in last_rows(findings) if row.variant == row.to]
    least = min((level for level in levels if level > 0), default=0.0)
    if least and (luck := 1.0 / sqrt(least)) > NOTABLE:
        info = comparison.manifest.outcomes[findings.main]
        row = last_rows(findings)[0]
        yield (
            f"Few are counted: {number(least, decimals([least]))} {info.unit} of {row.cell} in a "
            f"reference run, {row.period.label}; so few vary by about {percent(luck)} by luck."
        )


def source_line(manifest: Manifest) -> str:
    """What was run: how often, from which seed, by which version; stands under every table."""
    samples = f"{manifest.samples:,} sample{'s' if manifest.samples > 1 else ''}"
    replicates = f"{manifest.replicates:,} replicate{'s' if manifest.replicates > 1 else ''}"
    quick = "QUICK, not for use: " if manifest.quick else ""
    scale = "" if manifest.scale == 1.0 else f", scale {manifest.scale:g}"
    return (
        f"{quick}{samples} x {replicates}, seed {manifest.seed}, sim {manifest.sim}, "
        f"run {manifest.run_sha256[:7]}, world {manifest.world}{scale}"
    )


def interval_words(spread: Spread, share: float) -> str:
    """What an interval runs over, so that nobody takes chance for ignorance."""
    if spread.over == "one run":
        return "one run: no interval"
    name = f"{interval_name(spread.count, share)} {'of' if few(spread.count, share) else 'over'}"
    what = "samples of what is not known"
    if spread.over == "replicates":
        what = "runs of chance alone; all facts at their central value"
    holds = percent(covered(spread.count, share))
    less = f"; so few hold about {holds} of what may be, not {percent(share)}"
    return f"{name} {spread.count:,} {what}{less if few(spread.count, share) else ''}"


def few(count: int, share: float) -> bool:
    """Whether there are too few draws for an interval of a share, so that their range is shown."""
    return covered(count, share) < share


def interval_name(count: int, share: float) -> str:
    """What the bounds are called: an interval, or the range of too few draws for one."""
    return "range" if few(count, share) else f"{percent(share)} interval"


def interval_of(count: int, over: str, share: float) -> str:
    """The same with what it runs over, for a title."""
    return f"{interval_name(count, share)} of {count:,} {over}"


def subject(findings: Findings) -> Iterator[str]:
    """Which number the sentences are about; where the verdicts of all others stand."""
    if rows := last_rows(findings):
        yield (
            f"In words, of {findings.main}, {rows[0].cell}, {rows[0].period.label} (the verdict of "
            "every other row: --format csv):"
        )


def leaders(findings: Findings) -> Iterator[str]:
    """Which variant is best in how many samples, future by future."""
    rows = last_rows(findings)
    futures = dict.fromkeys(future_of(row.variant) for row in rows)
    for future in futures:
        yield from _leaders([row for row in rows if future_of(row.variant) == future])


def _leaders(rows: Sequence[Row]) -> Iterator[str]:
    """Which of some variants is best in how many samples."""
    leading = sorted((row for row in rows if row.best > 0), key=lambda row: -row.best)
    if not leading or leading[0].level.count < 2:
        return
    count, what = rows[0].level.count, "samples" if rows[0].level.over == "samples" else "runs"
    best = leading[0]
    if len(leading) == len(rows) and best.best - leading[-1].best < 1.0 / count:
        future = future_of(best.variant)
        where = f" in the future {future}" if future else ""
        yield f"no variant leads{where}: each is best in about as many of the {count:,} {what}."
        return
    said = [f"{best.variant} leads in {_of(best.best, count)} of {count:,} {what}"]
    said += [f"{row.variant} in {_of(row.best, count)}" for row in leading[1:]]
    yield ", ".join(said) + "."


def apart(findings: Findings, *, detail: bool = False) -> Iterator[str]:
    """Every two variants that these runs cannot tell apart, or tell apart on average only.

    Across futures only in detail; of many pairs those with their reference, and how many there are.
    """
    pairs = [p for p in findings.versus if detail or future_of(p.variant) == future_of(p.to)]
    weak = [pair for pair in pairs if pair.extra.verdict not in ("more", "less")]
    long = len(weak) > MOST_PAIRS and not detail
    said = [pair for pair in weak if _with_reference(pair, findings)] if long else weak
    to = findings.comparison.request.to
    sure = [p.variant for p in pairs if p.to == to and p.extra.verdict in ("more", "less")]
    if sure and weak:
        yield f"told apart from {to}: {', '.join(sure)}."
    for pair in said:
        yield _apart(pair, findings)
    if len(said) < len(weak):
        yield f"{len(weak) - len(said):,} more pairs cannot be told apart surely; see the detail."
    if pairs and not weak:
        within = " of one future" if len(pairs) < len(findings.versus) else ""
        yield f"every two variants{within} can be told apart."


def chance(findings: Findings) -> Iterator[str]:
    """What pairing bought, measured on this run."""
    factors = [noise.reduction.factor for noise in findings.noises]
    known = [factor for factor in factors if not isnan(factor)]
    if not known:
        return
    low, high = (number(f, decimals([f], figures=2)) for f in (min(known), max(known)))
    times = low if low == high else f"{low} to {high}"
    first = findings.noises[0]
    yield (
        f"shared draws made the variance of the yearly difference in {first.outcome} "
        f"{first.cell} in {first.period.last} {times} times smaller than separate draws would"
        f"{' (below 1: larger)' if min(known) < 1 else ''}."
    )


def record(findings: Findings) -> Iterator[str]:
    """Which effects the bibliographic record would show by the last date."""
    last = findings.comparison.request.dates[-1]
    found = [s for s in findings.sightings if s.period.last == last and s.seen.rate > 0]
    if not found:
        return
    told = [item for item in found if item.told]
    seen = [item.variant for item in told if item.seen.visible]
    hidden = [item.variant for item in told if not item.seen.visible]
    unsure = [item.variant for item in found if not item.told]
    if told:
        parts = [f"would show {', '.join(seen)}"] if seen else []
        parts += [f"would not show {', '.join(hidden)}"] if hidden else []
        bounds = dict.fromkeys(item.seen.bounds for item in told)
        finds = f"find {next(iter(bounds))}"
        if len(bounds) > 1:
            finds = "find no less than stands beside each in the table, which differs by future"
        yield (
            f"by {last} the bibliographic record {' and '.join(parts)}: counts of "
            f"{years_text(told[0].seen.years)} before and after {finds}."
        )
    if unsure:
        yield (
            f"whether the record would show {', '.join(unsure)} by {last} cannot be said: these "
            "runs do not tell the difference from chance."
        )


def _with_reference(pair: Versus, findings: Findings) -> bool:
    """Whether one of the two is the reference of the other."""
    manifest, to = findings.comparison.manifest, findings.comparison.request.to
    return reference_of(manifest, pair.variant, to) == pair.to or (
        reference_of(manifest, pair.to, to) == pair.variant
    )


def _told_of(findings: Findings) -> list[Versus]:
    """The pairs of a variant and the reference that all are set against."""
    to = findings.comparison.request.to
    return [pair for pair in findings.versus if pair.to == to]


def _apart(pair: Versus, findings: Findings) -> str:
    """The sentence for two variants."""
    extra, info = pair.extra, findings.comparison.manifest.outcomes[pair.outcome]
    head = f"{pair.variant} against {pair.to}"
    if extra.verdict == "none":
        return f"{head}: no difference in any run."
    factor = factor_of(info.unit)
    low, mean, high = factor * extra.low, factor * extra.mean, factor * extra.high
    places = decimals([low, mean, high])
    unit = "points" if factor > 1 else info.unit
    said = (
        f"{head}: {signed(mean, places)} {unit} ({signed(low, places)} to {signed(high, places)})"
    )
    if extra.verdict == "on average":
        often = percent(extra.against)
        return f"{said}: told apart on average, but chance reverses it in {often} of runs."
    if extra.over == "one run":
        return f"{head}: {signed(mean, places)} {unit} in one run, which cannot tell them apart."
    if extra.verdict == "alike":
        what = "samples" if extra.over == "samples" else "runs"
        return (
            f"{head}: {signed(mean, places)} {unit} in each of {extra.count:,} {what}. So few that "
            f"agree are no certainty: equal signs alone come by chance in {percent(extra.luck)} of "
            "cases; these runs cannot tell them apart."
        )
    return f"{said}: these runs cannot tell them apart."


def last_rows(findings: Findings) -> tuple[Row, ...]:
    """Rows of the first part of the main outcome at the last date, totals before levels."""
    comparison = findings.comparison
    rows = [row for row in comparison.rows if row.outcome == findings.main and row.headline]
    if not rows:
        return ()
    first, last = rows[0].cell, max(row.period.last for row in rows)
    here = [row for row in rows if row.cell == first and row.period.last == last]
    return tuple(row for row in here if row.period == here[0].period)


def _of(share: float, count: int) -> str:
    """A share of so many as a count; ties are halves, so not always whole."""
    found = share * count
    return number(found, 0 if abs(found - round(found)) < 0.05 else 1)
