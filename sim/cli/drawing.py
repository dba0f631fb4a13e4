"""The charts of a result: `sim plot`."""

from collections.abc import Sequence
from pathlib import Path

from sim.cli.comparing import FIRST_LOOK, Look
from sim.cli.screen import Shown, Voice
from sim.errors import UsageError
from sim.report.save import FORMATS, KINDS, charts, save
from sim.store.results import open_run

PLOTS = "plots"
FIRST_CHARTS = (*FIRST_LOOK, "moves")


def drawn(
    look: Look, kinds: Sequence[str], formats: str, folder: Path | None, voice: Voice
) -> Shown:
    """Draw the charts and say where each lies."""
    wanted = _formats(formats)
    results = open_run(look.result)
    request = look.request(results.manifest, FIRST_CHARTS)
    into = folder or results.path / PLOTS
    files: list[Path] = []
    for chart in charts(results, request, kinds or KINDS):
        saved = save(chart, into, wanted)
        files += saved
        voice.say(f"{chart.name}: {saved[0]}")
    if not files:
        message = "nothing of this result can be drawn so; see: sim plot --help"
        raise UsageError(message)
    return Shown(str(into), {"folder": str(into), "files": [str(path) for path in files]})


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(word.strip() for word in text.split(",") if word.strip())
    for word in wanted or ("nothing",):
        if word not in FORMATS:
            message = f'"{word}" is no format of a chart; there are: {", ".join(FORMATS)}'
            raise UsageError(message)
    return wanted
