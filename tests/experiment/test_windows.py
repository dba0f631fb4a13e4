"""Windows of the network of co-authors, counted on one hand and read from the record."""

from typing import cast

import pytest

from sim.experiment.patterns import windows
from sim.experiment.patterns.charting import network_chart
from sim.experiment.patterns.watch import Watch
from sim.experiment.patterns.windows import STATISTICS, WHOLE, Statistic, recorded
from tests.experiment.test_patterns import Books

YEARS = (2007, 2008)


def _by_name(name):
    return next(statistic for statistic in STATISTICS if statistic.name == name)


@pytest.fixture
def books():
    """A triangle, a pair, and the pair again a year later with a newcomer in a paper of its own."""
    return Books(YEARS).year(2007, (0, 1, 2), (3, 4)).year(2008, (3, 4), (5,))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("giant_fraction", 3 / 6),
        ("collaborators_per_author", (2 * 3 + 1 * 2) / 6),
        ("papers_per_author", (1 + 1 + 1 + 2 + 2 + 1) / 6),
        ("clustering_transitivity", 1.0),
        ("share_single_paper_authors", 4 / 6),
    ],
)
def test_a_window_by_hand(books, name, value):
    assert _by_name(name).read(cast("Watch", books), YEARS) == pytest.approx(value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("share_pairs_seen_before", 1.0),
        ("share_repeat_given_both_incumbent", 1.0),
        ("share_authorships_by_newcomers", 1 / 3),
    ],
)
def test_a_year_by_hand(books, name, value):
    assert _by_name(name).read(cast("Watch", books), (2008, 2008)) == pytest.approx(value)


def test_the_record_has_each_statistic_of_all_conferences():
    for statistic in STATISTICS:
        marks = recorded(statistic)[WHOLE]
        assert marks, statistic.name
        spans = {mark.years for mark in marks}
        assert all(first == last for first, last in spans) == statistic.yearly
        assert statistic.yearly or set(windows.WINDOWS) <= spans


def test_replicates_are_a_mean_and_a_range(books, monkeypatch):
    monkeypatch.setattr(windows, "WINDOWS", (YEARS,))
    other = Books(YEARS).year(2007, (0, 1)).year(2008, (2, 3))
    found = windows.windows([cast("Watch", books), cast("Watch", other)])
    (mark,) = found[0].run
    assert (mark.value, mark.low, mark.high) == pytest.approx((1 / 2, 1 / 2, 1 / 2))
    (mark,) = next(b.run for b in found if b.statistic.name == "papers_per_author")
    assert (mark.value, mark.low, mark.high) == pytest.approx((7 / 6, 1.0, 8 / 6))


def test_the_chart_has_a_panel_for_each_and_all_of_the_record(books, monkeypatch):
    monkeypatch.setattr(windows, "WINDOWS", (YEARS,))
    chart = network_chart(windows.windows([cast("Watch", books)]), "Model abc.")
    assert chart.name == "ai-network"
    assert {row[0] for row in chart.rows} == {statistic.says for statistic in STATISTICS}
    assert {"ALL_AI", "ML", "run"} <= {row[2] for row in chart.rows}


def test_a_statistic_that_a_run_does_not_have_leaves_no_mark(books):
    silent = Statistic("giant_fraction", "it", "share", lambda *_: float("nan"))
    assert windows._run(silent, [cast("Watch", books)]) == ()
