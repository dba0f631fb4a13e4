"""Self-test: are parameters that are known found again, as often as the method claims?

Simulation-based calibration by cross-validation: each run of the first wave, whose points are drawn
from the prior, is taken in turn for the record, with a draw of the declared variances added; an
emulator of the other folds gives a posterior, and it is noted whether the known value lies in its
central 50 and 90 %. A method that claims what it delivers does so in 50 and 90 % of all cases.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.calibration.declared import Declared
from sim.calibration.emulator import Emulator, Runs
from sim.calibration.fitting import OnRun, posterior, unheard
from sim.calibration.matching import Match
from sim.calibration.problem import Problem
from sim.calibration.schedule import Schedule
from sim.calibration.walking import normals

Array = NDArray[np.float64]

FOLDS = 5
LEVELS = (0.5, 0.9)
COUNT = 200
"""Draws of one posterior."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """How often known values were found again.

    ranks (T, D): share of the draws of the posterior below the known value, for T known points.
    moved (D,): parameters that moved a statistic in at least one fold; only they say anything.
    """

    parameters: tuple[str, ...]
    ranks: Array
    moved: NDArray[np.bool_]

    def coverage(self, level: float, parameter: int | None = None) -> float:
        """Share of known values in the central part of their posteriors, pooled or of one."""
        wanted = self.moved if parameter is None else np.arange(len(self.moved)) == parameter
        if not wanted.any():
            return float("nan")
        return float((np.abs(self.ranks[:, wanted] - 0.5) <= level / 2.0).mean())

    def error(self, level: float) -> float:
        """Standard error of a coverage that is as claimed, one parameter at a time."""
        return math.sqrt(level * (1.0 - level) / len(self.ranks))


def recover(
    problem: Problem, runs: Runs, schedule: Schedule, most: int,
    on_case: OnRun = unheard,
) -> Recovery:  # fmt: skip
    """Find known points again: at most ``most`` of the first run of each point."""
    _, first = np.unique(runs.point, return_index=True)
    ranks, moved = [], np.zeros(runs.u.shape[1], np.bool_)
    for fold in range(FOLDS):
        known = first[:most][fold::FOLDS]
        outside = ~np.isin(runs.point, runs.point[first[fold::FOLDS]])
        emulator = Emulator(runs.where(outside), problem.scale)
        moved[emulator.active] = True
        for case in known:
            record = _record(problem.declared, runs.y[case], schedule.seed, int(case))
            match = Match(record, emulator, np.ones(len(problem.statistics), np.bool_))
            drawn = posterior(match, math.inf, schedule, f"case {case}", COUNT)
            ranks.append((drawn < runs.u[case]).mean(axis=0))
            on_case()
    return Recovery(problem.parameters, np.array(ranks), moved)


def _record(declared: Declared, y: Array, seed: int, case: int) -> Declared:
    """A run as the record: with errors of observation and of form, and chance as in a run."""
    drawn = normals(2 * len(y), seed, f"record {case}").reshape(2, len(y))
    families, at = np.unique(declared.family, return_inverse=True)
    shared = normals(len(families), seed, f"families {case}")[at]
    form = np.sqrt(declared.discrepancy) * (
        math.sqrt(declared.shared) * shared + math.sqrt(1.0 - declared.shared) * drawn[0]
    )
    noisy = y + form + np.sqrt(declared.observation) * drawn[1]
    return replace(declared, observed=noisy, world=1.0)
