"""Flow charts: who with whom in the reference and in a variant, and what the variant changes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.analysis.intervals import Verdict, spread
from sim.analysis.periods import Period
from sim.analysis.reading import Readable, Request, policy_year, reference_of, request_of
from sim.errors import UsageError
from sim.report.alt import flow_alt
from sim.report.chart import Chart, file_name, source_of, title_of
from sim.report.chord import ASPECT, chord, circumference
from sim.report.heat import heat, heat_size
from sim.report.sheet import MARGIN, Sheet, line_height, wrap
from sim.report.style import FAINT, INK, LABEL, OKABE_ITO, drawing
from sim.store.manifest import Manifest
from sim.store.table import Cell as Value

OTHERS = "others"
MOST_NAMED = 7
CIRCLE = 3.5
DIRECTED = ("origin", "destination")
PAIR = ("place", "place")
HEADER = ("from", "to", "period", "unit", "reference", "variant", "extra", "low", "high", "verdict")

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Flow:
    """Mean flows between places in a reference and a variant, and their difference."""

    places: tuple[str, ...]
    directed: bool
    base: Array
    """(place, place) mean over runs of the reference."""
    other: Array
    low: Array
    high: Array
    verdicts: tuple[tuple[Verdict, ...], ...]

    @property
    def extra(self) -> Array:
        """Mean difference, variant less reference."""
        return self.other - self.base


def flow_chart(
    results: Readable, outcome: str, variant: str, request: Request | None = None
) -> Chart:
    """Two chords drawn to one scale, and the net difference with what cannot be told from 0."""
    manifest = results.manifest
    wanted = request or request_of(manifest)
    info = manifest.outcomes[outcome]
    to = reference_of(manifest, variant, wanted.to)
    flow = flow_data(results, outcome, variant, wanted)
    period = Period("total", policy_year(manifest), wanted.dates[-1])
    ribbons = "; ribbons in the colour of the place left" if flow.directed else ""
    title = title_of(
        manifest,
        f"{info.title}, {period.label}, {info.unit}: {to} and {variant}, to one scale{ribbons}",
    )
    with drawing():
        size = heat_size(flow.extra, flow.places)
        sheet = Sheet(max(2 * CIRCLE + 0.6, size[0] + 2 * MARGIN), title, source_of(manifest))
        _draw(sheet, flow, (to, variant), size)
    alt = flow_alt(info, flow, (to, variant), period.label)
    rows = tuple(_rows(flow, period, info.unit))
    return Chart(file_name("flow", outcome, variant), sheet.figure, alt, HEADER, rows)


def flow_data(results: Readable, outcome: str, variant: str, request: Request) -> Flow:
    """Totals from the policy date to the last date, small places together as others."""
    manifest = results.manifest
    info = manifest.outcomes[outcome]
    if info.time != "flow" or info.dims not in (DIRECTED, PAIR):
        message = f"{outcome} is no flow between places; draw the flow of joint_papers or moves"
        raise UsageError(message)
    stacks = results.array(outcome)
    base, other = (
        _totals(stacks[name], manifest, request.dates[-1])
        for name in (reference_of(manifest, variant, request.to), variant)
    )
    groups = _groups((base + other).mean(axis=(0, 1)), manifest)
    base, other = (_grouped(runs, tuple(groups.values())) for runs in (base, other))
    symmetric = info.dims == PAIR
    if symmetric:
        base, other = (_halved(runs) for runs in (base, other))
    extra = other - base
    size = len(groups)
    spreads = [
        [spread(extra[..., i, j], request.interval) for j in range(size)] for i in range(size)
    ]
    return Flow(
        places=tuple(groups),
        directed=not symmetric,
        base=base.mean(axis=(0, 1)),
        other=other.mean(axis=(0, 1)),
        low=np.array([[cell.low for cell in row] for row in spreads]),
        high=np.array([[cell.high for cell in row] for row in spreads]),
        verdicts=tuple(tuple(cell.verdict for cell in row) for row in spreads),
    )


def _totals(stack: npt.NDArray[np.generic], manifest: Manifest, date: int) -> Array:
    """(sample, replicate, place, place) summed from the policy date to the end of a year."""
    start = manifest.horizon.years[0]
    years = slice(policy_year(manifest) - start, date - start + 1)
    total: Array = stack[:, :, years].astype(np.float64).sum(axis=2)
    return total


def _groups(flow: Array, manifest: Manifest) -> dict[str, tuple[int, ...]]:
    """The corridor first, then the largest places, the rest together; positions by name."""
    codes = manifest.labels["place"]
    corridor = [codes.index(place) for place in manifest.corridor]
    size = flow.sum(axis=0) + flow.sum(axis=1)
    rest = sorted((i for i in range(len(codes)) if i not in corridor), key=lambda i: -size[i])
    room = MOST_NAMED - len(corridor)
    named = rest if len(rest) <= room + 1 else rest[:room]
    groups: dict[str, tuple[int, ...]] = {codes[i]: (i,) for i in (*corridor, *named)}
    left = tuple(rest[len(named) :])
    return groups | ({OTHERS: left} if left else {})


def _grouped(runs: Array, groups: Sequence[tuple[int, ...]]) -> Array:
    """The same flows between groups."""
    rows = np.stack([runs[..., list(group), :].sum(axis=-2) for group in groups], axis=-2)
    return np.stack([rows[..., list(group)].sum(axis=-1) for group in groups], axis=-1)


def _halved(runs: Array) -> Array:
    """Symmetric pairs with those inside a group counted once."""
    return runs * (1.0 - 0.5 * np.eye(runs.shape[-1]))


def _draw(sheet: Sheet, flow: Flow, names: tuple[str, str], size: tuple[float, float]) -> None:
    """Two circles beside each other, the differences below."""
    width = (sheet.width - 2 * MARGIN) / 2
    heads = [wrap(name, width - 0.2, LABEL) for name in names]
    head = max(len(lines) for lines in heads) * line_height(LABEL) + 0.05
    tall = CIRCLE * ASPECT
    way = "from row to column" if flow.directed else "each pair once"
    asked = f"Difference, {way}; italics: cannot be told from 0"
    sheet.open(head + tall + 0.1 + line_height(LABEL) + 0.05 + size[1])
    whole = max(circumference(m, directed=flow.directed) for m in (flow.base, flow.other))
    colours = tuple(
        FAINT if place == OTHERS else OKABE_ITO[i % len(OKABE_ITO)]
        for i, place in enumerate(flow.places)
    )
    for k, matrix in enumerate((flow.base, flow.other)):
        left = MARGIN + k * width
        sheet.words(left, 0.0, heads[k], LABEL, INK)
        axes = sheet.axes(left + (width - CIRCLE) / 2, head, CIRCLE, tall)
        chord(axes, matrix, flow.places, colours, scale=(whole, CIRCLE), directed=flow.directed)
    below = head + tall + 0.1
    sheet.words(MARGIN, below, [asked], LABEL, INK)
    heat(sheet, (MARGIN, below + line_height(LABEL) + 0.05), flow)


def _rows(flow: Flow, period: Period, unit: str) -> list[tuple[Value, ...]]:
    """The plotted numbers."""
    return [
        (
            a, b, period.label, unit, float(flow.base[i, j]), float(flow.other[i, j]),
            float(flow.extra[i, j]), float(flow.low[i, j]), float(flow.high[i, j]),
            flow.verdicts[i][j],
        )
        for i, a in enumerate(flow.places)
        for j, b in enumerate(flow.places)
        if flow.directed or i <= j
    ]  # fmt: skip
