"""What shall be run: every unit, what the model is given for it, and a hash of all that decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sim.errors import UsageError
from sim.experiment.task import Spec, Task
from sim.store.manifest import Manifest
from sim.store.unit import UnitKey
from sim.store.units import Units
from sim.units import did_you_mean

MODEL = "sim.model.group:run_group"


@dataclass(frozen=True, slots=True)
class Portion:
    """Which part of a run to do now: one of several shares, or named units whatever the share."""

    part: int = 1
    of: int = 1
    only: tuple[UnitKey, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a share that is none."""
        if not 1 <= self.part <= self.of:
            message = f"{self.part}/{self.of} is no share: write 1/{self.of} to {self.of}/{self.of}"
            raise UsageError(message)

    @classmethod
    def parse(cls, text: str) -> "Portion":
        """The k-th of n shares, written k/n."""
        part, _, of = text.partition("/")
        if not (part.isdecimal() and of.isdecimal() and int(of)):
            message = f'"{text}" is no share: write 1/4 for the first of four'
            raise UsageError(message)
        return cls(int(part), int(of))


WHOLE = Portion()


@dataclass(frozen=True, slots=True)
class Plan:
    """A run before it is begun."""

    manifest: Manifest
    files: Mapping[str, bytes]
    """Texts that lie in the run folder, by file name; scenario.yaml and resolved.yaml at least."""
    specs: Mapping[str, tuple[Spec, ...]]
    """What the model is given: by tag of the future ("" is the first), one for each sample."""
    engine: str = MODEL
    sources: str = ""
    warm_up: int = 0

    def __post_init__(self) -> None:
        """Refuse a plan whose parts do not fit together."""
        named = {
            f"{variant.name}{tag}" for tag, spec in self._firsts() for variant in spec.variants
        }
        counts = {len(specs) for specs in self.specs.values()}
        if named != set(self.manifest.variant_names) or counts != {self.manifest.samples}:
            message = "a plan gives one specification to each sample and names each variant once"
            raise ValueError(message)

    def tasks(self, units: Units, portion: Portion = WHOLE) -> list[Task]:
        """The groups of a portion of which something is missing, in the order of the plan."""
        self._require_known(portion.only)
        shared = [
            task
            for index, task in enumerate(self._groups(units))
            if portion.only or index % portion.of == portion.part - 1
        ]
        wanted = [_narrowed(task, portion.only) for task in shared]
        return [task for task in wanted if task.missing()]

    def _groups(self, units: Units) -> Iterator[Task]:
        for sample in range(self.manifest.samples):
            for replicate in range(self.manifest.replicates):
                for tag, specs in self.specs.items():
                    yield Task(
                        spec=specs[sample],
                        sample=sample,
                        replicate=replicate,
                        wanted=tuple(variant.name for variant in specs[sample].variants),
                        tag=tag,
                        units=units,
                        engine=self.engine,
                        sources=self.sources,
                        warm_up=self.warm_up,
                    )

    def _firsts(self) -> list[tuple[str, Spec]]:
        return [(tag, specs[0]) for tag, specs in self.specs.items()]

    def _require_known(self, keys: Sequence[UnitKey]) -> None:
        known = {str(key) for key in self.manifest.keys}
        for key in keys:
            if str(key) not in known:
                remedy = did_you_mean(str(key), sorted(known), "sim check shows what there is")
                message = f'this run has no unit "{key}"; {remedy}'
                raise UsageError(message)


def _narrowed(task: Task, only: Sequence[UnitKey]) -> Task:
    """The task with the wanted variants alone."""
    if not only:
        return task
    wanted = tuple(variant for variant in task.wanted if task.key(variant) in only)
    return replace(task, wanted=wanted)
