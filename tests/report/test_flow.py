"""The numbers behind a flow chart, and its one scale."""

from functools import cache

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch

from sim.analysis.intervals import spread
from sim.analysis.reading import request_of
from sim.errors import UsageError
from sim.report.chart import Chart
from sim.report.chord import chord, circumference
from sim.report.flow import _grouped, _groups, _verdicts, flow_chart, flow_data
from sim.report.heat import COLOURS, PALE, _ink
from sim.report.style import READABLE, contrast
from tests.analysis.fake import FakeResults, Plan, steady
from tests.report.extents import outside, overlapping

PLAN = Plan({"baseline": steady(0.0), "package": steady(6.0)}, samples=3, cost={"package": 3.0})
RESULTS = FakeResults(PLAN)
REQUEST = request_of(RESULTS.manifest)


@cache
def chart(outcome: str) -> Chart:
    return flow_chart(RESULTS, outcome, "package")


def test_totals_run_from_the_policy_date_to_the_last_date() -> None:
    flow = flow_data(RESULTS, "joint_papers", "package", REQUEST)
    runs = RESULTS.array("joint_papers")["package"][:, :, 6:, 0, 1].sum(axis=2)
    assert flow.other[0, 1] == pytest.approx(runs.mean())
    assert flow.places == ("RU", "CN", "US", "DE")


def test_a_difference_that_is_sure_is_told_from_one_that_is_not() -> None:
    flow = flow_data(RESULTS, "joint_papers", "package", REQUEST)
    assert flow.verdicts[0][1] == "more"
    assert flow.verdicts[0][2] == "less"
    assert flow.verdicts[1][2] == "none"


def test_the_corridor_is_drawn_on_top_never_thinner_than_a_line_and_in_numbers() -> None:
    matrix = np.array([[0.0, 1e-6, 9.0], [1e-6, 0.0, 5.0], [9.0, 5.0, 0.0]])
    axes = Figure().add_subplot()
    chord(axes, matrix, "ABC", ("red", "green", "blue"), scale=(28.0, 3.5), directed=False)
    ribbons = [patch for patch in axes.patches if isinstance(patch, PathPatch)]
    assert [patch.get_linewidth() >= 1 for patch in ribbons] == [False, False, True]
    flow = flow_data(RESULTS, "joint_papers", "package", REQUEST)
    words = [text.get_text() for text in chart("joint_papers").figure.texts]
    assert f"package: RU-CN {flow.other[0, 1]:,.0f}" in words


def test_small_places_are_gathered_and_nothing_is_lost() -> None:
    manifest = RESULTS.manifest.model_copy(
        update={"labels": {"place": tuple(f"P{i}" for i in range(12))}, "corridor": ("P5", "P3")}
    )
    grid = np.arange(144.0).reshape(12, 12)
    groups = _groups(grid, manifest)
    assert list(groups)[:2] == ["P5", "P3"]
    assert list(groups)[-1] == "others"
    assert len(groups) == 8
    assert _grouped(grid, tuple(groups.values())).sum() == grid.sum()


def test_a_symmetric_pair_fills_the_circle_twice_and_a_move_twice() -> None:
    joint = np.array([[0.0, 5.0], [5.0, 0.0]])
    moves = np.array([[0.0, 3.0], [2.0, 0.0]])
    assert circumference(joint, directed=False) == 10
    assert circumference(moves, directed=True) == 10


def test_both_circles_are_drawn_to_one_scale() -> None:
    first, second = chart("joint_papers").figure.axes[:2]

    def degrees(axes):
        return sum(w.theta2 - w.theta1 for w in axes.patches if hasattr(w, "theta1"))

    flow = flow_data(RESULTS, "joint_papers", "package", REQUEST)
    sums = [circumference(m, directed=False) for m in (flow.base, flow.other)]
    assert degrees(second) / degrees(first) == pytest.approx(sums[1] / sums[0])


@pytest.mark.parametrize("outcome", ["joint_papers", "moves"])
def test_no_text_is_cut_or_covered(outcome: str) -> None:
    assert outside(chart(outcome).figure) == []
    assert overlapping(chart(outcome).figure) == []


def test_only_flows_between_places_can_be_drawn() -> None:
    with pytest.raises(UsageError, match="no flow between places"):
        flow_chart(RESULTS, "net_migration", "package")


def test_a_symmetric_flow_lists_each_pair_once() -> None:
    assert len(chart("joint_papers").rows) == 4 * 5 / 2
    assert len(chart("moves").rows) == 4 * 4


def test_the_alt_text_names_the_corridor_and_the_largest_changes() -> None:
    alt = chart("joint_papers").alt
    assert "RU to CN: baseline" in alt
    assert "Largest differences: RU-CN +" in alt


def test_every_number_can_be_read_on_its_cell() -> None:
    for part in np.linspace(-1, 1, 41):
        cell = mpl.colormaps[COLOURS]((part + 1) / 2)[:3]
        assert contrast(_ink(part, sure=True), cell) >= READABLE, part
        assert contrast(_ink(part, sure=False), PALE) >= READABLE


def test_what_differs_in_no_run_is_not_called_chance() -> None:
    same = FakeResults(Plan({"baseline": steady(0.0), "idle": steady(0.0)}, own=0.0))
    found = flow_chart(same, "joint_papers", "idle")
    words = [text.get_text() for text in found.figure.texts]
    assert "Difference, each pair once: none in any run." in words
    assert not any("chance" in said for said in [*words, found.alt])
    assert found.alt.endswith("Nothing differs in any run.")


NOISE = FakeResults(
    Plan({"baseline": steady(0.0), "idle": steady(0.0)}, samples=2, replicates=2, own=9.0)
)


def test_what_few_noisy_runs_differ_by_is_pale_and_called_chance() -> None:
    found = flow_chart(NOISE, "joint_papers", "idle")
    words = [text.get_text() for text in found.figure.texts]
    assert "No cell has a colour: none can be told from chance." in words
    assert "(may be chance)" in found.alt
    assert "0 are told from chance: Student's t at 5%, for RU and CN by themselves" in found.alt
    assert not {row[-1] for row in found.rows} & {"more", "less"}


def test_the_pair_that_was_asked_for_is_judged_by_itself_as_in_a_table() -> None:
    """Student's t of four runs, at 0.04 and 0.0003: of many cells the first alone is no proof."""
    half, sure = (spread(np.array([[1.0, high, 1.0, high]]), 0.9) for high in (3.0, 1.2))
    assert 0.01 < half.luck < 0.05
    spreads = [[half, half, half], [half, half, half], [half, half, sure]]
    drawn = np.triu(np.ones((3, 3), bool))
    found = _verdicts(spreads, drawn)
    assert found[0][1] == found[1][0] == "more"
    assert found[0][2] == found[1][2] == "not told apart"


def test_colours_have_a_scale_with_its_ends() -> None:
    flow = flow_data(RESULTS, "joint_papers", "package", REQUEST)
    largest = np.abs(flow.extra[flow.drawn & flow.sure]).max()
    ends = [label.get_text() for label in chart("joint_papers").figure.axes[-1].get_xticklabels()]
    assert [float(end) for end in ends] == pytest.approx([-largest, 0.0, largest], rel=0.01)


def test_codes_of_places_are_spelled_out_below() -> None:
    results = FakeResults(PLAN)
    names = {"RU": "Russia", "CN": "China", "US": "United States", "DE": "Germany"}
    results.manifest = results.manifest.model_copy(update={"places": names})
    found = flow_chart(results, "moves", "package")
    said = " ".join(text.get_text() for text in found.figure.texts)
    assert "RU = Russia, CN = China, US = United States, DE = Germany." in said
    assert outside(found.figure) == []
