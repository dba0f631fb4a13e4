"""Two results side by side: `sim compare FIRST SECOND`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ruamel.yaml import YAML

from sim.analysis.kinship import alike
from sim.analysis.two import Two, set_side_by_side
from sim.cli.comparing import ALL, WIDEST, WORDS, Look, limit_of, shown, small_of
from sim.cli.layout import paragraph, width
from sim.cli.screen import Shown
from sim.report.two_tables import two_csv, two_json, two_markdown, two_text
from sim.store.results import Results, open_run

RESOLVED = "resolved.yaml"
NO_SETTINGS = ("name", "question", "says", "compare", "outcomes")
NOTHING = "-"


def compared_two(look: Look, other: Path, form: str, *, detail: bool = False) -> Shown:
    """The same variants of two results in the form that was asked for."""
    first, second = open_run(look.result), open_run(other)
    shared = alike(first.manifest, second.manifest)
    if ALL in look.outcomes:
        look = replace(look, outcomes=shared)
    seen = [name for name in shown(first.manifest) if name in shared and form in WORDS]
    two = set_side_by_side(first, second, look.request(first.manifest, seen or shared))
    changed = tuple(changed_settings(settings_of(first), settings_of(second)))
    text, limit = _text(two, changed, form, detail=detail), limit_of(first.manifest)
    small = small_of(first.manifest, two.request.outcomes)
    if form in WORDS:
        text += "".join(f"\n\n{paragraph(said)}" for said in (*small, limit) if said)
    data = {**two_json(two, changed), "limit": limit, "scale_warnings": list(small)}
    return Shown(text, data)


def settings_of(results: Results) -> dict[str, str]:
    """Everything that a run was asked for, as a path and a value each."""
    written = YAML(typ="safe").load(results.text(RESOLVED))
    kept = {name: value for name, value in written.items() if name not in NO_SETTINGS}
    return dict(_flat(kept, ""))


def changed_settings(here: Mapping[str, str], there: Mapping[str, str]) -> Iterator[str]:
    """Settings that are not the same in both, in the order of the first."""
    for path in dict.fromkeys([*here, *there]):
        one, other = here.get(path, NOTHING), there.get(path, NOTHING)
        if one != other:
            yield f"{path}: {one} in the first, {other} in the second"


def _flat(value: object, path: str) -> Iterator[tuple[str, str]]:
    """The leaves of nested settings."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _flat(part, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        yield path, ", ".join(map(str, value))
    else:
        yield path, str(value)


def _text(two: Two, changed: tuple[str, ...], form: str, *, detail: bool) -> str:
    if form == "csv":
        return two_csv(two)
    if form == "md":
        return two_markdown(two, changed, detail=detail)
    return two_text(two, changed, detail=detail, width=min(width(), WIDEST))
