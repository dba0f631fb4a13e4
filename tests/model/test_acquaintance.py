"""People move to where their place has come to work since history began."""

from dataclasses import replace

import numpy as np
import pytest

from sim.model.acquaintance import joint_work, note_joint_work
from sim.model.attraction import JUST_NOTICEABLE, usual_partners
from sim.model.conditions import mobility
from sim.model.model import PolicyModel
from tests.model.worlds import FIRST, PLACES, SMALL, drivers, spec

ALL = {"mobility.second_order": 1.0, "adaptation.prior": 5.0}
STEP = JUST_NOTICEABLE
LITTLE = 1e-9


def model(values=ALL, until=4 * FIRST):
    found = PolicyModel(spec(values), drivers=drivers())
    found.run_until(until)
    return found


def work_together(state, a, b, papers):
    """Let the institutions of ``a`` remember so many more joint papers with ``b``."""
    first = int(np.flatnonzero(state.institutions["place"] == a)[0])
    state.benefit[first, b] += papers


def test_a_share_by_hand():
    """40 papers of 50 with CC where 15 are due: 0.3·45/20 of the usual share, with a prior of 5."""
    here = model(until=4 * FIRST)
    state, d, v = here.state, here.drivers, here.spec.values
    state.benefit[:] = 0.0
    work_together(state, SMALL, 1, 10.0)
    work_together(state, SMALL, 2, 40.0)
    usual = usual_partners(d, v, state.memory["heads"])[SMALL]
    found = joint_work(d, v, state, 5.0)[SMALL]
    due = 50.0 * usual
    assert found[1:] == pytest.approx(
        (usual * (np.array([0.0, 10.0, 40.0]) + 5.0) / (due + 5.0))[1:], rel=STEP
    )
    assert found[SMALL] == 1.0


def test_moves_follow_the_record_until_history_begins():
    here = model(until=4 * FIRST - 1)
    assert np.array_equal(here.state.memory["worked"], here.state.memory["worked_first"])


def test_who_comes_to_work_more_with_a_place_is_drawn_there_in_proportion():
    """Elasticity 1: half as much again in the share is half as much again in the weight."""
    here = model()
    state = here.state
    note_joint_work(here.almanac, state)
    _, before = mobility(here.almanac, state)
    shares = state.memory["worked"].copy()
    work_together(state, SMALL, 2, 500.0)
    note_joint_work(here.almanac, state)
    _, after = mobility(here.almanac, state)
    grown = state.memory["worked"][SMALL] / shares[SMALL]
    drawn = after[SMALL] / np.where(before[SMALL] > 0.0, before[SMALL], 1.0)
    assert drawn[2] / drawn[1] == pytest.approx(grown[2] / grown[1])
    assert drawn[2] / drawn[1] > 1.2
    assert after[1:] == pytest.approx(before[1:])


def test_papers_that_friction_keeps_away_keep_nobody_from_moving():
    """Half of the papers under a friction of ln 2, felt as long as they are remembered."""
    here = model()
    state, d, v = here.state, here.drivers, here.spec.values
    plain = joint_work(d, v, state, LITTLE)
    state.memory["friction_worked"][SMALL, 2] = np.log(2.0)
    state.benefit[state.institutions["place"] == SMALL, 2] /= 2.0
    assert joint_work(d, v, state, LITTLE) == pytest.approx(plain)


def test_friction_is_felt_in_joint_work_as_long_as_papers_are_remembered():
    here = model({**ALL, "adaptation.memory": 2.0})
    here.state.friction[0][SMALL, 2] = 1.0
    for _ in range(8):
        note_joint_work(here.almanac, here.state)
    felt = here.state.memory["friction_worked"]
    assert felt[SMALL, 2] == pytest.approx(1.0 - np.exp(-1.0))
    assert felt[1:].max() == 0.0


def test_without_second_order_ties_joint_work_draws_nobody():
    here = model({"mobility.second_order": 0.0})
    _, before = mobility(here.almanac, here.state)
    work_together(here.state, SMALL, 2, 500.0)
    note_joint_work(here.almanac, here.state)
    _, after = mobility(here.almanac, here.state)
    assert np.array_equal(after, before)


def test_of_forty_papers_more_beside_thousands_few_draw_anybody():
    here = model()
    state = here.state
    work_together(state, SMALL, 2, 2_000.0)
    note_joint_work(here.almanac, state)
    seen = state.memory["worked"].copy()
    changed = 0
    for _ in range(40):
        work_together(state, SMALL, 2, 1.0)
        note_joint_work(here.almanac, state)
        changed += int(not np.array_equal(state.memory["worked"], seen))
        seen = state.memory["worked"].copy()
    assert changed <= 3


def test_the_order_of_places_changes_nothing():
    turned = (2, 0, 1)
    here = model()
    d = here.drivers
    other = replace(
        d,
        partner_share=d.partner_share[np.ix_(turned, turned)],
        size_reference=d.size_reference[list(turned)],
    )
    heads = here.state.memory["heads"]
    plain = joint_work(d, here.spec.values, here.state, 5.0)
    state = here.state.copy()
    state.memory["heads"] = heads[list(turned)]
    state.institutions["place"] = np.argsort(turned)[state.institutions["place"]]
    state.benefit = state.benefit[:, list(turned)]
    state.memory["friction_worked"] = state.memory["friction_worked"][np.ix_(turned, turned)]
    found = joint_work(other, here.spec.values, state, 5.0)
    assert found == pytest.approx(plain[np.ix_(turned, turned)])
    assert len(PLACES) == 3
