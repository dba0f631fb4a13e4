"""Papers that projects owe after their end: each appears once, or is lost with its lead."""

import pytest

from sim.dynamics.workload import FREE
from sim.model import endings
from sim.model.endings import parted
from tests.model.worlds import first_difference, past

YEARS = 4


def waiting(model):
    """Papers that projects which have ended still owe."""
    state = model.state
    return parted(state.projects[state.project_due != FREE])[1]


@pytest.fixture
def counts(monkeypatch):
    """How many papers were put off, and how many of those appeared or were lost with their lead."""
    past()
    found = {"put off": 0, "appeared": 0, "lost": 0}
    owe, end_sequels = endings.owe, endings.end_sequels

    def owing(state, q, rows, later):
        found["put off"] += int(later.sum())
        owe(state, q, rows, later)

    def ending(w, q, rows):
        papers, known = end_sequels(w, q, rows)
        found["appeared"] += int(papers.sum())
        found["lost"] += int((papers == 0).sum())
        return papers, known

    monkeypatch.setattr(endings, "owe", owing)
    monkeypatch.setattr(endings, "end_sequels", ending)
    return found


def test_each_paper_that_is_put_off_appears_once_or_is_lost_with_its_lead(counts):
    before = len(waiting(past().model))
    after = len(waiting(past().future(years=YEARS)))
    assert before + counts["put off"] == after + counts["appeared"] + counts["lost"]
    assert counts["appeared"] > counts["lost"] > 0


def test_without_a_delay_nothing_more_is_put_off(counts):
    at_once = past().future(years=YEARS, values={"output.sequel_delay": 0.0})
    assert counts["put off"] == 0
    assert counts["appeared"] > 0
    assert set(waiting(at_once)["id"]) <= set(waiting(past().model)["id"])


def test_papers_that_are_owed_appear_alike_in_every_branch_and_by_any_number_of_threads():
    assert len(waiting(past().model)) > 0
    alone, again, many = (past().future(years=YEARS, threads=n) for n in (1, 1, 3))
    assert first_difference(alone, again) is None
    assert first_difference(alone, many) is None
