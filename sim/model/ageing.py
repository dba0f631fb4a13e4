"""After the record: the mix of ages goes on, and papers per researcher stay what they were.

A world that has stopped growing fast has more senior people, who begin more. The record's last
two years say how much a researcher publishes, not how much that will rise with age, so the rate
of each place is divided by the growth of effort per head that age alone would bring. The ages
are projected from the end of the record by survival and entry, without policies.
"""

import numpy as np
from numpy.typing import NDArray

from sim.dynamics.careers import AGES
from sim.world.state import State

Array = NDArray[np.float64]


def effort_by_age(promotion: Array, stage_rate: Array) -> Array:
    """Mean start rate at each academic age in quarters (AGES,), with promotions of the mean.

    Shapes: promotion (4, AGES), stage_rate (4,).
    """
    stages = np.zeros(len(stage_rate))
    stages[0] = 1.0
    effort = np.zeros(AGES)
    for age in range(AGES):
        effort[age] = stages @ stage_rate
        rising = stages * promotion[:, age]
        stages = stages - rising
        stages[1:] += rising[:-1]
        stages[-1] += rising[-1]
    return effort


def ages_of(state: State) -> Array:
    """Researchers by place and academic age in quarters (place, AGES)."""
    people = state.people[state.living]
    age = np.clip(state.t - people["born"].astype(int), 0, AGES - 1)
    cell = people["place"].astype(int) * AGES + age
    places = len(state.places)
    return np.bincount(cell, minlength=places * AGES).reshape(places, AGES).astype(float)


def older(ages: Array, exit_hazard: Array, entrants: Array) -> Array:
    """The ages a quarter later (place, AGES): some leave, ``entrants`` (place,) come."""
    later = np.zeros_like(ages)
    later[:, 1:] = (ages * (1.0 - exit_hazard))[:, :-1]
    later[:, 0] = entrants
    return later


def mean_effort(ages: Array, effort: Array) -> Array:
    """Effort per head by place (place,); 1 where nobody is."""
    heads = ages.sum(axis=1)
    return np.asarray(np.where(heads > 0.0, ages @ effort / np.maximum(heads, 1e-9), 1.0))
