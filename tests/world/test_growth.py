"""A world that fills up gets more memory, and lives on as if nothing had happened."""

from dataclasses import fields

import numpy as np
import pytest

from sim.evidence.shelf import Shelf
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.world.growth import (
    FULL,
    PER_SLOT,
    grow,
    has_room,
    remember_contacts,
    remember_vouchers,
)
from sim.world.state import Award, Pupil, Stay, Student, Unit

START = 4 * 2005


@pytest.fixture(scope="module")
def lived():
    """A small world after its warm-up."""
    values = Shelf.read().values()
    spec = RunSpec("ai", 0.02, START, 4 * 2026, 4 * 2040 - 1, ("RU", "CN"), 1, values)
    model = PolicyModel(spec)
    model.run_until(START)
    remember_contacts(model.state)
    remember_vouchers(model.state)
    return model


def test_every_array_with_a_row_for_each_slot_is_widened(lived):
    state = lived.state.copy()
    old = len(state.people)
    rows = {f.name for f in fields(state) if len(np.atleast_1d(getattr(state, f.name))) == old}
    assert set(PER_SLOT) == rows
    grow(state, 0)
    assert {len(getattr(state, name)) for name in PER_SLOT} == {len(state.people)}
    assert len(state.people) > old


def told(state):
    """Everybody by identity, with all that is theirs: partners and colleagues by identity too."""
    people = {}
    for i in np.flatnonzero(state.living):
        ties = state.ties[i][state.ties[i]["weight"] > 0]
        here = state.institutions[state.people[i]["institution"]]
        there = state.places[state.people[i]["place"]]
        people[int(state.ids[i])] = (
            state.people[i].tobytes(),
            [(int(state.ids[t["slot"]]), *t.tolist()[1:]) for t in ties],
            state.voucher[i],
            state.roster[here["start"] + state.position[i]] == i,
            state.place_roster[there["start"] + state.place_position[i]] == i,
        )
    return people


def test_everybody_keeps_what_is_theirs(lived):
    state = lived.state.copy()
    grow(state, 0)
    assert told(state) == told(lived.state)
    assert len(told(state)) == len(state.ids[state.living])


def test_lists_and_projects_name_the_same_people_in_the_same_order(lived):
    state, before = lived.state.copy(), lived.state
    grow(state, 0)
    for here in before.institutions[before.institutions["count"] > 0]:
        of = slice(here["start"], here["start"] + here["count"])
        assert np.array_equal(state.ids[state.roster[of]], before.ids[before.roster[of]])
    busy = before.projects["seats"] > 0
    leads = state.projects["members"][busy, 0], before.projects["members"][busy, 0]
    assert np.array_equal(state.ids[leads[0]], before.ids[leads[1]])


def test_notes_follow_the_people_they_are_about(lived):
    state = lived.state.copy()
    one, other = (int(slot) for slot in np.flatnonzero(state.living)[[3, 40]])
    ids = int(state.ids[one]), int(state.ids[other])
    state.students = [Student(one, ids[0], 0.0, 0, 1, 2, 3, other, ids[1], -1, 0, 0, 0, 0, 0)]
    state.stays = [Stay(one, ids[0], other, ids[1], 0, 1, 2, 1.0, 0, 1)]
    state.awards = [Award(one, ids[0], other, ids[1], 0, 1, 0, 1, 1.0, 0.0, (0.0, 0.0), 1, "a")]
    state.pupils = [Pupil(one, ids[0], "c", 0, 1, 0, 1, other, ids[1])]
    state.units = [Unit("u", 0, 1, [(one, ids[0])], [(other, ids[1])])]
    grow(state, 0)
    (student,), (stay,), (award,), (pupil,) = (
        state.students, state.stays, state.awards, state.pupils
    )  # fmt: skip
    for slot in (student.slot, stay.slot, award.lead, pupil.slot, state.units[0].guests[0][0]):
        assert state.ids[slot] == ids[0]
    for slot in (student.supervisor, stay.host, award.partner, pupil.supervisor):
        assert state.ids[slot] == ids[1]
    assert state.ids[state.units[0].hosts[0][0]] == ids[1]
    assert student.co_supervisor == -1
    assert (student.home, student.host, stay.home, award.host) == (0, 1, 0, 1)


def test_colleagues_lie_together_and_have_room_after_them(lived):
    state = lived.state.copy()
    grow(state, 0)
    sizes = state.institutions["count"]
    for n in np.argsort(sizes)[-5:]:
        slots = np.flatnonzero(state.living & (state.people["institution"] == n))
        assert np.ptp(slots) == sizes[n] - 1
    assert not state.living[state.institutions["home"][np.argsort(sizes)[-5:]]].any()


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
    while len(wide.people) < 4 * len(lived.state.people):
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
