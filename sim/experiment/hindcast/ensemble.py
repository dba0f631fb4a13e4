"""The ensemble of histories: planned, lived by the pool of workers, kept on disk, found again."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

import sim
from sim.errors import SimError, StoreError
from sim.evidence.shelf import Shelf
from sim.experiment.hindcast.series import Array
from sim.experiment.hindcast.unseen import ABOUT, told_apart
from sim.experiment.hindcast.ways import HORIZON, QUARTERS, WAYS
from sim.experiment.pool import in_parallel
from sim.experiment.progress import OnProgress, Watch, nobody
from sim.experiment.run import Interrupted, cores
from sim.experiment.sampling import draws
from sim.experiment.sources import history_digest, model_digest
from sim.experiment.task import Finished, Task, compute
from sim.experiment.worlds import WARM_UP, corridor_of
from sim.model.spec import RunSpec, VariantSpec
from sim.store import machine
from sim.store.disk import place, refusal
from sim.store.manifest import now_text
from sim.store.stamps import Stamps
from sim.store.unit import UnitKey
from sim.store.units import UNITS, Units
from sim.world.drivers import read_drivers

ENGINE = "sim.experiment.hindcast.lives:live_group"
HERE = ("../gravity.py", "lives.py", "ways.py")
FIRST_YEAR = 2005
AFTER = QUARTERS * 2017
MANIFEST = "manifest.json"
SEED = 20261122

Values = tuple[dict[str, float], dict[str, float]]
"""The cards of a sample: those of the model, and those of a fit that never saw the pair."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What ensemble is wanted: draws of the uncertain facts times draws of chance, at a scale."""

    world: str = "science"
    scale: float = 0.05
    samples: int = 1
    replicates: int = 5
    seed: int = SEED
    ways: tuple[str, ...] = tuple(WAYS)

    @property
    def years(self) -> tuple[int, ...]:
        """Years that are recorded."""
        return tuple(range(FIRST_YEAR, HORIZON + 1))


@dataclass(frozen=True, slots=True)
class Life(Task):
    """One sample and replicate, lived in several ways."""

    @property
    def quarters(self) -> int:
        """Quarters of all pasts and of all ways after them."""
        ways, first = [WAYS[name] for name in self.wanted], self.spec.start
        total = 0
        for root in dict.fromkeys(way.root for way in ways):
            kin = [way for way in ways if way.root == root]
            branch = max(min(way.branch for way in kin), first - self.warm_up)
            total += self.warm_up + branch - first
            total += sum(QUARTERS * (way.ends + 1) - branch for way in kin)
        return total


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Histories on disk, and what they are of."""

    asked: Asked
    path: Path
    corridor: tuple[str, str]
    places: tuple[str, ...]
    units: Units
    about: dict[str, object]

    def counts(self, way: str, name: str, sample: int, replicate: int | None = None) -> Array:
        """Yearly counts of one history, or of all replicates of a sample added up."""
        wanted = range(self.asked.replicates) if replicate is None else (replicate,)
        units = [self.units.read(UnitKey(way, sample, n)) for n in wanted]
        return np.asarray(np.sum([unit[name] for unit in units], axis=0), np.float64)


def gathered(asked: Asked, root: Path, jobs: int = 0, on_progress: OnProgress = nobody) -> Ensemble:
    """The ensemble, what is missing of it lived now; it goes on where it was stopped.

    Raises:
        Interrupted: on Ctrl-C, with all finished histories kept.
        SimError: a history crashed.
        StoreError: the disk is full or a stored history is damaged.
    """
    shelf = Shelf.read()
    pair = corridor_of(read_drivers(asked.world, asked.scale).places)
    apart, said = told_apart(shelf, pair)
    values = [*zip(_values(asked, shelf), _values(asked, apart), strict=True)]
    ensemble = _opened(asked, root, {**_about(asked, shelf), ABOUT: said}, values)
    tasks = [task for task in _tasks(ensemble, values) if task.missing()]
    if tasks:
        _live(tasks, ensemble, jobs or cores(), on_progress)
    return ensemble


def _values(asked: Asked, shelf: Shelf) -> list[dict[str, float]]:
    """The value of every card in each sample; a single sample has the central ones."""
    names = shelf.shares(shelf.names())
    return [shelf.draw(share) for share in draws(names, asked.samples, asked.seed)]


def _opened(
    asked: Asked, root: Path, about: dict[str, object], values: Sequence[Values]
) -> Ensemble:
    """The folder of this very ensemble, begun if there is none."""
    work = _hash({**about, "ways": None, "samples": None, "replicates": None})
    drivers = read_drivers(asked.world, asked.scale)
    stamps = Stamps(work, {}, tuple(_hash(sample) for sample in values))
    path = root / "hindcast" / work[:12]
    try:
        (path / UNITS).mkdir(parents=True, exist_ok=True)
        written = {**about, "written": now_text(), "commit": machine.commit()[0]}
        place(path / MANIFEST, json.dumps(written, indent=1).encode() + b"\n")
    except OSError as error:
        raise refusal(error, path, "Nothing was run.") from error
    units = Units(path / UNITS, stamps)
    return Ensemble(asked, path, corridor_of(drivers.places), drivers.places, units, written)


def _about(asked: Asked, shelf: Shelf) -> dict[str, object]:
    """What decides the numbers, as plain data."""
    package = Path(__file__).parent
    lived = hashlib.sha256(b"".join((package / name).read_bytes() for name in HERE)).hexdigest()
    return {
        **asdict(asked),
        "sim": sim.__version__,
        "model_sha256": history_digest(),
        "ways_sha256": lived,
        "evidence_sha256": shelf.digest(),
    }


def _tasks(ensemble: Ensemble, values: Sequence[Values]) -> Iterator[Life]:
    """Lives with the cards of the model, and apart from them those that never saw the pair."""
    asked = ensemble.asked
    unseen = tuple(name for name in asked.ways if WAYS[name].unseen)
    seen = tuple(name for name in asked.ways if name not in unseen)
    for sample, cards in enumerate(values):
        for ways, known in zip((seen, unseen), cards, strict=True):
            spec = _spec(ensemble, ways, known)
            for replicate in range(asked.replicates if ways else 0):
                yield Life(
                    spec, sample, replicate, ways, "", ensemble.units, ENGINE,
                    model_digest(), WARM_UP,
                )  # fmt: skip


def _spec(ensemble: Ensemble, ways: tuple[str, ...], cards: dict[str, float]) -> RunSpec:
    asked = ensemble.asked
    return RunSpec(
        world=asked.world,
        scale=asked.scale,
        start=QUARTERS * FIRST_YEAR,
        policy=AFTER,
        end=QUARTERS * HORIZON + QUARTERS - 1,
        corridor=ensemble.corridor,
        seed=asked.seed,
        values=cards,
        variants=tuple(VariantSpec(name) for name in ways),
    )


def _live(tasks: list[Life], ensemble: Ensemble, jobs: int, on_progress: OnProgress) -> None:
    """Live what is missing, with as many workers as there is work for."""
    asked = ensemble.asked
    planned = asked.samples * asked.replicates * len(asked.ways)
    quarters = sum(task.quarters for task in tasks)
    watch = Watch((planned, quarters), ensemble.units.count, on_progress)
    workers = min(jobs, len(tasks))
    ended = (
        in_parallel(tasks, workers, watch.on_tick)
        if workers > 1
        else (compute(task, watch.on_quarter) for task in tasks)
    )
    try:
        for finished in ended:
            _require_whole(finished)
            watch.tell()
    except KeyboardInterrupt:
        raise Interrupted(ensemble.units.count(), planned) from None


def _require_whole(finished: Finished) -> None:
    if finished.stopped:
        message = "stopped between two quarters; the same command goes on from there"
        raise StoreError(message)
    for failure in finished.failures:
        message = f"{failure.key} crashed: {failure.error}"
        raise SimError(message)


def _hash(decisive: object) -> str:
    text = json.dumps(decisive, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
