"""Carry out a run and tell what came of it: `sim run`."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.analysis.words import gathered
from sim.cli.altered import righted
from sim.cli.asked import Asked
from sim.cli.comparing import has_tables, keep_tables
from sim.cli.compiling import announce
from sim.cli.progress import Bar, spoken
from sim.cli.screen import YELLOW, Shown, Voice, painted
from sim.evidence.shelf import Shelf
from sim.experiment import build
from sim.experiment.nursery import open_nursery
from sim.experiment.plan import Plan, Portion
from sim.experiment.run import Report, cores, run
from sim.experiment.worlds import size_of
from sim.store.again import again
from sim.store.results import open_run
from sim.store.unit import UnitKey

MOST_TOLD = 5


@dataclass(frozen=True, slots=True)
class How:
    """Where results go, how many work at them, and which share of the work is done now."""

    out: Path
    jobs: int = 0
    shard: str | None = None
    only: tuple[str, ...] = ()

    @property
    def portion(self) -> Portion:
        """The part of the run that is to be done."""
        share = Portion.parse(self.shard) if self.shard else Portion()
        return Portion(share.part, share.of, tuple(map(UnitKey.parse, self.only)))

    @property
    def part(self) -> tuple[str, ...]:
        """The options that name this part, once it is known to be one."""
        share = ("--shard", f"{self.portion.part}/{self.portion.of}") if self.shard else ()
        return (*share, *(word for key in self.portion.only for word in ("--only", str(key))))


def carried_out(asked: Asked, how: How, voice: Voice) -> int:
    """Run what is missing, show where the result lies, and give back the exit code."""
    portion, shelf = how.portion, Shelf.read()
    command = build.Asked(command=("sim", *sys.argv[1:]), quick=asked.quick)
    resolved = asked.resolved(shelf)
    if min(how.jobs or cores(), size_of(resolved).groups) > 1:
        open_nursery()
    plan = build.plan_of(resolved, shelf, command)
    voice.say(_announced(plan))
    announce(voice)
    bar = Bar(quiet=voice.quiet)
    try:
        report = run(plan, how.out, jobs=how.jobs, on_progress=bar, portion=portion)
    finally:
        bar.close()
    if report.complete and not report.wrong:
        results = open_run(report.folder)
        righted(() if has_tables(results) else keep_tables(results), voice)
    for line in told(report):
        voice.say(line)
    voice.show(Shown(str(report.folder), _data(report)))
    return report.exit_code


def told(report: Report) -> Sequence[str]:
    """What came of a run, in lines for a person."""
    runs = report.manifest.runs
    said = f"found: all {runs.planned:,} runs were computed before"
    if not report.found:
        said = f"{report.computed:,} runs computed in {spoken(report.seconds)}; "
        said += f"{runs.done:,} of {runs.planned:,} are there"
    lines = [said]
    lines += [f"warning: {words}" for words in gathered(report.manifest.warnings)]
    lines += [f"check failed: {check.says}" for check in report.wrong]
    for failure in report.failures[:MOST_TOLD]:
        repeat = again(report.folder, report.manifest, failure.key)
        lines.append(f"{failure.key} crashed: {failure.error}\n  to repeat it alone: {repeat}")
    more = len(report.failures) - MOST_TOLD
    lines += [f"and {more:,} more; all are in failed.jsonl"] if more > 0 else []
    marks = ("warning:", "check failed:")
    return [painted(line, YELLOW, sys.stderr) if line.startswith(marks) else line for line in lines]


def _announced(plan: Plan) -> str:
    """What begins now."""
    manifest = plan.manifest
    quick = "QUICK, not for use: " if manifest.quick else ""
    return f"{quick}{manifest.name}: {manifest.runs.planned:,} runs, seed {manifest.seed}"


def _data(report: Report) -> dict[str, object]:
    """The same for a program."""
    return {
        "result": str(report.folder),
        "runs": report.manifest.runs.model_dump(mode="json"),
        "computed": report.computed,
        "found": report.found,
        "complete": report.complete,
        "seconds": round(report.seconds, 3),
        "failures": [{"unit": str(f.key), "error": f.error} for f in report.failures],
        "checks": [check.model_dump(mode="json") for check in report.manifest.checks],
        "warnings": list(report.manifest.warnings),
    }
