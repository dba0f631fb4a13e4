"""Charts on disk: SVG with real text, PNG, the alt text and the numbers beside each."""

import html
import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sim.analysis.amounts import load
from sim.analysis.cost import costs
from sim.analysis.reading import Readable, Request, request_of
from sim.errors import UsageError
from sim.report.chart import Chart
from sim.report.difference import difference_charts
from sim.report.fan import fan_chart, fan_data
from sim.report.flow import DIRECTED, PAIR, flow_chart
from sim.report.frontier import frontier_chart
from sim.report.futures import future_charts
from sim.report.style import drawing
from sim.store.table import keep_beside, table_bytes

NEEDS = {
    "fan": "a fan needs an outcome that is measured every year",
    "difference": "a difference needs two variants and an outcome that is measured every year",
    "flow": "a flow needs two variants, and joint_papers or moves among the outcomes",
    "frontier": (
        "a frontier needs public_cost and what adds up over the years among the outcomes, and a "
        "variant that costs more or less than its reference"
    ),
}
KINDS = tuple(NEEDS)
FORMATS = ("svg", "png")
DOTS = 150
OPENING = re.compile(r"<svg [^>]*>")
FLOWS = ("joint_papers", "moves")

Step = Callable[[str], None]


def charts(
    results: Readable, request: Request | None = None, kinds: Iterable[str] = KINDS
) -> Iterator[Chart]:
    """The charts of a result, one after the other."""
    wanted = request or request_of(results.manifest)
    chosen = tuple(kinds)
    for kind in chosen:
        if kind not in KINDS:
            message = f'"{kind}" is no kind of chart; there are: {", ".join(KINDS)}'
            raise UsageError(message)
    drawn = [name for name in wanted.outcomes if _has_years(results, name)]
    for name in drawn:
        if "fan" in chosen:
            yield from _fans(results, name, wanted.to)
        if "difference" in chosen and len(results.manifest.variant_names) > 1:
            yield from difference_charts(results, name, wanted)
    if "flow" in chosen:
        yield from _flows(results, wanted)
    if "frontier" in chosen and _has_cost(results, wanted):
        yield frontier_chart(results, wanted)


def save(chart: Chart, folder: Path, formats: Iterable[str] = FORMATS) -> tuple[Path, ...]:
    """Write a chart, its alt text and its numbers; never over a different file of that name."""
    wanted = tuple(formats)
    pictures = {kind: picture(chart, kind) for kind in wanted}
    files = {f"{chart.name}.{kind}": data for kind, data in pictures.items()}
    files[f"{chart.name}.csv"] = table_bytes(chart.header, chart.rows)
    files[f"{chart.name}.txt"] = f"{chart.alt}\n".encode()
    return tuple(keep_beside(folder / name, data) for name, data in files.items())


def picture(chart: Chart, kind: str) -> bytes:
    """The bytes of a picture: the same whenever the same chart is drawn."""
    if kind not in FORMATS:
        message = f'"{kind}" is no format of a chart; there are: {", ".join(FORMATS)}'
        raise UsageError(message)
    out = io.BytesIO()
    with drawing():
        if kind == "svg":
            chart.figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
            return _with_alt(out.getvalue().decode(), chart.alt).encode()
        chart.figure.savefig(out, format="png", dpi=DOTS, metadata={"Software": None})
    return out.getvalue()


def _with_alt(svg: str, alt: str) -> str:
    """The picture with its alt text where screen readers look for it."""
    found = OPENING.search(svg)
    if found is None:
        return svg
    label = f'{found[0][:-1]} role="img" aria-label="{html.escape(alt)}">'
    return f"{svg[: found.start()]}{label}{svg[found.end() :]}"


def _has_years(results: Readable, outcome: str) -> bool:
    """Whether the outcome is measured every year and so can be drawn as a line."""
    amounts = load(results, outcome)
    return bool(fan_data(results, amounts))


def _has_cost(results: Readable, request: Request) -> bool:
    """Whether any variant has a cost to be set against an effect."""
    return any(row.price.above.mean for row in costs(results, request))


def _fans(results: Readable, outcome: str, to: str) -> Iterator[Chart]:
    """One chart of all variants; of several futures a chart for each part."""
    if len(results.manifest.futures) > 1:
        yield from future_charts(results, outcome, to)
    else:
        yield fan_chart(results, outcome, to)


def _flows(results: Readable, request: Request) -> Iterator[Chart]:
    """A flow chart for every variant and every flow asked for."""
    manifest = results.manifest
    for outcome in [name for name in request.outcomes if name in FLOWS]:
        if manifest.outcomes[outcome].dims in (DIRECTED, PAIR):
            for variant in manifest.variant_names:
                if variant.partition("@")[0] != request.to.partition("@")[0]:
                    yield flow_chart(results, outcome, variant, request)
