"""What was asked for on the command line, put beside what the scenario file says."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sim.cli.names import scenario_file
from sim.evidence.shelf import Shelf
from sim.experiment.worlds import SCALES, scale_of
from sim.scenario.overrides import Override
from sim.scenario.read import read_scenario
from sim.scenario.resolved import Resolved
from sim.units import number_text

QUICK_SHARE = 20
QUICK_REPLICATES = 2
QUICK_SAMPLES = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """A scenario and the settings typed beside its name."""

    file: Path
    settings: tuple[str, ...] = ()
    """Each "path=value"."""
    numbers: Mapping[str, tuple[str, float | None]] = field(default_factory=dict)
    """Path of a setting -> the option that sets it and its value, None if it was not typed."""
    variants: tuple[str, ...] = ()
    quick: bool = False

    def resolved(self, shelf: Shelf) -> Resolved:
        """The scenario with everything typed put in place of what the file says."""
        path, typed = scenario_file(self.file), self._typed()
        found = read_scenario(path, typed, only=self.variants, shelf=shelf)
        if not self.quick:
            return found
        quick = [*_quick(found), *typed]
        return read_scenario(path, quick, only=self.variants, shelf=shelf)

    def command(self, *more: str) -> str:
        """What to type to run this, with all that was typed beside the name of the file."""
        words = ["sim", "run", str(self.file)]
        for option, value in self.numbers.values():
            words += [option, number_text(value)] if value is not None else []
        words += [word for name in self.variants for word in ("-v", name)]
        words += [word for setting in self.settings for word in ("-S", setting)]
        return shlex.join([*words, *(["--quick"] if self.quick else []), *more])

    def _typed(self) -> list[Override]:
        """Settings in the order of their weight: an option of its own weighs most."""
        given = [Override.parse(text) for text in self.settings]
        return given + [
            Override(path, value, f"{option} {value}")
            for path, (option, value) in self.numbers.items()
            if value is not None
        ]


def _quick(found: Resolved) -> Sequence[Override]:
    """Less of everything, and never more of anything, than the scenario asks for."""
    scenario, runs = found.scenario, found.scenario.runs
    wanted = {
        "scale": min(scale_of(scenario), SCALES[scenario.world] / QUICK_SHARE),
        "runs.replicates": min(runs.replicates, QUICK_REPLICATES),
        "runs.samples": min(runs.samples, QUICK_SAMPLES),
    }
    return [Override(path, value, "--quick") for path, value in wanted.items()]
