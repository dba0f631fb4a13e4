"""A copy of the world is the world, and shares nothing with it."""

from dataclasses import fields

import numpy as np
import pytest

from sim.evidence.shelf import Shelf
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.world.state import (
    CONTACT_POINT,
    INSTITUTION,
    PERSON,
    TIE,
    TIES,
    WORK,
    State,
    Student,
)

START = 4 * 2005


@pytest.fixture(scope="module")
def lived():
    """A small world after its warm-up."""
    values = Shelf.read().values()
    spec = RunSpec("ai", 0.02, START, 4 * 2026, 4 * 2040 - 1, ("RU", "CN"), 1, values)
    model = PolicyModel(spec)
    model.run_until(START)
    model.state.students.append(Student(*range(16)))
    model.state.awardees["offer"] = np.arange(3, dtype=np.uint64)
    return model


def arrays(state: State) -> dict[str, np.ndarray]:
    """Every array of a state by name, those of its memory too."""
    named = {f.name: getattr(state, f.name) for f in fields(state)}
    found = {name: a for name, a in named.items() if isinstance(a, np.ndarray)}
    return found | {f"memory.{name}": a for name, a in state.memory.items()}


def bits(array: np.ndarray) -> bytes:
    """All that an array holds, without the gaps between the fields of its records."""
    columns = [array[name] for name in array.dtype.names or ()] or [array]
    return b"".join(column.tobytes() for column in columns)


def test_a_copy_is_the_same_bit_for_bit(lived):
    copy = lived.state.copy()
    mine, theirs = arrays(lived.state), arrays(copy)
    assert mine.keys() == theirs.keys()
    for name, array in mine.items():
        assert array.dtype == theirs[name].dtype
        assert bits(array) == bits(theirs[name]), name
    assert (copy.t, copy.students) == (lived.state.t, lived.state.students)
    assert copy.awardees["offer"].tolist() == [0, 1, 2]
    assert copy.awardees["offer"] is not lived.state.awardees["offer"]


def test_a_copy_shares_no_memory(lived):
    copy = lived.state.copy()
    mine, theirs = arrays(lived.state), arrays(copy)
    assert not [name for name in mine if np.shares_memory(mine[name], theirs[name])]
    assert copy.memory is not lived.state.memory
    assert copy.students[-1] is not lived.state.students[-1]


def test_every_field_of_a_state_is_an_array_a_number_or_copied_by_hand(lived):
    others = {f.name for f in fields(State)} - arrays(lived.state).keys()
    assert others == {"t", "memory", "students", "stays", "awards", "units", "pupils", "awardees"}


def test_living_on_in_a_copy_leaves_the_original_untouched(lived):
    state = lived.state
    state.students.clear()
    before = {name: bits(array) for name, array in arrays(state).items()}
    other = PolicyModel(lived.spec, state=state.copy(), drivers=lived.drivers)
    other.run_until(START + 8)
    assert other.state.t == state.t + 8
    assert {name: bits(array) for name, array in arrays(state).items()} == before


def test_a_copy_lives_the_same_life(lived):
    lives = [PolicyModel(lived.spec, state=lived.state.copy(), drivers=lived.drivers) for _ in "ab"]
    for life in lives:
        life.run_until(START + 8)
    one, other = (arrays(life.state) for life in lives)
    assert {n: bits(a) for n, a in one.items()} == {n: bits(a) for n, a in other.items()}


def test_there_is_always_room_for_somebody_more(lived):
    life = PolicyModel(lived.spec, state=lived.state.copy(), drivers=lived.drivers)
    for _ in range(24):
        life.step()
        heads = life.state.living.sum()
        assert heads == life.state.places["count"].sum()
        assert heads == life.state.institutions["count"].sum()
        assert len(life.state.people) > 1.02 * heads


@pytest.mark.parametrize("record", [PERSON, WORK], ids=["researcher", "project"])
def test_what_is_met_at_random_fits_into_one_line_of_the_processors_memory(record):
    assert record.itemsize == 64


def test_a_researcher_takes_at_most_half_a_kilobyte(lived):
    state = lived.state
    own = PERSON.itemsize + TIES * TIE.itemsize + 2 * CONTACT_POINT.itemsize
    assert own + WORK.itemsize / 4 <= 512
    assert state.bytes_used() >= own * len(state.people)


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(PERSON, id="person"),
        pytest.param(WORK, id="project"),
        pytest.param(TIE, id="tie"),
        pytest.param(CONTACT_POINT, id="contact"),
        pytest.param(INSTITUTION, id="institution"),
    ],
)
def test_no_field_is_hidden_by_an_attribute_that_every_record_has(record):
    assert not set(record.names) & set(dir(np.record))
