"""Rates follow the record: papers as wanted, also where time is short, and whole entrants."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.model import margins
from sim.model.margins import YIELD_MEMORY, YIELD_PRIOR, brought, entrants, note_begun
from sim.model.model import PolicyModel
from sim.world.state import ABROAD, CONTACT, HOME, PROGRAMME, WORK
from tests.model.worlds import FIRST, PAPERS_A_HEAD, drivers, spec

CROWDED = {"projects.time_budget": 10.0}
"""Projects that one may carry at once, where people carry five on average."""

AT_END = 2016
"""The year after the record's last."""

EXPECTED = np.array([0.3, 1.25, 2.0])


def lived(values, until):
    model = PolicyModel(spec(values), drivers=drivers())
    model.network_years = set()
    model.run_until(4 * until)
    return model


@pytest.mark.parametrize("values", [{}, CROWDED], ids=["time", "little time"])
def test_articles_of_the_record_come_out_however_scarce_time_is(values):
    model = lived(values, AT_END)
    record = PAPERS_A_HEAD * model.drivers.stock[0].sum()
    found = model.recorder.ledger.papers[: AT_END - FIRST].sum(axis=1) / record
    assert found == pytest.approx(1.0, abs=0.05)


def test_projects_lapse_where_little_time_is_given():
    crowded, free = lived(CROWDED, FIRST).state.memory, lived({}, FIRST).state.memory
    assert (crowded["begun"] < 0.9 * crowded["proposed"]).all()
    assert (free["begun"] > 0.98 * free["proposed"]).all()


def test_a_wanted_start_brings_papers_if_it_is_proposed_and_begins():
    memory = {
        "yield_papers": np.array([30.0, 30.0, 30.0]),
        "yield_projects": np.array([20.0, 20.0, 20.0]),
        "begun": np.array([5.0, 10.0, 5.0]),
        "proposed": np.array([10.0, 10.0, 10.0]),
    }
    found = brought(memory, np.array([40.0, 8.0, 0.0]), np.array([32.0, 8.0, 0.0]))
    np.testing.assert_allclose(found, [0.8 * 0.5 * 1.5, 1.5, 0.5 * 1.5])


def test_projects_of_meetings_and_awards_do_not_stand_in_for_wanted_ones():
    state = lived({}, FIRST - 7).state
    for name in ("begun", "proposed"):
        state.memory[name][:] = 0.0
    rows = np.zeros(5, WORK)
    rows["channel"] = HOME, ABROAD, ABROAD, CONTACT, PROGRAMME
    rows["seats"] = 1, 0, 2, 3, 3
    note_begun(state, rows)
    prior = YIELD_PRIOR * (2 + 1) / (3 + 1)
    np.testing.assert_allclose(
        state.memory["begun"], YIELD_MEMORY * (np.array([2.0, 0.0, 0.0]) + prior)
    )
    np.testing.assert_allclose(
        state.memory["proposed"], YIELD_MEMORY * (np.array([3.0, 0.0, 0.0]) + YIELD_PRIOR)
    )


def test_entrants_are_as_many_as_expected_to_within_half_a_person(monkeypatch):
    monkeypatch.setattr(margins, "expected", lambda *_: EXPECTED)
    after: Any = SimpleNamespace(in_record=lambda _: False)
    state: Any = SimpleNamespace(t=0, memory={"carry": np.zeros(3)})
    so_far = np.zeros(3)
    for quarters in range(1, 41):
        now = entrants(after, state, np.zeros(3))
        assert (now >= 0).all()
        so_far += now
        assert np.abs(so_far - quarters * EXPECTED).max() <= 0.5 + 1e-9
    assert so_far == pytest.approx(40 * EXPECTED)
