"""Fans of several futures stay small: a chart for each part, a panel for every variant in each."""

from functools import cache

import numpy as np
import pytest

from sim.analysis.reading import request_of
from sim.report.chart import Chart
from sim.report.futures import board_of, future_charts
from sim.report.save import charts
from tests.analysis.fake import FakeResults, Plan, steady
from tests.report.extents import outside, overlapping

VARIANTS = ("baseline", "people", "computing_and_data", "x" * 40, "directive", "everything")
FUTURES = ("status_quo", "thaw", "escalation", "export_controls", "provider_withdrawal")
TAGS = ("", *(f"@{future}" for future in FUTURES[1:]))
TALLEST = 12.0


@cache
def results() -> FakeResults:
    effects = {
        f"{variant}{tag}": steady(3.0 * i * (1.0 + 0.3 * j))
        for j, tag in enumerate(TAGS)
        for i, variant in enumerate(VARIANTS)
    }
    return FakeResults(Plan(effects, samples=2, replicates=2))


@cache
def drawn() -> tuple[Chart, ...]:
    return tuple(future_charts(results(), "joint_papers"))


def test_variants_go_down_and_futures_across() -> None:
    board = board_of(results())
    assert (board.variants, board.called) == (VARIANTS, FUTURES)
    assert board.name(1, 2) == "people@escalation"


def test_every_part_has_a_chart_and_every_run_a_panel_in_it() -> None:
    assert [chart.name for chart in drawn()] == [
        "fan.joint_papers.ru-cn", "fan.joint_papers.ru-third", "fan.joint_papers.cn-third"
    ]  # fmt: skip
    assert {len(c.figure.axes) for c in drawn()} == {len(VARIANTS) * len(FUTURES)}


def test_a_chart_fits_a_page() -> None:
    wide, tall = np.max([chart.figure.get_size_inches() for chart in drawn()], axis=0)
    assert wide < TALLEST
    assert tall < TALLEST


def test_all_panels_of_a_part_have_one_scale() -> None:
    assert len({panel.get_ylim() for panel in drawn()[0].figure.axes}) == 1


def test_the_reference_of_a_panel_is_that_of_its_own_future() -> None:
    panel = drawn()[0].figure.axes[len(FUTURES) + 2]
    dotted = next(line for line in panel.get_lines() if line.get_color() == "black")
    runs = results().array("joint_papers")["baseline@escalation"][:, :, :, 0, 1]
    assert np.asarray(dotted.get_ydata()) == pytest.approx(np.median(runs, axis=(0, 1)))


@pytest.mark.parametrize("outcome", ["joint_papers", "net_migration"])
def test_no_text_is_cut_or_covered(outcome: str) -> None:
    for chart in future_charts(results(), outcome):
        assert outside(chart.figure) == []
        assert overlapping(chart.figure) == []


def test_the_charts_of_a_result_with_futures_are_these() -> None:
    wanted = request_of(results().manifest, outcomes=["joint_papers"])
    names = [chart.name for chart in charts(results(), wanted, ["fan"])]
    assert names == [chart.name for chart in drawn()]
