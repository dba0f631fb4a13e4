"""A town that can be read at a glance: three places, five institutions, whoever is put there.

Arrays have the types of the real world, so that the kernels tested are the kernels that run.
"""

from dataclasses import fields, replace
from functools import cache
from typing import Any

import numpy as np

from sim.dynamics.workload import RING
from sim.evidence.shelf import Shelf
from sim.model.conditions import quarter_of, tables_of
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.world.build import seat
from sim.world.growth import remember_contacts
from sim.world.state import DOMAINS, EMPTY, MID, WORK, State
from sim.world.views import Quarter, arrays_of, records

PLACES = 3
HOMES = (0, 0, 1, 1, 2)
SLOTS = 40
ROOM = 4_000


@cache
def real() -> PolicyModel:
    """A small real world, to take types and tables from."""
    values = Shelf.read().values()
    return PolicyModel(RunSpec("ai", 0.01, 8020, 8104, 8163, ("RU", "CN"), 1, values))


@cache
def _real_quarter() -> Quarter:
    model = real()
    return quarter_of(model.almanac, model.state, model.levers.after(()))


def quarter(t: int = 40, cards: dict[str, float] | None = None, **changed: Any) -> Quarter:
    """Conditions of a quarter in the town; ``cards`` replaces values of the shelf."""
    spec = replace(real().spec, values={**real().spec.values, **(cards or {})})
    tables = tables_of(spec)
    new = {f: getattr(tables, f) for f in Quarter._fields if hasattr(tables, f)}
    cut = {name: _cut(array) for name, array in _real_quarter()._asdict().items()}
    calm = {
        "friction": np.zeros((PLACES, PLACES)),
        "friction_begun": np.zeros((RING, PLACES, PLACES)),
        "language": np.arange(PLACES, dtype=np.int8),
    }
    q = Quarter(**cut | new | calm | {"t": t} | changed)
    foreign = q.partner_weight * (1.0 - np.eye(PLACES))
    return q._replace(abroad=foreign[list(HOMES)].sum(axis=1))


def town() -> State:
    """Five institutions in three places, and nobody there."""
    state = real().state
    lengths = {
        len(state.people): SLOTS,
        len(state.institutions): len(HOMES),
        len(state.places): PLACES,
        len(state.roster): ROOM,
        len(state.place_roster): ROOM,
    }
    arrays: dict[str, Any] = {}
    for field in fields(state):
        array = getattr(state, field.name)
        if isinstance(array, np.ndarray):
            shape = tuple(lengths.get(n, n) for n in array.shape)
            arrays[field.name] = np.zeros(shape, array.dtype)
    found = replace(state, **arrays, t=0, memory={}, students=[])
    found.people["stage"] = EMPTY
    found.partners[:] = 1.0
    found.institutions["place"] = HOMES
    found.institutions["prestige"] = 0.5
    remember_contacts(found)
    return found


def put(state: State, slot: int, institution: int, **attributes: Any) -> None:
    """Seat a researcher in a slot: mid career, theory, key and identity from the slot."""
    person = state.people[slot]
    person["stage"] = MID
    person["topic"] = np.eye(len(DOMAINS))[0]
    person["key"] = 1_000 + slot
    person["rate"] = 1.0
    person["learned"] = -1
    person["origin"] = HOMES[institution]
    state.ids[slot] = (1_000 + slot) << 32
    seat(arrays_of(state), slot, institution)
    for name, value in attributes.items():
        person[name] = value


def projects(state: State, *teams: tuple[int, ...]) -> Any:
    """One project a team, its address taken from where everybody is now."""
    rows = records(np.zeros(len(teams), WORK))
    for n, team in enumerate(teams):
        rows[n].id = 7_000 + n
        rows[n].seats = len(team)
        rows[n].members[: len(team)] = team
        places = state.people["place"][list(team)]
        rows[n].at[: len(team)] = places
    return rows


def _cut(array: Any) -> Any:
    if not isinstance(array, np.ndarray):
        return array
    everywhere = len(real().drivers.places)
    return array[tuple(slice(PLACES if n == everywhere else None) for n in array.shape)].copy()
