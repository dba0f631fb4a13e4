"""The charts of a result: `sim plot`."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sim.analysis.reading import Request
from sim.cli.comparing import FIRST_LOOK, Look
from sim.cli.screen import Shown, Voice
from sim.errors import UsageError
from sim.report.save import FORMATS, KINDS, NEEDS, charts, save
from sim.store.manifest import Manifest
from sim.store.results import open_run

PLOTS = "plots"
FIRST_CHARTS = (*FIRST_LOOK, "moves")


def drawn(
    look: Look, kinds: Sequence[str], formats: str, folder: Path | None, voice: Voice
) -> Shown:
    """Draw the charts and say where each lies."""
    wanted = _formats(formats)
    results = open_run(look.result)
    request = _priced(look, look.request(results.manifest, FIRST_CHARTS), results.manifest, kinds)
    into = folder or results.path / PLOTS
    files: list[Path] = []
    for chart in charts(results, request, kinds or KINDS):
        saved = save(chart, into, wanted)
        files += saved
        voice.say(f"{chart.name}: {saved[0]}")
    if not files:
        why = "; ".join(NEEDS[kind] for kind in kinds or KINDS)
        message = f"nothing of this result can be drawn so: {why}"
        raise UsageError(message)
    return Shown(str(into), {"folder": str(into), "files": [str(path) for path in files]})


def _priced(look: Look, request: Request, manifest: Manifest, kinds: Sequence[str]) -> Request:
    """The request with cost set against an outcome that was named, where any was."""
    named = [name for name in request.outcomes if name in look.outcomes]
    if not named or request.cost_per in named:
        return request
    flows = [name for name in named if manifest.outcomes[name].time == "flow"]
    if "frontier" in kinds and not flows:
        kind = manifest.outcomes[named[0]].time
        message = (
            f"a frontier sets cost against what adds up over the years, and {named[0]} is a {kind};"
            " draw its difference, or name a flow such as joint_papers"
        )
        raise UsageError(message)
    return replace(request, cost_per=next(iter(flows), None))


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(word.strip() for word in text.split(",") if word.strip())
    for word in wanted or ("nothing",):
        if word not in FORMATS:
            message = f'"{word}" is no format of a chart; there are: {", ".join(FORMATS)}'
            raise UsageError(message)
    return wanted
