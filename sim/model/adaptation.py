"""At the end of a year institutions turn towards what has worked."""

from collections.abc import Mapping

import numpy as np

from sim.dynamics.adaptation import adapt
from sim.model.attraction import turned, usual_partners
from sim.world.drivers import Drivers
from sim.world.state import State


def adapt_institutions(d: Drivers, v: Mapping[str, float], state: State) -> None:
    """A year of E18, at the sizes of the day and with searches as the warm-up has turned them."""
    usual = usual_partners(d, v, state.memory["heads"])
    adapt(
        state.partners,
        state.benefit,
        (usual, turned(usual, state.memory["pull"])),
        state.friction[0],
        state.institutions["place"].astype(np.int64),
        (v["adaptation.rate"], v["adaptation.sensitivity"], v["adaptation.prior"]),
    )
