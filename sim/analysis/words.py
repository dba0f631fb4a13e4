"""What the numbers say, in sentences; above all where they say nothing."""

from collections.abc import Iterator

from sim.analysis.compare import Row
from sim.analysis.findings import Findings
from sim.analysis.intervals import Spread
from sim.analysis.numbers import decimals, factor_of, number, percent, signed, span
from sim.analysis.surety import Noise, Seen, Versus
from sim.store.manifest import Manifest


def sentences(findings: Findings) -> tuple[str, ...]:
    """Everything worth saying beside the tables, the most important first."""
    return (
        *leaders(findings),
        *apart(findings),
        *chance(findings),
        *record(findings),
        *supported(findings),
        *elsewhere(findings),
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
    name = f"{percent(share)} interval"
    if spread.over == "samples":
        return f"{name} over {spread.count:,} samples of what is not known"
    if spread.over == "replicates":
        return (
            f"{name} over {spread.count:,} runs of chance alone; all facts at their central value"
        )
    return "one run: no interval"


def leaders(findings: Findings) -> Iterator[str]:
    """Which variant is best in how many samples."""
    rows = _last_rows(findings)
    leading = sorted((row for row in rows if row.best > 0), key=lambda row: -row.best)
    if not leading or leading[0].level.count < 2:
        return
    count, what = rows[0].level.count, "samples" if rows[0].level.over == "samples" else "runs"
    best = leading[0]
    if len(leading) == len(rows) and best.best - leading[-1].best < 1.0 / count:
        yield f"no variant leads: each is best in about as many of the {count:,} {what}."
        return
    said = [f"{best.variant} leads in {_of(best.best, count)} of {count:,} {what}"]
    said += [f"{row.variant} in {_of(row.best, count)}" for row in leading[1:]]
    yield ", ".join(said) + "."


def apart(findings: Findings) -> Iterator[str]:
    """Every two variants that these runs cannot tell apart, or tell apart on average only."""
    weak = [pair for pair in findings.versus if pair.extra.verdict not in ("more", "less")]
    for pair in weak:
        yield _apart(pair, findings)
    if findings.versus and not weak:
        yield "every two variants can be told apart."


def chance(findings: Findings) -> Iterator[str]:
    """How much is chance, and what pairing bought."""
    for noise in findings.noises:
        gained = noise.reduction
        if gained.factor != gained.factor:
            continue
        yield _chance(noise, findings)


def record(findings: Findings) -> Iterator[str]:
    """Whether the bibliographic record would show the effect by the last date."""
    last = findings.comparison.request.dates[-1]
    for seen in findings.sightings:
        if seen.period.last == last and seen.seen.change == seen.seen.change:
            yield _record(seen)


def supported(findings: Findings) -> Iterator[str]:
    """What supported papers would have been without support, counts before shares."""
    for found in findings.additionality:
        places = decimals([found.supported.mean])
        parts = [
            f"{number(found.counts[label].mean, decimals([found.counts[label].mean]))} {label}"
            f" ({percent(found.share(label))})"
            for label in found.counts
        ]
        net = f"; {number(found.net.value, 2)} net for each" if found.net.defined else ""
        yield (
            f"{found.variant}: {number(found.supported.mean, places)} supported joint papers "
            f"{found.period.first}-{found.period.last}: {', '.join(parts)}{net}."
        )


def elsewhere(findings: Findings) -> Iterator[str]:
    """Papers lost or gained elsewhere for each additional joint paper."""
    for found in findings.displacements:
        lost = found.lost
        if not lost.defined:
            continue
        count = -lost.above.mean
        where = f"{found.variant}, papers {found.elsewhere}"
        yield (
            f"{where}: {signed(count, decimals([count]))} in all, "
            f"{signed(-lost.value, 2)} ({span(-lost.high, -lost.low, 2)}) for each additional "
            "joint paper."
        )


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
    return f"{said}: these runs cannot tell them apart."


def _chance(noise: Noise, findings: Findings) -> str:
    """The sentence on noise for one variant."""
    gained, info = noise.reduction, findings.comparison.manifest.outcomes[noise.outcome]
    factor = factor_of(info.unit)
    paired, unpaired = factor * gained.paired, factor * gained.unpaired
    places = decimals([paired], figures=2)
    unit = "points" if factor > 1 else info.unit
    spread = span(gained.low, gained.high, decimals([gained.factor], figures=2))
    bounds = "" if spread == "-" else f" ({spread})"
    times = number(gained.factor, decimals([gained.factor], figures=2))
    return (
        f"{noise.variant}: chance leaves {number(paired, places)} {unit} on the yearly difference "
        f"in {noise.period.last} ({number(unpaired, places)} without pairs); pairing made the "
        f"variance {times} times smaller{bounds}."
    )


def _record(seen: Seen) -> str:
    """The sentence on detection for one variant."""
    found = seen.seen
    verdict = "would" if found.visible else "would not"
    rate, extra = (
        number(found.rate, decimals([found.rate])),
        signed(found.extra, decimals([found.extra])),
    )
    return (
        f"{seen.variant}: {extra} a year on {rate} ({signed(100 * found.change, 0)}%) {verdict} be "
        f"visible in the bibliographic record by {seen.period.last}: {found.years} years before "
        f"and after show no rise below {percent(found.smallest)}."
    )


def _last_rows(findings: Findings) -> tuple[Row, ...]:
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
