"""Flow charts: who with whom in the reference and in a variant, and what the variant changes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.analysis.intervals import Spread, Verdict, spread
from sim.analysis.numbers import decimals, number
from sim.analysis.periods import Period
from sim.analysis.place_names import place_words
from sim.analysis.reading import Readable, Request, policy_year, reference_of, request_of
from sim.analysis.several import verdicts_of_all
from sim.errors import UsageError
from sim.report.alt import flow_alt
from sim.report.chart import Chart, cautioned, file_name, source_of
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
SURELY = ("more", "less")
ASKED = ((0, 1), (1, 0))
"""Cells of the corridor, whose places come first."""
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
    """What can be said of each cell beside all others: those drawn are tested together."""

    @property
    def extra(self) -> Array:
        """Mean difference, variant less reference."""
        return self.other - self.base

    @property
    def differs(self) -> bool:
        """Whether any cell differs in any run."""
        return bool(self.low.any() or self.high.any())

    @property
    def drawn(self) -> npt.NDArray[np.bool_]:
        """Which cells there are: all of a directed flow, the upper half of a symmetric one.

        A place to itself only where anything is counted.
        """
        return drawn_cells(self.base, self.other, directed=self.directed)

    @property
    def sure(self) -> npt.NDArray[np.bool_]:
        """Which differences are told from chance."""
        return np.array([[said in SURELY for said in row] for row in self.verdicts])


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
    first, second = flow.places[:2]
    ribbons = f"; those of {first} and {second} on top, a line wide at least"
    ribbons += "; ribbons in the colour of the place left" if flow.directed else ""
    title = cautioned(
        manifest,
        f"{info.title}, {period.label}, {info.unit}: {to} and {variant}, to one scale{ribbons}",
    )
    with drawing():
        size = heat_size(flow.extra, flow.places)
        source = f"{place_words(manifest, flow.places)} {source_of(manifest)}".strip()
        sheet = Sheet(max(2 * CIRCLE + 0.6, size[0] + 2 * MARGIN), title, source)
        _draw(sheet, flow, (to, variant), size)
    alt = cautioned(manifest, flow_alt(info, flow, (to, variant), period.label))
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
    means = base.mean(axis=(0, 1)), other.mean(axis=(0, 1))
    return Flow(
        places=tuple(groups),
        directed=not symmetric,
        base=means[0],
        other=means[1],
        low=np.array([[cell.low for cell in row] for row in spreads]),
        high=np.array([[cell.high for cell in row] for row in spreads]),
        verdicts=_verdicts(spreads, drawn_cells(*means, directed=not symmetric)),
    )


def drawn_cells(base: Array, other: Array, *, directed: bool) -> npt.NDArray[np.bool_]:
    """Cells of a table of flows that are drawn, from the mean flows of both runs."""
    every = np.ones(base.shape, dtype=np.bool_)
    found: npt.NDArray[np.bool_] = every if directed else np.triu(every)
    single = np.flatnonzero(np.diag(base) + np.diag(other) == 0)
    found[single, single] = False
    return found


def _verdicts(
    spreads: Sequence[Sequence[Spread]], drawn: npt.NDArray[np.bool_]
) -> tuple[tuple[Verdict, ...], ...]:
    """The cells of the corridor each by itself, the others together; a mirror says the same.

    What is between the two places was asked for before any number was seen, as in a table.
    """
    spots = [(int(i), int(j)) for i, j in np.argwhere(drawn)]
    others = [spot for spot in spots if spot not in ASKED]
    found = dict(zip(others, verdicts_of_all([spreads[i][j] for i, j in others]), strict=True))
    found |= {(i, j): spreads[i][j].verdict for i, j in spots if (i, j) in ASKED}
    size = range(len(spreads))
    return tuple(tuple(found.get((i, j)) or found.get((j, i), "none") for j in size) for i in size)


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


def _asked(flow: Flow) -> str:
    """What the cells hold, and which of them may be chance."""
    way = "from row to column" if flow.directed else "each pair once"
    if not flow.differs:
        return f"Difference, {way}: none in any run."
    return (
        f"Difference, {way}. Pale, in italics: may be chance (Student's t at 5%; "
        f"{' and '.join(flow.places[:2])} by themselves, all others together, by Holm)."
    )


def _between(flow: Flow, amounts: Array) -> str:
    """What flows between the two places of the corridor, in numbers."""
    ways = [(0, 1), (1, 0)] if flow.directed else [(0, 1)]
    places = decimals([float(amounts[way]) for way in ways])
    return ", ".join(
        f"{flow.places[i]}-{flow.places[j]} {number(float(amounts[i, j]), places)}" for i, j in ways
    )


def _draw(sheet: Sheet, flow: Flow, names: tuple[str, str], size: tuple[float, float]) -> None:
    """Two circles beside each other, the differences below."""
    width = (sheet.width - 2 * MARGIN) / 2
    heads = [
        wrap(f"{name}: {_between(flow, amounts)}", width - 0.2, LABEL)
        for name, amounts in zip(names, (flow.base, flow.other), strict=True)
    ]
    head = max(len(lines) for lines in heads) * line_height(LABEL) + 0.05
    tall = CIRCLE * ASPECT
    asked = wrap(_asked(flow), sheet.width - 2 * MARGIN, LABEL)
    words = line_height(LABEL) * len(asked) + 0.05
    sheet.open(head + tall + 0.1 + words + size[1])
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
    sheet.words(MARGIN, below, asked, LABEL, INK)
    heat(sheet, (MARGIN, below + words), flow)


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
