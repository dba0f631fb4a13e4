"""A finished fit on disk: the fit without the pair in focus, from the runs that it has kept."""

import csv
from collections.abc import Iterable
from math import isclose
from pathlib import Path

from sim.calibration.calibrate import Asked, Wanted, asked_of, unseen_of
from sim.calibration.emulator import Runs
from sim.calibration.result import said_by
from sim.calibration.schedule import Schedule
from sim.calibration.stage import check_stage, wave_stage
from sim.errors import UsageError
from sim.evidence.shelf import Shelf
from sim.store.fits import StoredFit

Named = tuple[str, float]


def unseen_of_stored(fit: StoredFit, targets: Path | None = None) -> dict[str, bytes]:
    """The files of the posterior that a finished fit would have without the pair in focus.

    Raises:
        UsageError: targets or cards are not those of the fit any more.
        EvidenceError: targets with mistakes in them.
    """
    made = fit.made
    schedule = Schedule(runs=int(made["runs"]), waves=len(fit.waves), seed=int(made["seed"]))
    cards = tuple(made["cards"].split())
    wanted = Wanted(made["world"], float(made["scale"]), targets, cards, schedule)
    asked = asked_of(wanted, Shelf.read())
    _require_same(fit, asked)
    return unseen_of(asked, _runs(fit, asked), schedule, said_by(fit.posterior()["samples.csv"]))


def _runs(fit: StoredFit, asked: Asked) -> Runs:
    """All runs of the fit, in the order in which it knew them."""
    count, names = len(fit.waves), asked.problem.parameters
    first, *others = (wave_stage(fit.folder, n, names) for n in range(1, count + 1))
    runs = first.runs()
    for stage in (*others, check_stage(fit.folder, count, names)):
        runs = runs.plus(stage.runs())
    return runs


def _require_same(fit: StoredFit, asked: Asked) -> None:
    """That record and priors are those of the fit, whose tables name them."""
    problem = asked.problem
    record = zip(problem.statistics, map(float, problem.declared.observed), strict=True)
    if not _same(_column(fit, "misfits.csv", "statistic", "record"), record):
        message = f"{fit.folder}: targets are not those of the fit; name its own with --targets"
        raise UsageError(message)
    middles = ((card.name, card.at(0.5)) for card in asked.priors.cards)
    if not _same(sorted(_column(fit, "cards.csv", "card", "prior_50")), middles):
        message = f"{fit.folder}: cards have changed since the fit"
        raise UsageError(message)


def _column(fit: StoredFit, file: str, name: str, value: str) -> list[Named]:
    lines = fit.tables().get(file, b"").decode().splitlines()
    return [(row[name], float(row[value])) for row in csv.DictReader(lines)]


def _same(kept: list[Named], today: Iterable[Named]) -> bool:
    """The same names in the same order, with the same numbers."""
    now = list(today)
    return [name for name, _ in kept] == [name for name, _ in now] and all(
        isclose(one, other) for (_, one), (_, other) in zip(kept, now, strict=True)
    )
