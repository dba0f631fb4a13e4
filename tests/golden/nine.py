"""Nine people in three places live for eleven years, once as plain agents and once in arrays."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from sim.model.model import PolicyModel
from sim.world.state import State
from tests.oracle.compare import (
    Endings,
    Snapshot,
    Told,
    live_in_arrays,
    live_in_objects,
    people_of,
)
from tests.oracle.model import OracleModel
from tests.oracle.people import Researcher
from tests.oracle.worlds import small_model, specification

PEOPLE, FIRST, COUNTED, LAST = 9, 2000, 2008, 2010
"""How many; the first year, the first whose papers are counted, the last."""
CARDS = Path(__file__).with_name("cards.csv")


@dataclass(frozen=True)
class Tie:
    """What somebody remembers of one partner."""

    partner: int
    strength: float
    last: int
    channel: int


SEED = 62
"""With it everything that can happen to the nine does."""


@dataclass(frozen=True)
class Mind:
    """What somebody knows at the end, and whom."""

    topic: tuple[float, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True)
class Life:
    """A story of a small world: who was there, what happened in each quarter, what is left."""

    founders: Snapshot
    quarters: tuple[Told, ...]
    minds: Mapping[int, Mind]
    """By identity."""


def pinned_values() -> dict[str, float]:
    """The value of each card when the story was first told: a card may move, the rules may not."""
    with CARDS.open(encoding="utf-8", newline="") as file:
        return {row["card"]: float(row["value"]) for row in csv.DictReader(file)}


def lives(values: Mapping[str, float] | None = None) -> tuple[Life, Life]:
    """The story as the readable oracle lives it, and as the model in arrays does.

    The oracle is given founders, rates and weights of each quarter, and nothing that happens in it.
    """
    spec = specification(pinned_values() | dict(values or {}), seed=SEED)
    model = small_model(PEOPLE, spec)
    oracle = OracleModel(model.state, model.drivers.place_key.tolist())
    founders = people_of(model)
    arrays, objects = [], []
    with pytest.MonkeyPatch.context() as patch:
        endings = Endings(patch)
        for _ in range(4 * (LAST + 1 - FIRST)):
            arrays.append(live_in_arrays(model, endings))
            objects.append(live_in_objects(oracle, model))
    told = Life(founders, tuple(objects), {p.identity: mind(p) for p in oracle.researchers})
    kept = Life(founders, tuple(arrays), minds_of(model))
    return told, kept


def mind(person: Researcher) -> Mind:
    """The mind of somebody in the oracle."""
    ties = (
        Tie(tie.partner.identity, tie.weight, tie.last, tie.channel)
        for tie in person.ties
        if tie is not None and tie.holds()
    )
    return Mind(tuple(person.traits.topic), tuple(ties))


def minds_of(model: PolicyModel) -> dict[int, Mind]:
    """Every mind of the model in arrays."""
    state = model.state
    return {
        int(state.ids[slot]): mind_in(state, slot) for slot in state.living.nonzero()[0].tolist()
    }


def mind_in(state: State, slot: int) -> Mind:
    """The mind of whoever is in a slot; ties to people who have left research are not told."""
    ties = []
    for row in state.ties[slot]:
        other = int(row["slot"])
        if row["weight"] > 0.0 and state.living[other] and state.ids[other] >> 32 == row["key"]:
            strength, last, channel = (row[name].item() for name in ("weight", "last", "channel"))
            ties.append(Tie(int(state.ids[other]), strength, last, channel))
    return Mind(tuple(state.people["topic"][slot].tolist()), tuple(ties))
