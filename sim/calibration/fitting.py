"""The fit: waves of history matching, then a posterior, then runs drawn from it as a check."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.calibration.emulator import Emulator, Runs
from sim.calibration.found import LEAST_CONTRACTION, PRIOR_SPREAD, Check, Fitted, Learnt, Wave
from sim.calibration.jobs import carried_out
from sim.calibration.matching import CUT, Match, cut_for, reachable
from sim.calibration.problem import Problem
from sim.calibration.schedule import Schedule
from sim.calibration.stage import CHECKS, Stage, check_stage, wave_stage
from sim.calibration.walking import cube, walk, walkers
from sim.experiment.run import Interrupted
from sim.experiment.sampling import draws

Array = NDArray[np.float64]
OnRun = Callable[[], None]

CANDIDATES = 4096
"""Points of the prior at which a wave is judged."""
FEWEST = 0.002
"""Where less of the prior than this is left at the cut, the least implausible such part is kept."""
STEEPNESS = 16.0
"""How steeply the next design falls off beyond the cut."""
WALL = 400.0
"""The same for the posterior."""


def unheard() -> None:
    """Tell nobody that a run has ended."""


def fit(problem: Problem, schedule: Schedule, folder: Path, on_run: OnRun = unheard) -> Fitted:
    """Fit a problem in a folder; what a stage there holds is not computed again.

    Raises:
        Interrupted: on Ctrl-C, with every finished run kept.
        StoreError: the disk is full, or no run gave statistics.
    """
    waves: list[Wave] = []
    known: Runs | None = None
    match: Match | None = None
    for number in range(1, schedule.waves + 1):
        stage = wave_stage(folder, number, problem.parameters)
        design = _first_design if match is None else _left_over(match, waves[-1].cut)
        _run(stage, design, problem, schedule, on_run)
        known = stage.runs() if known is None else known.plus(stage.runs())
        match = _matched(problem, schedule, known, match)
        waves.append(_judged(problem, schedule, stage, match))
        stage.close(waves[-1].said())
    if known is None or match is None:
        message = "a fit has at least one wave"
        raise ValueError(message)
    return _confirmed(problem, schedule, folder, (known, match, tuple(waves)), on_run)


def posterior(match: Match, cut: float, schedule: Schedule, name: str, count: int) -> Array:
    """Points (count, D) of the posterior over the region that is not ruled out.

    Density: prior × likelihood, falling off steeply where I(θ) is beyond the cut. Only parameters
    that move a statistic are walked in; the others are drawn from their prior.
    """

    def density(u: Array) -> Array:
        return match.log_likelihood(u) - 0.5 * WALL * _beyond(match, u, cut) ** 2

    return _walked(match, density, schedule, name, count)


def fresh(match: Match, cut: float, schedule: Schedule, name: str, count: int) -> Array:
    """Points (count, D) spread evenly over what is not ruled out."""

    def density(u: Array) -> Array:
        return -0.5 * STEEPNESS * _beyond(match, u, cut) ** 2

    return _walked(match, density, schedule, name, count)


def _beyond(match: Match, u: Array, cut: float) -> Array:
    """By how much the implausibility is beyond a cut; no cut rules nothing out."""
    if math.isinf(cut):
        return np.zeros(len(u))
    return np.maximum(0.0, match.implausibility(u) - cut)


def _walked(
    match: Match, density: Callable[[Array], Array], schedule: Schedule, name: str, count: int
) -> Array:
    """Walk in the parameters that matter from the best of many points of the prior."""
    dimensions = match.emulator.dimensions
    active = match.emulator.active
    rest = cube(count, dimensions, schedule.seed, f"{name} rest")
    if not len(active):
        return rest
    whole = np.full(dimensions, 0.5)

    def widened(u: Array) -> Array:
        full = np.tile(whole, (len(u), 1))
        full[:, active] = u
        return full

    many = cube(CANDIDATES, len(active), schedule.seed, f"{name} start")
    crew = walkers(len(active))
    start = many[np.argsort(-density(widened(many)), kind="stable")[:crew]]
    chain = walk(lambda u: density(widened(u)), start, schedule.steps, schedule.seed, name)
    rest[:, active] = chain[np.linspace(0, len(chain) - 1, count).astype(np.int64)]
    return rest


def _run(
    stage: Stage, design: Callable[[Problem, Schedule, int], Array], problem: Problem,
    schedule: Schedule, on_run: OnRun,
) -> None:  # fmt: skip
    """Whatever of a stage is missing."""
    if not stage.begun:
        stage.begin(design(problem, schedule, stage.number))
    wanted = stage.missing()
    try:
        for outcome in carried_out(problem.simulator, wanted, schedule.jobs):
            stage.add(outcome)
            on_run()
    except KeyboardInterrupt:
        done = len(stage.jobs()) - len(stage.missing())
        raise Interrupted(done, len(stage.jobs())) from None


def _first_design(problem: Problem, schedule: Schedule, _number: int) -> Array:
    """A Latin hypercube over the whole prior."""
    drawn = draws(problem.parameters, max(2, schedule.runs), schedule.seed)
    return np.array([[sample[name] for name in problem.parameters] for sample in drawn])


def _left_over(match: Match, cut: float) -> Callable[[Problem, Schedule, int], Array]:
    """The design of a later wave."""

    def design(_problem: Problem, schedule: Schedule, number: int) -> Array:
        return fresh(match, cut, schedule, f"wave {number}", schedule.runs)

    return design


def _matched(problem: Problem, schedule: Schedule, runs: Runs, before: Match | None) -> Match:
    """The record against all runs so far; what a wave found out of reach stays so."""
    if before is None:
        return first_match(problem, schedule, runs)
    return _near(problem, schedule, replace(before, emulator=Emulator(runs, problem.scale)))


def first_match(problem: Problem, schedule: Schedule, runs: Runs) -> Match:
    """The record against runs; statistics that no parameters can bring near it are not used."""
    everything = np.ones(len(problem.statistics), np.bool_)
    return _near(
        problem, schedule, Match(problem.declared, Emulator(runs, problem.scale), everything)
    )


def _near(problem: Problem, schedule: Schedule, match: Match) -> Match:
    """The match without what no parameters can bring near: more runs show more of it.

    Each statistic is asked by itself, hence ``CUT``. One that is nearly out of reach would decide
    alone what is ruled out, by where in the prior the model misses it least. If none is near, all
    are kept, and the cut has to give way.
    """
    near = match.used & reachable(match, judges(problem, schedule), CUT)
    return replace(match, used=near) if near.any() else match


def judges(problem: Problem, schedule: Schedule) -> Array:
    """Points of the prior at which every wave is judged."""
    return cube(CANDIDATES, len(problem.parameters), schedule.seed, "judged")


def cut_of(match: Match, found: Array) -> float:
    """The cut, or the implausibility at which the fewest points that may be left are left."""
    return max(cut_for(int(match.used.sum())), float(np.quantile(found, FEWEST)))


def _judged(problem: Problem, schedule: Schedule, stage: Stage, match: Match) -> Wave:
    """What a wave leaves of the prior."""
    found = match.implausibility(judges(problem, schedule))
    cut = cut_of(match, found)
    outcomes = stage.outcomes()
    return Wave(
        number=stage.number,
        runs=len(outcomes),
        failed=sum(bool(outcome.error) for outcome in outcomes),
        cut=cut,
        left=float((found <= cut).mean()),
        widened=cut > cut_for(int(match.used.sum())),
        out_of_reach=tuple(np.array(problem.statistics)[~match.used].tolist()),
    )


def _confirmed(
    problem: Problem, schedule: Schedule, folder: Path,
    so_far: tuple[Runs, Match, tuple[Wave, ...]], on_run: OnRun,
) -> Fitted:  # fmt: skip
    """Real runs at points of the posterior: a check of the emulator, and its last lesson."""
    known, before, waves = so_far
    cut, number = waves[-1].cut, CHECKS + len(waves)
    stage = check_stage(folder, len(waves), problem.parameters)

    def design(_problem: Problem, schedule: Schedule, _number: int) -> Array:
        return posterior(before, cut, schedule, f"check {number}", schedule.checked)

    _run(stage, design, problem, schedule, on_run)
    check = _checked(before, stage.runs())
    known = known.plus(stage.runs())
    match = _matched(problem, schedule, known, before)
    end = _judged(problem, schedule, stage, match)
    found = learnt(problem, match, end.cut, schedule)
    stage.close({**end.said(), "within_two": check.within_two})
    return Fitted(
        found.parameters, found.samples, found.contraction, waves, match, known, check, end
    )


def learnt(problem: Problem, match: Match, cut: float, schedule: Schedule) -> Learnt:
    """The posterior of all parameters; what contracts too little keeps its prior."""
    samples = posterior(match, cut, schedule, "posterior", schedule.samples)
    contraction = 1.0 - samples.std(axis=0) / PRIOR_SPREAD
    loose = contraction < LEAST_CONTRACTION
    samples[:, loose] = nothing(problem, schedule).samples[:, loose]
    return Learnt(problem.parameters, samples, contraction)


def nothing(problem: Problem, schedule: Schedule) -> Learnt:
    """What is known without a record: the prior."""
    many = len(problem.parameters)
    prior = cube(schedule.samples, many, schedule.seed, "prior")
    return Learnt(problem.parameters, prior, np.zeros(many))


def _checked(match: Match, runs: Runs) -> Check:
    mean, variance = match.emulator.predict(runs.u)
    chance = np.nan_to_num(match.emulator.stochastic)
    off = np.abs(runs.y - mean) / np.sqrt(variance + chance)
    allowed = np.sqrt(match.declared.observation + match.declared.discrepancy)
    misfit = (runs.y.mean(0) - match.declared.observed) / allowed
    return Check(len(runs.y), float((off <= 2.0).mean()), misfit)
