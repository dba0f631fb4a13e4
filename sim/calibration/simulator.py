"""The model as a simulator: histories to the last year of a fit, read like the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.calibration.declared import declare
from sim.calibration.history import LENGTH, World, live
from sim.calibration.priors import Priors
from sim.calibration.problem import Problem
from sim.calibration.readings import Readings
from sim.calibration.statistics import Drawn, Statistic, draw_together
from sim.calibration.targets import FitTarget

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Histories:
    """A simulator of the model."""

    world: World
    priors: Priors
    base: Mapping[str, float]
    """Values of the cards that are not fitted."""
    targets: tuple[FitTarget, ...]
    statistics: tuple[Statistic, ...]

    def __call__(self, u: Array, replicate: int) -> Array:
        """Statistics of one history."""
        values = {**self.base, **self.priors.values(u)}
        past = live(self.world, values, replicate)
        readings = Readings(past, past.watches[0], self.world.scale, values)
        used = {at for statistic in self.statistics for at in statistic.rows}
        found = np.array(
            [readings.value(t) if at in used else np.nan for at, t in enumerate(self.targets)]
        )
        return np.array([s.of(found, self.world.scale) for s in self.statistics])


def problem_of(
    world: World, targets: Sequence[FitTarget], priors: Priors, base: Mapping[str, float]
) -> tuple[Problem, Drawn]:
    """The fit of the model to targets, and what became of the targets."""
    drawn = draw_together(targets, world.scale, base["observation.index_error"])
    simulator = Histories(world, priors, base, tuple(targets), drawn.statistics)
    names = tuple(statistic.name for statistic in drawn.statistics)
    declared = declare(drawn.statistics, base, world.scale)
    return Problem(simulator, priors.names, names, declared, LENGTH), drawn


def windows(targets: Sequence[FitTarget]) -> tuple[tuple[int, int], ...]:
    """Years of which a history has to keep the teams."""
    return tuple(sorted({t.years for t in targets if t.years[1] > t.years[0] and t.weight > 0.0}))
