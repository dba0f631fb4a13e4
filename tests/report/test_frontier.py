"""What a variant costs against what it adds."""

from functools import cache

import numpy as np
import pytest

from sim.analysis.cost import costs
from sim.analysis.reading import request_of
from sim.errors import UsageError
from sim.report.chart import Chart
from sim.report.frontier import dominated_by, frontier_chart
from tests.analysis.fake import FakeResults, Plan, steady
from tests.report.extents import outside, overlapping

PLANS = {
    "some": Plan(
        {"baseline": steady(0), "cheap": steady(5), "dear": steady(4), "harm": steady(-3)},
        samples=3,
        cost={"cheap": 5.0, "dear": 9.0, "harm": 1.0},
    ),
    "close": Plan(
        {"baseline": steady(0)} | {f"variant_number_{i}": steady(3 + i / 50) for i in range(7)},
        cost={f"variant_number_{i}": 3.0 for i in range(7)},
    ),
    "huge": Plan(
        {"baseline": steady(0), "vast": steady(9)}, scale=1e6, cost={"vast": 1e7}, samples=2
    ),
    "none": Plan({"baseline": steady(0), "idle": steady(0)}, own=0.0),
}


@cache
def chart(plan: str) -> Chart:
    return frontier_chart(FakeResults(PLANS[plan]))


def test_a_variant_that_costs_more_and_adds_less_is_dominated() -> None:
    results = FakeResults(PLANS["some"])
    rows = [r for r in costs(results, request_of(results.manifest)) if r.period.last == 2040]
    beaten = {row.variant: dominated_by(row, rows) for row in rows}
    assert beaten == {"cheap": "", "dear": "cheap", "harm": "baseline"}


def test_dominated_variants_are_hollow_at_their_points_and_at_their_names() -> None:
    axes = chart("some").figure.axes[0]
    faces = [line.get_markerfacecolor() for line in axes.get_lines() if line.get_marker() != "None"]
    assert [face == "white" for face in faces] == [False, False, True, True, True, True]


def test_a_name_has_the_sign_of_its_point_beside_it() -> None:
    lines = chart("some").figure.axes[0].get_lines()
    signs = [line for line in lines if line.get_marker() != "None"]
    for point, name in zip(signs[::2], signs[1::2], strict=True):
        assert point.get_marker() == name.get_marker()
        assert point.get_color() == name.get_color()
        (right,) = np.asarray(name.get_xdata(orig=False)).tolist()
        assert right > 1.0
    assert len({line.get_marker() for line in signs}) == 3


@pytest.mark.parametrize("plan", PLANS)
def test_no_text_is_cut_or_covered(plan: str) -> None:
    assert outside(chart(plan).figure) == []
    assert overlapping(chart(plan).figure) == []


def test_its_table_gives_cost_effect_and_price() -> None:
    row = dict(zip(chart("some").header, chart("some").rows[0], strict=True))
    assert row["cost_musd"] == pytest.approx(75.0)
    assert row["cost_per"] == pytest.approx(1.0, rel=0.1)


def test_without_two_variants_there_is_no_frontier() -> None:
    with pytest.raises(UsageError, match="two variants"):
        frontier_chart(FakeResults(Plan()))


def test_the_alt_text_says_which_variant_is_no_better() -> None:
    assert "dear: 135 MUSD" in chart("some").alt
    assert "no better than cheap" in chart("some").alt


def test_another_that_is_no_worse_is_of_the_same_future_where_there_are_several() -> None:
    plan = Plan(
        {name + tag: steady(size) for tag in ("", "@thaw")
         for name, size in {"baseline": 0.0, "cheap": 5.0}.items()},
        cost={"cheap": 5.0, "cheap@thaw": 5.0},
    )  # fmt: skip

    def title(found: Chart) -> str:
        return " ".join(text.get_text() for text in found.figure.texts)

    said = title(frontier_chart(FakeResults(plan)))
    assert "another of the same future costs no more and adds no less" in said
    assert "another costs no more" in title(chart("some"))
