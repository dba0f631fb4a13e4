"""I2 · A quarter at the ethics boards: who is admitted to the data of hospitals, and incidents.

Where data are in use, an incident of privacy may happen with a yearly hazard h·(1 − a·audit), a
being the share of incidents that the strictest audit prevents. All access to data of that holder
then ends at once, nobody is admitted for a time, and afterwards all queue anew. Cards
federation.incident (h), federation.audited (a), federation.freeze.
"""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, named_key, quarter_key, uniform
from sim.dynamics.federation import admit
from sim.model.conditions import Almanac
from sim.world.state import State

WAITING = "boards/waiting"
CARDS = ("federation.audited", "federation.incident", "federation.freeze")
Array = NDArray[np.float64]


def approve(almanac: Almanac, state: State, levers: Mapping[str, Array]) -> None:
    """Admit who waits, as far as the boards get, unless an incident has happened."""
    wanted = np.stack([levers["federated_nodes"], levers["pooled_nodes"]])
    state.memory.pop(WAITING, None)
    if not wanted.any() and not state.approved.any():
        return
    v = almanac.spec.values
    prevented = v["federation.audited"] * levers["hospital_audit"]
    for holder in np.flatnonzero(state.approved.any(axis=(0, 2, 3))):
        if incident(almanac, almanac.drivers.places[holder], state.t, prevented[holder]):
            state.frozen[holder] = state.t + max(1, round(4.0 * v["federation.freeze"]))
    asked = wanted.copy()
    wanted[:, state.frozen > state.t] = 0.0
    state.approved = admit(state.approved, wanted, v["federation.boards"])
    state.memory[WAITING] = asked - state.approved


def count_hospitals(state: State, out: Array) -> None:
    """Hospitals admitted and waiting, over forms and domains, (user, holder, 2)."""
    waiting = state.memory.get(WAITING, np.zeros_like(state.approved))
    for column, found in enumerate((state.approved, waiting)):
        out[..., column] = found.sum(axis=(0, 3)).T


def incident(almanac: Almanac, place: str, t: int, prevented: float = 0.0) -> bool:
    """Whether data of a holder get out in a quarter, by its own draw; audits prevent a share."""
    yearly = almanac.spec.values["federation.incident"] * (1.0 - prevented)
    with np.errstate(over="ignore"):
        name = np.uint64(base_of(almanac.seed, named_key(f"incident/{place}")))
        luck = uniform(np.uint64(quarter_key(name, t)), int(Purpose.INCIDENT), 0)
    return bool(luck < -math.expm1(-yearly / 4.0))
