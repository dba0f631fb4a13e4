"""Which outcomes keep their value in a smaller world: `sim validate --scales`."""

import math
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.analysis.numbers import decimals, number
from sim.analysis.scaling import Kept, kept
from sim.cli.asked import Asked
from sim.cli.compiling import announce
from sim.cli.layout import paragraph, rows_text
from sim.cli.progress import Bar
from sim.cli.screen import Shown, Voice
from sim.errors import Incomplete, UsageError
from sim.evidence.scale import FILE, Judged, ScaleTable, write_scale
from sim.evidence.seeds import seeds_folder
from sim.evidence.shelf import Shelf
from sim.experiment.build import plan_of
from sim.experiment.run import run
from sim.experiment.stamp import stamp
from sim.store.anonymous import plain_command
from sim.store.results import Results, open_run

SCENARIO = Path("corridor")
VARIANTS = ("package",)
"""Of the scenario that is measured where none is named: the baseline and all instruments."""
REPLICATES = 8


@dataclass(frozen=True, slots=True)
class How:
    """Where results go, how many work at them, and whether the table becomes evidence."""

    out: Path
    jobs: int = 0
    ship: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be run, at which scales, and how often at the largest."""

    scales: tuple[float, ...]
    scenario: Path | None
    replicates: int
    how: How

    @property
    def often(self) -> dict[float, int]:
        """Replicates by scale: more of a smaller world, so that all are as exact and as costly."""
        base = max(self.scales)
        return {s: math.ceil(self.replicates * base / s - 1e-9) for s in sorted(self.scales)[::-1]}


def refuse_what_is_not_read(scale: float | None, samples: int | None) -> None:
    """The scales themselves and the scenario say how large and from what draws.

    Raises:
        UsageError: something was asked for that would be ignored.
    """
    typed = {"--scale": scale, "--samples": samples}
    ignored = [name for name, value in typed.items() if value is not None]
    if ignored:
        msg = f"{' and '.join(ignored)}: not read together with --scales; leave it out"
        raise UsageError(msg)


def wanted(text: str, scenario: Path | None, replicates: int | None, how: How) -> Wanted:
    """What was typed: scales as 0.1,0.3,1.

    Raises:
        UsageError: one of them is no share of a world, there are fewer than two, or one replicate.
    """
    try:
        found = tuple(dict.fromkeys(float(word) for word in text.split(",")))
    except ValueError:
        found = ()
    if len(found) < 2 or not all(0.0 < scale <= 1.0 for scale in found):
        message = f'--scales "{text}": write two or more shares of the world, such as 0.1,0.3,1'
        raise UsageError(message)
    often = REPLICATES if replicates is None else replicates
    if often < 2:
        message = f"-n {often}: what chance does is read off two replicates or more"
        raise UsageError(message)
    return Wanted(found, scenario, often, how)


def scaled(asked: Wanted, voice: Voice) -> Shown:
    """Run what is missing at every scale, and set each against the largest."""
    announce(voice)
    shelf = Shelf.read()
    results = {
        scale: _result(asked, scale, shelf, voice)
        for scale in asked.often
    }  # fmt: skip
    found = tuple(kept(results))
    table = _table(asked, results, found)
    if asked.how.ship:
        write_scale(table, seeds_folder() / FILE)
    return Shown(_text(found, table), table.model_dump(mode="json"))


def _result(wanted: Wanted, scale: float, shelf: Shelf, voice: Voice) -> Results:
    """The result at one scale, gone on with where it was stopped.

    Raises:
        Incomplete: runs of it crashed.
    """
    numbers: Mapping[str, tuple[str, float | None]] = {
        "scale": ("--scale", scale),
        "runs.replicates": ("-n", wanted.often[scale]),
        "runs.samples": ("--samples", 1),
    }
    own = wanted.scenario is not None
    asked = Asked(wanted.scenario or SCENARIO, (), numbers, () if own else VARIANTS)
    plan = plan_of(asked.resolved(shelf), shelf)
    voice.say(f"scale {scale:g}: {plan.manifest.runs.planned:,} runs")
    bar = Bar(quiet=voice.quiet)
    try:
        report = run(plan, wanted.how.out, jobs=wanted.how.jobs, on_progress=bar)
    finally:
        bar.close()
    if report.failures or not report.complete:
        message = f"{report.folder}: runs are missing; the same command goes on with them"
        raise Incomplete(message)
    return open_run(report.folder)


def _table(wanted: Wanted, results: Mapping[float, Results], found: Sequence[Kept]) -> ScaleTable:
    made = stamp(shlex.join(plain_command(("sim", *sys.argv[1:]))), policies=True)
    manifest = results[max(results)].manifest
    return ScaleTable(
        made=date.fromisoformat(made["made"]),
        command=made["command"],
        sim=made["sim"],
        world=manifest.world,
        scenario=manifest.name,
        base=max(results),
        replicates={f"{scale:g}": often for scale, often in wanted.often.items()},
        seed=manifest.seed,
        model_sha256=made["model_sha256"],
        evidence_sha256=made["evidence_sha256"],
        outcomes=tuple(map(_judged, found)),
    )


def _judged(found: Kept) -> Judged:
    ratio = found.worst.ratio
    return Judged(
        outcome=found.outcome,
        scale=found.scale,
        reading=found.reading,
        verdict=found.verdict,
        worst=found.worst.where,
        ratio=round(ratio, 4) if math.isfinite(ratio) else None,
    )


def _text(found: Sequence[Kept], table: ScaleTable) -> str:
    """The table for a screen."""
    rows = [
        (
            one.outcome, one.reading, f"{one.scale:g}", one.verdict,
            number(one.worst.ratio, 2) if math.isfinite(one.worst.ratio) else "-",
            _reach(one), one.worst.where,
        )
        for one in found
    ]  # fmt: skip
    heads = ("outcome", "read", "scale", "verdict", "ratio", "+-", "furthest off in")
    often = ", ".join(f"{n} at {scale}" for scale, n in table.replicates.items())
    said = (
        f"{table.scenario}, world {table.world}; replicates: {often}. Counts are divided by the "
        f"scale and set against scale {table.base:g}. An outcome holds if every part is surely "
        "within a tenth, differs if one is surely off, and is open if the runs cannot tell."
    )
    return f"{rows_text(heads, rows)}\n\n{paragraph(said)}"


def _reach(one: Kept) -> str:
    """Half width of the interval of the ratio."""
    if not one.worst.value:
        return "-"
    reach = one.worst.reach / abs(one.worst.value)
    return number(reach, decimals([reach]))
