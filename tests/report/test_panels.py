"""Panels of the record in the bands of a forecast."""

import numpy as np
import pytest

from sim.report.panels import Caption, Panel, Ranks, panels_chart, ranks_chart
from tests.report.extents import outside, overlapping

CAPTION = Caption("hindcast.test", "Joint papers. Dots: the record.", "works", "Model abc.")


def panel(where, level=100.0):
    return Panel(
        where,
        (2014, 2015, 2016),
        level * np.array([1.0, 1.1, 1.2]),
        (2017, 2018),
        level * np.array([1.3, 9.0]),
        level * np.array([[0.9, 0.8], [1.1, 1.0], [1.3, 1.4], [1.5, 1.8], [1.9, 2.9]]),
        level * np.array([1.2, 1.2]),
    )


def test_every_value_that_is_drawn_is_in_the_table():
    chart = panels_chart([panel("A-B")], CAPTION)
    ahead = [row for row in chart.rows if row[1] == 2018]
    assert ahead == [
        ("A-B", 2018, "works", *map(pytest.approx, (900, 80, 100, 140, 180, 290, 120)))
    ]
    known = [row for row in chart.rows if row[1] == 2014]
    assert known == [("A-B", 2014, "works", 100.0, *[None] * 6)]


def test_the_words_say_how_often_the_record_lies_inside():
    # of two years one lies in the band
    assert "50% of the years" in panels_chart([panel("A-B")], CAPTION).alt


def test_the_bars_of_ranks_add_up_to_all_values():
    chart = ranks_chart([Ranks("given", np.array([0.05, 0.15, 0.15, 1.0]))], CAPTION)
    assert [row[3] for row in chart.rows] == [0.25, 0.5, *[0.0] * 7, 0.25]


@pytest.mark.parametrize("count", [1, 4, 14])
def test_texts_lie_on_the_sheet_and_not_on_each_other(count):
    names = [f"moves between countries and groups {n}" for n in range(count)]
    chart = panels_chart([panel(name, 10.0**n) for n, name in enumerate(names[:9])], CAPTION)
    assert not outside(chart.figure)
    assert not overlapping(chart.figure)
