"""A simulator of a few lines whose truth is known: a bent function of a few parameters."""

from dataclasses import dataclass

import numpy as np

from sim.calibration.declared import Declared
from sim.calibration.problem import Problem
from sim.calibration.walking import cube, normals

CHANCE = 0.05
OBSERVATION = 0.05
FORM = 0.05


@dataclass(frozen=True)
class Bent:
    """K statistics of D parameters, of which the last `idle` do nothing; chance on top.

    A part `together` of the variance of chance is one draw for all statistics of a run, which moves
    them as the first parameter does.
    """

    dimensions: int = 3
    statistics: int = 6
    idle: int = 1
    seed: int = 1
    chance: float = CHANCE
    together: float = 0.0
    fails: tuple[int, ...] = ()
    """Replicates that crash."""

    def weights(self):
        """What every parameter does to every statistic."""
        count = self.dimensions * self.statistics
        weights = 2.0 * cube(count, 1, self.seed, "weights").reshape(self.dimensions, -1) - 1.0
        weights[self.dimensions - self.idle :] = 0.0
        return weights

    def mean(self, u):
        """What comes out without chance."""
        return 2.0 * np.tanh(np.asarray(u) @ self.weights())

    def __call__(self, u, replicate):
        if replicate in self.fails:
            message = f"replicate {replicate} was told to crash"
            raise ValueError(message)
        chance = normals(self.statistics, self.seed, f"chance {replicate}")
        first = self.weights()[0]
        shared = normals(1, self.seed, f"luck {replicate}") * first / np.sqrt(np.mean(first**2))
        alone = np.sqrt(1.0 - self.together) * chance
        return self.mean(u) + self.chance * (alone + np.sqrt(self.together) * shared)


def problem(simulator, observed):
    """The fit of a simulator to what was observed."""
    many = simulator.statistics
    declared = Declared(
        observed=np.asarray(observed),
        observation=np.full(many, OBSERVATION**2),
        discrepancy=np.full(many, FORM**2),
        family=np.arange(many) // 3,
        shared=0.5,
    )
    parameters = tuple(f"room.card_{at}" for at in range(simulator.dimensions))
    return Problem(simulator, parameters, tuple(f"s{k}" for k in range(many)), declared)


def record(simulator, u, case):
    """What would be observed if u were the truth: chance, form and observation."""
    many = simulator.statistics
    drawn = normals(2 * many, simulator.seed, f"errors {case}").reshape(2, many)
    family = np.arange(many) // 3
    common = normals(family.max() + 1, simulator.seed, f"common {case}")[family]
    form = FORM * np.sqrt(0.5) * (common + drawn[0])
    return simulator(u, -1 - case) + form + OBSERVATION * drawn[1]
