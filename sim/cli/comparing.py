"""The table of a result: `sim compare`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.analysis.findings import Findings, find
from sim.analysis.reading import Request, request_of
from sim.analysis.tidy import DIFFERENCES, SUMMARY, difference_rows, summary_rows
from sim.cli.layout import paragraph, width
from sim.cli.screen import Shown
from sim.errors import UsageError
from sim.evidence.hindcast import read_hindcast
from sim.evidence.scale import cautions
from sim.experiment.sources import history_digest, model_digest
from sim.report.tables import (
    comparison_csv,
    comparison_json,
    comparison_markdown,
    comparison_text,
)
from sim.store.manifest import Manifest
from sim.store.results import Results, open_run
from sim.store.seals import changed, keep_sealed, table_sums
from sim.store.table import table_bytes

WIDEST = 120
ALL = "all"
FIRST_LOOK = ("joint_papers", "net_migration")
WORDS = ("table", "md")
TABLES = ("summary.csv", "differences.csv")


@dataclass(frozen=True, slots=True)
class Look:
    """What of a result is to be looked at."""

    result: Path
    to: str | None = None
    at: str | None = None
    outcomes: tuple[str, ...] = ()
    """Names of outcomes; none for those of a first look, "all" for every one."""
    interval: float | None = None
    places: tuple[str, ...] = ()
    """Third places one by one, by their codes; "all" for every one."""

    def request(self, manifest: Manifest, first: Sequence[str]) -> Request:
        """The comparison that is wanted; `first` is what is shown if nothing is named."""
        wanted = self.outcomes or [name for name in first if name in manifest.outcomes]
        if ALL in wanted:
            wanted = ()
        return request_of(
            manifest,
            to=self.to,
            outcomes=wanted,
            at=self.dates,
            interval=self.interval,
            apart=self.places,
        )

    @property
    def dates(self) -> tuple[int, ...]:
        """The years asked for."""
        words = [word.strip() for word in (self.at or "").split(",") if word.strip()]
        for word in words:
            if not word.isdecimal():
                message = f'--at wants calendar years such as 2030,2040, not "{word}"'
                raise UsageError(message)
        return tuple(map(int, words))


def compared(look: Look, form: str, *, detail: bool = False, every: bool = False) -> Shown:
    """The comparison in the form that was asked for; data hold everything if nothing is named."""
    results = open_run(look.result)
    words = form in WORDS
    found = find(
        results, look.request(results.manifest, shown(results.manifest) if words else (ALL,))
    )
    every = every or detail or bool(look.outcomes)
    text = _text(found, form, detail=detail, every=every)
    limit = limit_of(results.manifest)
    small = small_of(results.manifest, found.comparison.request.outcomes)
    if words:
        text += "".join(
            f"\n\n{paragraph(said)}"
            for said in (*small, _others(found, every=every), limit)
            if said
        )
    return Shown(text, {**comparison_json(found), "limit": limit, "scale_warnings": list(small)})


def shown(manifest: Manifest) -> tuple[str, ...]:
    """What a first look shows: the same of every result, then what its instruments are read by."""
    return tuple(dict.fromkeys((*FIRST_LOOK, *manifest.shows)))


def keep_tables(results: Results) -> tuple[str, ...]:
    """Lay every level and difference beside the result; names of tables that stood otherwise."""
    found = find(results, request_of(results.manifest))
    tables = {
        TABLES[0]: table_bytes(SUMMARY, summary_rows(results)),
        TABLES[1]: table_bytes(DIFFERENCES, difference_rows(found)),
    }
    return keep_sealed(results.path, tables)


def has_tables(results: Results) -> bool:
    """Whether both tables stand there as they were written."""
    sums = table_sums(results.path)
    return {*TABLES} <= sums.keys() and not changed(results.path, sums)


def limit_of(manifest: Manifest) -> str:
    """What held-out years forbid to claim of this result, where they were tested."""
    tested = read_hindcast()
    todays = manifest.model_sha256 == model_digest()
    return tested.limit(history_digest() if todays else manifest.model_sha256) if tested else ""


def small_of(manifest: Manifest, outcomes: Sequence[str]) -> tuple[str, ...]:
    """What of it may not be read in a world of this size, where that was measured."""
    return tuple(f"Warning: {said}." for said in cautions(manifest.world, manifest.scale, outcomes))


def _text(found: Findings, form: str, *, detail: bool, every: bool) -> str:
    if form == "csv":
        return comparison_csv(found)
    if form == "md":
        return comparison_markdown(found, detail=detail, every=every)
    return comparison_text(found, detail=detail, every=every, width=min(width(), WIDEST))


def _others(found: Findings, *, every: bool) -> str:
    """What else there is to look at."""
    comparison = found.comparison
    wanted = comparison.request.outcomes
    others = [n for n in comparison.manifest.outcomes if n not in wanted]
    said = []
    if len(comparison.manifest.futures) > 1 and not every:
        said.append(
            f"Every table of {', '.join(wanted)}, and of cost, support and chance: --all. Every "
            "number: --json or --format csv."
        )
    if others:
        said.append(f"Also there, with --outcome NAME or --outcome all: {', '.join(others)}.")
    return " ".join(said)
