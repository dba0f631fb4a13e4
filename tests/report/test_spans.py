"""Windows of years: what was counted in each, and what a run counts in them."""

import pytest

from sim.report.panels import Caption
from sim.report.spans import RUN, Spans, spans_chart
from tests.report.extents import outside, overlapping

CAPTION = Caption("ai-network", "Co-authors by window. Dots: the record.", "", "Model abc.")


def bar(first, last, value, spread=0.0):
    return first, last, value, value - spread, value + spread


def windows(where, unit="share"):
    return Spans(
        where,
        unit,
        (bar(1987, 1997, 0.2), bar(2005, 2009, 0.5), bar(2010, 2014, 0.7)),
        {"ML": (bar(2010, 2014, 0.6),)},
        (bar(2005, 2009, 0.4, 0.1), bar(2010, 2014, 0.45, 0.05)),
        "ALL",
    )


def test_all_that_is_known_is_in_the_table_also_what_ends_before_the_chart():
    rows = spans_chart([windows("giant")], 2005, CAPTION).rows
    assert ("giant", "share", "ALL", 1987, 1997, 0.2, None, None) in rows
    assert ("giant", "share", "ML", 2010, 2014, 0.6, None, None) in rows
    assert ("giant", "share", RUN, 2005, 2009, 0.4, pytest.approx(0.3), pytest.approx(0.5)) in rows
    assert len(rows) == 6


def test_the_words_set_the_run_beside_the_record_in_the_last_common_window():
    alt = spans_chart([windows("giant component")], 2005, CAPTION).alt
    assert "giant component, 2010-2014: record 0.70, run 0.45." in alt


def test_a_run_without_a_common_window_says_so():
    early = Spans("giant", "share", (bar(1987, 1997, 0.2),), {}, (bar(2005, 2009, 0.4),), "ALL")
    assert "giant: not in common." in spans_chart([early], 2005, CAPTION).alt


@pytest.mark.parametrize("count", [1, 4, 9])
def test_texts_lie_on_the_sheet_and_not_on_each_other(count):
    panels = [windows(f"authors of a very large component, number {n}") for n in range(count)]
    chart = spans_chart(panels, 2005, CAPTION)
    assert not outside(chart.figure)
    assert not overlapping(chart.figure)
