"""From a command to a fit of the model: settings, a folder of its own, results, evidence."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import sim
from sim.calibration.account import account
from sim.calibration.emulator import Runs
from sim.calibration.fitting import fit
from sim.calibration.found import Fitted
from sim.calibration.history import LENGTH, World
from sim.calibration.priors import Priors, priors_of
from sim.calibration.problem import Problem
from sim.calibration.recovery import Recovery, recover
from sim.calibration.result import Estimate, estimates, posterior_files
from sim.calibration.schedule import Schedule
from sim.calibration.simulator import problem_of, windows
from sim.calibration.stage import check_stage, wave_stage
from sim.calibration.statistics import Drawn
from sim.calibration.targets import read_fit_targets
from sim.calibration.unseen import unseen as fit_unseen
from sim.errors import UsageError
from sim.evidence import unseen
from sim.evidence.posterior import FOLDER
from sim.evidence.seeds import seeds_folder
from sim.evidence.shelf import Shelf
from sim.experiment.progress import OnProgress, Watch, nobody
from sim.experiment.sources import history_digest
from sim.experiment.worlds import SCALES, corridor_of
from sim.store import machine
from sim.store.disk import place, refusal
from sim.store.find import RESULTS
from sim.store.manifest import now_text
from sim.store.reference import keep
from sim.world.drivers import read_drivers

HOME = "calibration"
FILE = "fit.json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be fitted, to what, and how thoroughly."""

    world: str = "science"
    scale: float | None = None
    targets: Path | None = None
    cards: tuple[str, ...] = ()
    """The cards to fit; none named means all that can be."""
    schedule: Schedule = field(default_factory=Schedule)
    cases: int = 0
    """Known points of the self-test; 0 leaves it out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A fit before a run of it: the world, what is fitted to what, and the priors."""

    world: World
    problem: Problem
    drawn: Drawn
    priors: Priors


@dataclass(frozen=True, slots=True)
class Report:
    """A finished fit and all that is to be said of it."""

    folder: Path
    asked: Asked
    schedule: Schedule
    fitted: Fitted
    estimates: tuple[Estimate, ...]
    recovery: Recovery | None
    made: Mapping[str, str]
    seconds: float

    @property
    def problem(self) -> Problem:
        """What was fitted."""
        return self.asked.problem

    @property
    def drawn(self) -> Drawn:
        """What became of the targets."""
        return self.asked.drawn


def asked_of(wanted: Wanted, shelf: Shelf) -> Asked:
    """The fit that is wanted, before a run of it.

    Raises:
        EvidenceError: targets with mistakes in them, all at once.
        UsageError: nothing to fit, or a size of the world that cannot be.
    """
    targets = tuple(t for t in read_fit_targets(wanted.targets) if t.world == wanted.world)
    scale = SCALES[wanted.world] if wanted.scale is None else wanted.scale
    if not 0.0 < scale <= 1.0:
        msg = f"--scale {scale:g}: a share of the world lies above 0, up to 1"
        raise UsageError(msg)
    world = World(wanted.world, scale, wanted.schedule.seed, windows(targets))
    priors = priors_of(shelf.cards, wanted.cards)
    base = {name: card.central for name, card in shelf.cards.items()}
    problem, drawn = problem_of(world, targets, priors, base)
    if not problem.statistics:
        msg = f"no target of the world {wanted.world} can be read at scale {scale:g}"
        raise UsageError(msg)
    return Asked(world, problem, drawn, priors)


def calibrate(wanted: Wanted, root: Path = RESULTS, on_progress: OnProgress = nobody) -> Report:
    """Fit the model to the record under ``root``; the same call goes on where it was stopped.

    Raises:
        EvidenceError: targets with mistakes in them, all at once.
        UsageError: nothing to fit, or a size of the world that cannot be.
        Interrupted: on Ctrl-C, with every finished run kept.
    """
    shelf = Shelf.read()
    asked = asked_of(wanted, shelf)
    problem, priors = asked.problem, asked.priors
    made = _made(wanted, asked.world.scale, shelf)
    folder = root / HOME / f"{wanted.world}-{_hash(made)[:12]}"
    _keep(folder, made)
    watch = _watch(problem, wanted.schedule, folder, on_progress)
    fitted = fit(problem, wanted.schedule, folder, lambda: watch.on_tick(watch.quarters + LENGTH))
    watch.tell()
    recovery = _recovered(problem, wanted, folder)
    report = Report(
        folder, asked, wanted.schedule, fitted, estimates(fitted, priors), recovery, made,
        watch.seconds,
    )  # fmt: skip
    kept = account(problem, fitted, report.estimates, recovery)
    for name, data in (_files(report) | kept).items():
        _place(folder / name, data)
    return report


def ship(report: Report, seeds: Path | None = None) -> Path:
    """Make the posterior evidence: the model runs on it and draws from it from now on.

    Beside it stands that of the same fit without the pair in focus, for worlds without the pair.

    Raises:
        UsageError: the fit has identified nothing.
        StoreError: the folder of the evidence cannot be written.
    """
    if not report.fitted.identified.any():
        msg = "no card was identified, so there is nothing to ship"
        raise UsageError(msg)
    root = seeds or seeds_folder()
    folder = root / FOLDER
    for name, data in _files(report).items():
        _place(folder / name, data)
    runs, said = report.fitted.runs, _said(report)
    keep(unseen.FOLDER, unseen_of(report.asked, runs, report.schedule, said), root)
    return folder


def unseen_of(
    asked: Asked, runs: Runs, schedule: Schedule, said: Mapping[str, str]
) -> dict[str, bytes]:
    """The files of the posterior without the pair in focus, from the runs of the fit."""
    pair = corridor_of(read_drivers(asked.world.name, asked.world.scale).places)
    places = [statistic.places for statistic in asked.drawn.statistics]
    return fit_unseen(asked.problem, places, pair, runs, schedule).files(asked.priors, said)


def _files(report: Report) -> dict[str, bytes]:
    if not report.fitted.identified.any():
        return {}
    return posterior_files(report.fitted, report.asked.priors, _said(report))


def _said(report: Report) -> dict[str, str]:
    """How the posterior was made, for its header."""
    return {
        "made": f"sim calibrate {report.made['world']} --scale {report.made['scale']} "
        f"--runs {report.made['runs']} --waves {len(report.fitted.waves)} "
        f"--seed {report.made['seed']}",
        "fit": json.dumps(dict(report.made), sort_keys=True),
    }


def _made(wanted: Wanted, scale: float, shelf: Shelf) -> dict[str, str]:
    """Everything that decides a fit, except how many waves it has."""
    source = wanted.targets or seeds_folder() / "tables" / "targets_fit.csv"
    commit, _ = machine.commit()
    return {
        "world": wanted.world,
        "scale": f"{scale:g}",
        "runs": str(wanted.schedule.runs),
        "seed": str(wanted.schedule.seed),
        "cards": " ".join(wanted.cards),
        "targets_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
        "evidence_sha256": shelf.digest(),
        "model_sha256": history_digest(),
        "method_sha256": method_digest(),
        "sim": sim.__version__,
        "commit": commit or "",
    }


@cache
def method_digest() -> str:
    """Hash of the sources of the fit itself; the same on every system."""
    total = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        total.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def _hash(made: Mapping[str, str]) -> str:
    """What decides the numbers, as one word; the commit is told, and decides nothing."""
    decisive = {name: value for name, value in made.items() if name != "commit"}
    return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()


def _keep(folder: Path, made: Mapping[str, str]) -> None:
    if not (folder / FILE).exists():
        text = json.dumps({**made, "begun": now_text()}, indent=2)
        _place(folder / FILE, f"{text}\n".encode())


def _place(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        place(path, data)
    except OSError as error:
        raise refusal(error, path, "Every finished run is kept.") from error


def _watch(problem: Problem, schedule: Schedule, folder: Path, on_progress: OnProgress) -> Watch:
    """Progress over all stages; runs that are there are not planned again."""
    stages = [
        *(wave_stage(folder, n, problem.parameters) for n in range(1, schedule.waves + 1)),
        check_stage(folder, schedule.waves, problem.parameters),
    ]

    def done() -> int:
        return sum(len(stage.outcomes()) for stage in stages if stage.begun)

    points = [schedule.runs] * schedule.waves + [schedule.checked]
    planned = sum(stage.size(count) for stage, count in zip(stages, points, strict=True))
    return Watch((planned, (planned - done()) * LENGTH), done, on_progress)


def _recovered(problem: Problem, wanted: Wanted, folder: Path) -> Recovery | None:
    if not wanted.cases:
        return None
    runs = wave_stage(folder, 1, problem.parameters).runs()
    return recover(problem, runs, wanted.schedule, wanted.cases)
