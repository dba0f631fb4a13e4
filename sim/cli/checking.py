"""What a scenario would do, in words: `sim check`, `sim run --dry-run`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sim.analysis.words import gathered
from sim.cache import is_compiled
from sim.cli.asked import Asked
from sim.cli.layout import paragraph
from sim.cli.screen import Shown, Voice
from sim.errors import Fault, ScenarioError
from sim.evidence.scale import cautions
from sim.evidence.shelf import Shelf
from sim.evidence.tables import check_tables, read_table
from sim.experiment.estimate import (
    COMPILING,
    Estimate,
    estimate,
    measured_quarter,
    unit_bytes,
)
from sim.experiment.run import cores
from sim.experiment.worlds import scale_of, size_of
from sim.outcomes.base import labels
from sim.outcomes.catalogue import BY_NAME
from sim.scenario.describe import Description, describe
from sim.scenario.doses import too_little
from sim.scenario.heads import nobody
from sim.scenario.resolved import Resolved
from sim.store.find import RESULTS
from sim.store.manifest import OutcomeInfo
from sim.world.state import DOMAINS

MINUTE, HOUR = 60, 3600
KILO = 1000.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a check is to be shown."""

    resolved: bool = False
    """The scenario with everything explicit, instead of words about it."""
    strict: bool = False
    """Whether a warning counts as a fault."""
    jobs: int = 0
    out: Path = RESULTS
    part: tuple[str, ...] = ()
    """Options of the run that name a part of it."""

    @property
    def more(self) -> tuple[str, ...]:
        """Options of the run that decide none of its numbers, where they were typed."""
        jobs = ("-j", str(self.jobs)) if self.jobs else ()
        out = ("-o", str(self.out)) if self.out != RESULTS else ()
        return (*jobs, *out, *self.part)


def checked(asked: Sequence[Asked], wanted: Wanted, voice: Voice | None = None) -> Shown:
    """Every scenario in words; the faults of all of them at once.

    Where some have faults, `voice` tells of the others first.

    Raises:
        EvidenceError: with every fault of every table of facts.
        ScenarioError: with every fault of every file.
    """
    check_tables()
    shelf, faults, more = Shelf.read(), list[Fault](), False
    shown: list[Shown] = []
    for one in asked:
        try:
            resolved = one.resolved(shelf)
        except ScenarioError as error:
            faults += error.faults
            more |= error.more
        else:
            described = _described(resolved)
            faults += _as_faults(one.file, described) if wanted.strict else []
            shown.append(_shown(one, resolved, described, wanted))
    said = Shown("\n\n".join(s.text.rstrip() for s in shown), [s.data for s in shown])
    if faults:
        if voice and shown and not (wanted.strict or voice.as_json):
            voice.show(said)
        raise ScenarioError(faults, more=more)
    return said


def _described(resolved: Resolved) -> Description:
    """The scenario in words, with what its size does to what it measures."""
    scenario, scale = resolved.scenario, scale_of(resolved.scenario)
    found = describe(resolved).at(scale)
    small = (
        *nobody(resolved, scale),
        *too_little(resolved, scale),
        *cautions(scenario.world, scale, scenario.outcomes),
    )
    return replace(found, warnings=(*gathered(found.warnings), *small))


def _shown(asked: Asked, resolved: Resolved, described: Description, wanted: Wanted) -> Shown:
    """One scenario in words, with the time and the room it takes."""
    jobs = min(wanted.jobs or cores(), size_of(resolved).groups)
    compiled = is_compiled()
    costs = estimated(resolved, jobs, wanted.out, compiled=compiled)
    lines = [
        paragraph(line) if line.startswith(("warning", "at scale", "set here")) else line
        for line in described.lines()
    ]
    first = "" if compiled else f", {time_words(COMPILING)} of it to compile the program once"
    lines.append(
        f"about {time_words(costs.seconds)} with {jobs} worker{'s' if jobs > 1 else ''}{first}, "
        f"{room_words(costs.bytes)} on disk.   To run: {asked.command(*wanted.more)}"
    )
    data = {
        "file": str(asked.file),
        **described.as_dict(),
        "runs": costs.runs,
        "seconds": round(costs.seconds),
        "bytes": costs.bytes,
    }
    return Shown(resolved.resolved_yaml() if wanted.resolved else "\n".join(lines), data)


def estimated(resolved: Resolved, jobs: int, root: Path, *, compiled: bool) -> Estimate:
    """Time and room of a run, by what the same scenario took before if it ran before."""
    scenario = resolved.scenario
    codes = tuple(str(code) for code in read_table("places").words("code"))
    infos = [OutcomeInfo.model_validate(BY_NAME[name].info()) for name in scenario.outcomes]
    years = scenario.horizon.end - scenario.horizon.start + 1
    unit = unit_bytes(infos, labels(codes, DOMAINS), years)
    pace = measured_quarter(root / scenario.name, scenario.world, scale_of(scenario))
    return estimate(size_of(resolved), unit, min(jobs, cores()), pace, compiled=compiled)


def time_words(seconds: float) -> str:
    """A time no more exact than it can be known before."""
    if seconds < MINUTE:
        return f"{max(1, round(seconds))} s"
    if seconds < 2 * HOUR:
        return f"{round(seconds / MINUTE)} min"
    return f"{round(seconds / HOUR)} h"


def room_words(size: int) -> str:
    """Room on disk: 420 kB, 3.1 MB, 25 GB."""
    amount, units = size / KILO, [f"{prefix}B" for prefix in "kMGT"]
    while amount >= KILO and len(units) > 1:
        amount, units = amount / KILO, units[1:]
    return f"{amount:.3g} {units[0]}"


def _as_faults(file: Path, described: Description) -> list[Fault]:
    return [Fault(str(file), 0, 0, "", words, "", "warning") for words in described.warnings]
