"""More room for a world that has filled up; slots are memory, so nothing else changes."""

from dataclasses import fields

import numpy as np

from sim.world import memory
from sim.world.state import EMPTY, State

FULL = 0.94
STEP = 1.12
PER_SLOT = (
    "people",
    "ids",
    "ties",
    "contacts",
    "voucher",
    "voucher_until",
    "voucher_host",
    "position",
    "place_position",
)


def has_room(state: State, joining: int) -> bool:
    """Whether ``joining`` more researchers leave enough empty slots to find one quickly."""
    return int(state.places["count"].sum()) + joining <= FULL * len(state.people)


def grow(state: State, joining: int) -> None:
    """Widen every array that has one row for each slot, the new slots empty.

    The centres around which newcomers look for a slot spread over the wider memory.
    """
    old = len(state.people)
    wanted = (int(state.places["count"].sum()) + joining) / FULL
    capacity = int(max(STEP * old, 1.02 * wanted)) + 1
    for entry in fields(state):
        if entry.name in PER_SLOT and len(getattr(state, entry.name)):
            setattr(state, entry.name, memory.widened(getattr(state, entry.name), capacity))
    state.people["stage"][old:] = EMPTY
    state.institutions["home"] = (state.institutions["home"] * (capacity / old)).astype(np.int64)


def remember_contacts(state: State) -> None:
    """Room for contacts, which nobody has until somebody is met who is to be remembered."""
    if len(state.contacts) == 0:
        state.contacts = memory.widened(state.contacts, len(state.people))
