"""The numbers behind a fan, and the room for its texts."""

from functools import cache

import numpy as np
import pytest

from sim.analysis.amounts import load
from sim.report.chart import Chart
from sim.report.fan import fan_chart, fan_data
from tests.analysis.fake import FakeResults, Plan, steady
from tests.report.extents import outside, overlapping

LONG = "compute_vouchers_with_a_joint_clause_and_a_newcomer_share_of_forty_percent"
PLANS = {
    "one": Plan({"baseline": steady(0.0)}),
    "two": Plan({"baseline": steady(0.0), "vouchers": steady(3.0)}, samples=2),
    "eight": Plan({"baseline": steady(0.0)} | {f"variant_{i}": steady(i) for i in range(7)}),
    "long": Plan({"baseline": steady(0.0), LONG: steady(3.0), "x" * 60: steady(-3.0)}),
    "tiny": Plan({"baseline": steady(0.0), "faint": steady(0.01)}, level=0.3, common=0.1, own=0.0),
    "huge": Plan({"baseline": steady(0.0), "vast": steady(9.0)}, scale=1e6),
}


@cache
def chart(plan: str, outcome: str) -> Chart:
    return fan_chart(FakeResults(PLANS[plan]), outcome)


def test_its_bands_are_quantiles_over_all_runs() -> None:
    results = FakeResults(PLANS["two"])
    fan = fan_data(results, load(results, "joint_papers"))[0]
    runs = results.array("joint_papers")["vouchers"][:, :, -1, 0, 1].ravel()
    assert fan.quantiles["vouchers"][:, -1] == pytest.approx(
        np.quantile(runs, [0.05, 0.25, 0.5, 0.75, 0.95])
    )
    assert fan.runs == runs.size


@pytest.mark.parametrize(
    ("samples", "replicates", "words"),
    [
        (1, 1, "90% of one run, which has no band. "),
        (2, 1, "90% of 2 runs, which hold about 33% of what may be. "),
        (5, 4, "90% of 20 runs, which hold about 67% of what may be. "),
        (20, 2, "90% of 40 runs. "),
    ],
)
def test_a_fan_says_of_how_many_runs_it_is_and_what_so_few_hold(
    samples: int, replicates: int, words: str
) -> None:
    """The range of two draws holds the third with probability (2 - 1) / (2 + 1)."""
    plan = Plan({"baseline": steady(0.0)}, samples=samples, replicates=replicates)
    texts = fan_chart(FakeResults(plan), "joint_papers").figure.texts
    assert words in " ".join(text.get_text() for text in texts)


def test_a_line_along_the_axis_is_drawn_over_it() -> None:
    for panel in chart("two", "joint_papers").figure.axes:
        edge = panel.spines["bottom"].get_zorder()
        drawn = [line for line in panel.get_lines() if len(set(np.asarray(line.get_xdata()))) > 2]
        assert drawn
        assert all(line.get_zorder() > edge and not line.get_clip_on() for line in drawn)


def test_bands_of_counts_never_go_below_0() -> None:
    plan = Plan({"baseline": steady(0.0), "few": steady(0.1)}, level=0.0, common=9.0, replicates=9)
    results = FakeResults(plan)
    for fan in fan_data(results, load(results, "joint_papers")):
        assert all((found >= 0).all() for found in fan.quantiles.values())


def test_the_corridor_and_third_places_have_panels_for_every_variant() -> None:
    figure = chart("two", "joint_papers").figure
    assert len(figure.axes) == 3 * 2


def test_a_part_has_one_scale_in_all_its_panels() -> None:
    axes = chart("eight", "joint_papers").figure.axes
    assert len({panel.get_ylim() for panel in axes[:8]}) == 1


def test_the_policy_date_and_the_reference_are_drawn_in_every_panel() -> None:
    for panel in chart("two", "joint_papers").figure.axes[1::2]:
        lines = panel.get_lines()
        assert any(set(np.asarray(line.get_xdata())) == {2026} for line in lines)
        assert any(line.get_color() == "black" for line in lines)


def test_no_panel_has_more_than_two_bands() -> None:
    for panel in chart("eight", "joint_papers").figure.axes:
        assert len(panel.collections) <= 2


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("outcome", ["joint_papers", "net_migration"])
def test_no_text_is_cut_or_covered(plan: str, outcome: str) -> None:
    figure = chart(plan, outcome).figure
    assert outside(figure) == []
    assert overlapping(figure) == []


def test_its_table_holds_every_plotted_number() -> None:
    found = chart("two", "joint_papers")
    rows = [row for row in found.rows if row[0] == "RU-CN"]
    assert len(rows) == 2 * 21
    assert {len(row) for row in found.rows} == {len(found.header)}


def test_shares_are_drawn_in_percent() -> None:
    rows = chart("two", "international_share").rows
    assert {row[3] for row in rows} == {"%"}
    assert float(str(rows[0][7])) == pytest.approx(100 / 3, rel=0.01)


def test_the_alt_text_gives_the_numbers_at_the_end() -> None:
    alt = chart("two", "joint_papers").alt
    assert "variants may differ from 2026 on" in alt
    assert "RU-CN in 2040, median and 90% of runs: baseline 6" in alt


def test_years_that_are_not_measured_are_left_out() -> None:
    results = FakeResults(PLANS["two"])
    for stack in results.arrays["joint_papers"].values():
        stack[:, :, 1::2] = np.nan
    panel = fan_chart(results, "joint_papers").figure.axes[0]
    assert np.isfinite(np.asarray(panel.get_lines()[0].get_ydata())).all()
