"""The tables beside the outcomes: cost, support, papers elsewhere, and how surely."""

from collections.abc import Iterator
from math import isinf, isnan, nan

from sim.analysis.cost import CostRow
from sim.analysis.findings import Findings
from sim.analysis.intervals import Reduction
from sim.analysis.numbers import decimals, number, percent, signed, span, years_text
from sim.analysis.place_names import third_words
from sim.analysis.surety import Seen
from sim.report.grid import Grid
from sim.report.grids import once
from sim.store.manifest import Manifest


def cost_grids(findings: Findings) -> Iterator[Grid]:
    """Public money and what one additional unit costs, at the last date; nothing if nobody pays."""
    if not any(row.price.above.mean for row in findings.costs):
        return
    last = max(row.period.last for row in findings.costs)
    rows = [row for row in findings.costs if row.period.last == last]
    info = findings.comparison.manifest.outcomes[rows[0].outcome]
    unit = info.unit.removesuffix("s")
    planned = [_planned(findings.comparison.manifest, row) for row in rows]
    places = decimals([*planned, *(row.price.above.mean for row in rows)])
    lines = []
    for row, money in zip(rows, planned, strict=True):
        price = row.price
        said = f"not defined: {price.reason}"
        if price.defined:
            shown = decimals([price.value])
            said = f"{number(price.value, shown)} ({span(price.low, price.high, shown)})"
        paid = number(price.above.mean, places)
        lines.append((row.variant, number(money, places), paid, said))
    title = (
        f"Extra public cost of all places, {rows[0].period.label}, and cost for each additional "
        f"{unit} {rows[0].cell}: ratio of means, with bounds from resampled pairs of runs. "
        "Planned = if all were taken up, at the values in use; paid = what these runs spent, "
        "with places left empty or lapsed, and prices as drawn."
    )
    headings = ("variant", "planned, MUSD", "paid, MUSD", f"MUSD per extra {unit}")
    yield Grid(title, headings, tuple(lines))


def _planned(manifest: Manifest, row: CostRow) -> float:
    """Extra money planned up to the end, MUSD; nan at an earlier date, or where none was kept."""
    money = {v.name: sum(v.planned_cost.values()) for v in manifest.variants}
    if row.period.last != manifest.horizon.years[-1] or not any(money.values()):
        return nan
    return manifest.scale * (money[row.variant] - money[row.to])


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
        "support: additional, no paper; accelerated, a later one; deadweight, one all the same; "
        "substituted, none, but as many papers of its lead in all. Net = extra joint papers of the "
        "corridor for each supported one."
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
        "paper of the corridor (not defined where the corridor may have none). At home = papers "
        f"without a foreign address. {third_words(findings.comparison.manifest)}"
    )
    headings = ("variant", "papers of", "change", "per additional joint paper")
    yield Grid(title, headings, tuple(once(lines)), keys=2)


def surety_grids(findings: Findings) -> Iterator[Grid]:
    """Chance with and without pairs, and whether the record would show the effect."""
    last = findings.comparison.request.dates[-1]
    seen = {row.variant: row for row in findings.sightings if row.period.last == last}
    if not findings.noises or not seen:
        return
    against = {(row.variant, row.to): row.extra.against for row in findings.versus}
    lines = []
    for noise in findings.noises:
        found = seen[noise.variant]
        other = against.get((noise.variant, noise.to), float("nan"))
        change, least = _change(found.seen.change), _change(found.seen.least)
        line = (*_chance(noise.reduction), percent(other), change, least, _visible(found))
        lines.append((noise.variant, *line))
    first, one = findings.noises[0], next(iter(seen.values()))
    window, years = one.period, years_text(one.seen.years)
    title = (
        f"How surely, {first.outcome} {first.cell}. Chance = standard error from chance of the "
        f"yearly difference in {first.period.last}; unpaired = the same with separate draws; "
        "variance smaller = how many times pairs reduce it (below 1: they raise it). Other sign = "
        f"share of runs by {last} whose difference has the sign opposite to the mean. Change = "
        f"extra of {window.first}-{window.last} alone as a share of what the reference counts in "
        f"these years. Visible = whether counts of {years} before and after, of a world of "
        "full size, would show that change; least = the smallest of its sign that they find; "
        "visible - = these runs do not tell the difference from chance, so that it is not asked."
    )
    headings = (
        "variant", "chance", "unpaired", "variance smaller", "other sign", "change", "least",
        "visible",
    )  # fmt: skip
    yield Grid(title, headings, tuple(lines))


def _chance(gained: Reduction) -> tuple[str, str, str]:
    """Standard error in pairs and without, and how many times pairs reduced the variance."""
    places = decimals([gained.paired], figures=2)
    times = decimals([gained.factor], figures=2)
    factor, bounds = number(gained.factor, times), span(gained.low, gained.high, times)
    smaller = factor if bounds == "-" else f"{factor} ({bounds})"
    return number(gained.paired, places), number(gained.unpaired, places), smaller


def _visible(found: Seen) -> str:
    """Whether the record would show it; not asked of what may be chance."""
    if not found.told:
        return "-"
    return "yes" if found.seen.visible else "no"


def _change(share: float) -> str:
    """A change as a signed percentage; "none" where no change is large enough."""
    if isinf(share):
        return "none"
    return "-" if isnan(share) else f"{signed(100.0 * share, 0)}%"
