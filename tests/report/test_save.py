"""What is written for a chart, and that the same chart gives the same bytes."""

import csv
import io
import xml.etree.ElementTree as ET

import matplotlib as mpl
import pytest

from sim.analysis.reading import request_of
from sim.analysis.words import caution
from sim.errors import UsageError
from sim.report.difference import difference_charts
from sim.report.fan import fan_chart
from sim.report.flow import flow_chart
from sim.report.frontier import frontier_chart
from sim.report.save import charts, picture, save
from tests.analysis.fake import FakeResults, Plan, steady

PLAN = Plan({"baseline": steady(0.0), "vouchers": steady(4.0)}, samples=2, cost={"vouchers": 2.0})
RESULTS = FakeResults(PLAN)
DRAWN = {
    "fan": lambda: fan_chart(RESULTS, "joint_papers"),
    "difference": lambda: next(difference_charts(RESULTS, "joint_papers")),
    "flow": lambda: flow_chart(RESULTS, "moves", "vouchers"),
    "frontier": lambda: frontier_chart(RESULTS),
}


@pytest.mark.parametrize("kind", DRAWN)
def test_drawn_twice_a_chart_has_the_same_bytes(kind: str) -> None:
    assert picture(DRAWN[kind](), "svg") == picture(DRAWN[kind](), "svg")


def test_the_users_own_settings_change_nothing() -> None:
    plain = picture(DRAWN["fan"](), "svg")
    with mpl.rc_context({"font.size": 30, "lines.linewidth": 9, "axes.facecolor": "red"}):
        assert picture(DRAWN["fan"](), "svg") == plain


def test_an_svg_holds_real_text_no_date_and_its_alt_text() -> None:
    chart = DRAWN["frontier"]()
    svg = picture(chart, "svg").decode()
    root = ET.fromstring(svg)  # noqa: S314 -- written by ourselves a line above
    words = [node.text or "" for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "vouchers" in words
    assert root.get("role") == "img"
    assert root.get("aria-label") == chart.alt
    assert "dc:date" not in svg


@pytest.mark.parametrize("kind", DRAWN)
def test_what_has_to_be_known_first_stands_first_in_the_alt_text_too(kind, monkeypatch) -> None:
    small = RESULTS.manifest.model_copy(update={"quick": True, "scale": 0.05})
    plain = DRAWN[kind]().alt
    monkeypatch.setattr(RESULTS, "manifest", small)
    assert DRAWN[kind]().alt == f"{caution(small)} {plain}"
    assert caution(small).startswith("QUICK RUN, not for use. Counts of a 1:20 world")


def test_a_chart_is_saved_with_its_words_and_its_numbers(tmp_path) -> None:
    chart = DRAWN["difference"]()
    paths = save(chart, tmp_path)
    assert {path.suffix for path in paths} == {".svg", ".png", ".csv", ".txt"}
    rows = list(csv.reader(io.StringIO((tmp_path / f"{chart.name}.csv").read_text())))
    assert tuple(rows[0]) == chart.header
    assert len(rows) == len(chart.rows) + 1
    assert (tmp_path / f"{chart.name}.txt").read_text().strip() == chart.alt


def test_saving_the_same_chart_again_writes_nothing_new(tmp_path) -> None:
    first, second = save(DRAWN["fan"](), tmp_path), save(DRAWN["fan"](), tmp_path)
    assert first == second


def test_another_chart_of_that_name_stands_beside_and_not_over_the_first(tmp_path) -> None:
    save(DRAWN["fan"](), tmp_path, ["svg"])
    other = fan_chart(FakeResults(Plan(PLAN.effects, samples=3)), "joint_papers")
    paths = save(other, tmp_path, ["svg"])
    assert paths[0].name == "fan.joint_papers-2.svg"


def test_all_charts_of_a_result_are_drawn_from_the_outcomes_asked_for() -> None:
    wanted = request_of(RESULTS.manifest, outcomes=["joint_papers", "giant_component"])
    assert [chart.name for chart in charts(RESULTS, wanted)] == [
        "fan.joint_papers",
        "difference.joint_papers",
        "flow.joint_papers.vouchers",
        "frontier.joint_papers",
    ]


def test_a_single_variant_is_drawn_as_a_fan_alone() -> None:
    alone = FakeResults(Plan())
    wanted = request_of(alone.manifest, outcomes=["joint_papers"])
    assert [chart.name for chart in charts(alone, wanted)] == ["fan.joint_papers"]


def test_an_unknown_kind_is_answered_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="fan, difference, flow, frontier"):
        list(charts(RESULTS, None, ["pie"]))


def test_an_unknown_format_is_answered_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="svg, png"):
        picture(DRAWN["fan"](), "gif")
