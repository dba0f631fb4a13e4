"""A world that fills up gets more memory, and lives on as if nothing had happened."""

from dataclasses import fields

import numpy as np
import pytest

from sim.evidence.shelf import Shelf
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.world.growth import FULL, PER_SLOT, grow, has_room, remember_contacts

START = 4 * 2005


@pytest.fixture(scope="module")
def lived():
    """A small world after its warm-up."""
    values = Shelf.read().values()
    spec = RunSpec("ai", 0.02, START, 4 * 2026, 4 * 2040 - 1, ("RU", "CN"), 1, values)
    model = PolicyModel(spec)
    model.run_until(START)
    remember_contacts(model.state)
    return model


def test_every_array_with_a_row_for_each_slot_is_widened(lived):
    state = lived.state.copy()
    old = len(state.people)
    rows = {f.name for f in fields(state) if len(np.atleast_1d(getattr(state, f.name))) == old}
    assert set(PER_SLOT) == rows
    grow(state, 0)
    assert {len(getattr(state, name)) for name in PER_SLOT} == {len(state.people)}
    assert len(state.people) > old


def test_everybody_stays_where_they_were_and_the_new_slots_are_empty(lived):
    state = lived.state.copy()
    old = len(state.people)
    grow(state, 0)
    for name in PER_SLOT:
        assert np.array_equal(getattr(state, name)[:old], getattr(lived.state, name)), name
    assert not state.living[old:].any()


def test_there_is_room_for_those_it_was_made_for(lived):
    state = lived.state.copy()
    assert not has_room(state, 5_000)
    grow(state, 5_000)
    assert has_room(state, 5_000)
    assert state.living.sum() + 5_000 <= FULL * len(state.people)


def test_institutions_keep_their_order_in_memory(lived):
    state = lived.state.copy()
    for _ in range(5):
        grow(state, 0)
    homes = state.institutions["home"]
    assert (np.diff(homes) >= 0).all()
    assert homes.max() < len(state.people)
    assert homes.max() > 0.9 * len(state.people)


def test_more_memory_changes_nobodys_life(lived):
    wide = lived.state.copy()
    for _ in range(5):
        grow(wide, 0)
    lives = [
        PolicyModel(lived.spec, state=state, drivers=lived.drivers)
        for state in (lived.state.copy(), wide)
    ]
    for life in lives:
        life.run_until(START + 24)
    one, other = lives
    assert len(one.state.people) != len(other.state.people)
    assert one.recorder.digests == other.recorder.digests
    assert np.array_equal(one.recorder.ledger.joint, other.recorder.ledger.joint)
