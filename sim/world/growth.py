"""More room for a world that has filled up, and colleagues brought together again.

Slots are memory, so nothing else changes: everybody keeps ties, projects and places on lists, and
whatever names a slot is told the new one.
"""

from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.world import memory
from sim.world.state import EMPTY, State

FULL = 0.97
STEP = 1.09
PER_SLOT = (
    "people",
    "ids",
    "ties",
    "contacts",
    "voucher",
    "voucher_until",
    "voucher_host",
    "voucher_client",
    "position",
    "place_position",
)
SLOTS_IN_ROWS = {
    "ties": ("slot",),
    "contacts": ("slot",),
    "encounters": ("ego", "slot"),
    "projects": ("members",),
}
Slots = NDArray[np.int64]


def has_room(state: State, joining: int) -> bool:
    """Whether ``joining`` more researchers leave enough empty slots to find one quickly."""
    return int(state.places["count"].sum()) + joining <= FULL * len(state.people)


def grow(state: State, joining: int) -> None:
    """Widen every array that has one row for each slot, the new slots empty and spread out."""
    wanted = (int(state.places["count"].sum()) + joining) / FULL
    capacity = int(max(STEP * len(state.people), 1.02 * wanted)) + 1
    reseat(state, together(state, capacity))


def together(state: State, capacity: int) -> Slots:
    """The old slot for each new one: institutions in their order, each with room after it.

    Old slots from the number of today's on do not exist: they stand for new, empty ones. Moves the
    centres around which newcomers look for a slot to where that room begins.
    """
    living = np.flatnonzero(state.living)
    homes = np.argsort(state.institutions["home"], kind="stable")
    rank = np.argsort(homes)[state.people["institution"][living]]
    members = np.bincount(rank, minlength=len(homes))
    starts = np.cumsum(members) - members
    ahead = starts * (capacity - len(living)) // max(len(living), 1)
    settled = living[np.argsort(rank, kind="stable")]
    new = np.arange(len(settled)) + np.repeat(ahead, members)
    order = np.full(capacity, -1)
    order[new] = settled
    empty = np.flatnonzero(~state.living)
    order[order < 0] = np.concatenate([empty, np.arange(len(state.people), capacity)])
    state.institutions["home"][homes] = np.minimum(starts + members + ahead, capacity - 1)
    return order


def reseat(state: State, order: Slots) -> None:
    """Bring whoever sits in slot ``order[n]`` to slot n, and everything that names slots along."""
    added = order >= len(state.people)
    for name in _per_slot(state):
        array = getattr(state, name)
        moved = memory.zeros((len(order), *array.shape[1:]), array.dtype)
        np.take(_bytes(array), order, axis=0, out=_bytes(moved), mode="clip")
        _bytes(moved)[added] = 0
        setattr(state, name, moved)
    state.people["stage"][added] = EMPTY
    new = np.empty(len(order), np.int32)
    new[order] = np.arange(len(order))
    for name, columns in SLOTS_IN_ROWS.items():
        rows = getattr(state, name)
        for column in columns if len(rows) else ():
            rename(rows[column].reshape(len(rows), -1), new)
    state.roster = new[state.roster]
    state.place_roster = new[state.place_roster]
    for note in (*state.students, *state.stays, *state.awards, *state.pupils):
        for name in slots_in(note):
            if getattr(note, name) >= 0:
                setattr(note, name, int(new[getattr(note, name)]))
    for unit in state.units:
        unit.guests = [(int(new[slot]), identity) for slot, identity in unit.guests]
        unit.hosts = [(int(new[slot]), identity) for slot, identity in unit.hosts]


@kernel
def rename(named: NDArray[np.int32], new: NDArray[np.int32]) -> None:
    """Write the new slot for each one that is named (rows, columns); −1 names nobody."""
    for n in range(len(named)):
        for m in range(named.shape[1]):
            if named[n, m] >= 0:
                named[n, m] = new[named[n, m]]


def _per_slot(state: State) -> list[str]:
    """Arrays with a row for each slot; contacts and vouchers have none before anybody has one."""
    return [f.name for f in fields(state) if f.name in PER_SLOT and len(getattr(state, f.name))]


def _bytes(array: NDArray[np.generic]) -> NDArray[np.uint8]:
    return array.view(np.uint8).reshape(len(array), -1)


def slots_in(note: Any) -> list[str]:  # noqa: ANN401
    """What of a student, stay, award or pupil is a slot: whatever has an identity beside it."""
    names = [f.name for f in fields(note)]
    return [name for name in names if name == "slot" or f"{name}_identity" in names]


def remember_vouchers(state: State) -> None:
    """Room for vouchers, which nobody holds until they are handed out for the first time."""
    slots = len(state.people)
    if len(state.voucher) < slots:
        state.voucher = np.zeros(slots, np.float32)
        state.voucher_until = np.zeros(slots, np.int16)
        state.voucher_host = np.zeros(slots, np.int8)
        state.voucher_client = np.zeros(slots, np.int8)


def remember_contacts(state: State) -> None:
    """Room for contacts, which nobody has until somebody is met who is to be remembered."""
    if len(state.contacts) == 0:
        state.contacts = memory.widened(state.contacts, len(state.people))
