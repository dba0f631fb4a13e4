"""M_D · A quarter of open data: what becomes usable, and what opening it costs."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.dynamics.opendata import grow
from sim.world.state import State

QUARTERS = 4.0
Array = NDArray[np.float64]


def open_data(state: State, levers: Mapping[str, Array], v: Mapping[str, float]) -> Array:
    """Let data become usable; returns what each place pays for new ones and for stewards, MUSD."""
    target = levers["data_coverage"] * levers["data_compliance"]
    usable = grow(state.usable, target, v["data.uptake"], v["data.loss"])
    opened = np.maximum(0.0, usable - state.usable).sum(axis=1) * v["charter.datasets"]
    state.usable = usable
    stewards = levers["data_stewards"].sum(axis=1) * v["charter.datasets"] / QUARTERS
    cost = opened * v["charter.dataset_cost"] + stewards * v["unit.staff_cost"]
    return np.asarray(cost)
