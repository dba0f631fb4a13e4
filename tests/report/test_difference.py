"""The numbers behind a difference chart, and the room for its labels."""

from functools import cache

import numpy as np
import pytest

from sim.analysis.amounts import load
from sim.analysis.reading import request_of
from sim.report.alt import note_words
from sim.report.chart import Chart
from sim.report.difference import Gap, difference_charts, difference_data
from sim.report.style import looks
from tests.analysis.fake import FakeResults, Plan, steady
from tests.report.extents import outside, overlapping

LONG = "package_at_equal_money_without_the_charter_and_with_a_lottery"
PLANS = {
    "two": Plan({"baseline": steady(0.0), "vouchers": steady(3.0)}, replicates=8),
    "close": Plan(
        {"baseline": steady(0.0)} | {f"variant_{i}": steady(3 + i / 100) for i in range(7)},
        samples=3,
    ),
    "long": Plan(
        {"baseline": steady(0.0), LONG: steady(3.0), "x" * 60: steady(-3.0), "y": steady(3.1)},
        samples=3,
    ),
    "futures": Plan(
        {
            f"{name}{future}": steady(size)
            for future in ("", "@thaw", "@escalation")
            for name, size in {"baseline": 0.0, "people": 3.0, LONG: 3.1, "charter": 3.2}.items()
        },
        samples=3,
    ),
    "none": Plan({"baseline": steady(0.0), "idle": steady(0.0)}, own=0.0, quick=True),
    "tiny": Plan({"baseline": steady(0.0), "faint": steady(1e-4)}, own=0.0),
    "huge": Plan({"baseline": steady(0.0), "vast": steady(-9.0)}, scale=1e6),
}


@cache
def chart(plan: str) -> Chart:
    return next(difference_charts(FakeResults(PLANS[plan]), "joint_papers"))


def test_the_line_is_the_mean_of_paired_differences() -> None:
    results = FakeResults(PLANS["two"])
    amounts = load(results, "joint_papers")
    gap = difference_data(results, amounts, request_of(results.manifest))[0]
    runs = results.array("joint_papers")
    extra = (runs["vouchers"] - runs["baseline"])[0, :, -1, 0, 1]
    assert gap.lines["vouchers"][0, -1] == pytest.approx(extra.mean())
    assert gap.lines["vouchers"][1:, -1] == pytest.approx(
        np.quantile(extra, [0.05, 0.95], method="weibull")
    )
    assert (gap.over, gap.count) == ("replicates", 8)


def test_lines_over_each_other_and_markers_without_a_bar_are_explained() -> None:
    years, line = (2025, 2026), np.array([[0.0, 3.0], [0.0, 3.0], [0.0, 3.0]])
    lines = {"a": line, "b": line, "c": line + 1.0}
    gap = Gap("RU-CN", years, lines, dict.fromkeys(lines, "baseline"), "samples", 3, (0.0, 4.0))
    said = note_words([gap], 2)
    assert "RU-CN: b lies on a." in said
    assert "c lies on" not in said
    assert "A marker without a bar" in said
    assert "without a bar" not in note_words([gap], 3)


def test_there_is_no_difference_before_the_policy_date() -> None:
    rows = [row for row in chart("two").rows if row[3] == 2025]
    assert {row[5] for row in rows} == {0.0}


def test_parts_without_any_difference_are_named_and_not_drawn() -> None:
    found = chart("two")
    words = [text.get_text() for text in found.figure.texts]
    assert "No difference in any run: CN-third." in words
    assert len(found.figure.axes) == 2


def test_bands_are_drawn_for_two_variants_and_whiskers_for_more() -> None:
    assert len(chart("two").figure.axes[0].collections) == 1
    assert len(chart("close").figure.axes[0].collections) == 0


def test_every_line_has_a_colour_and_a_dash_of_its_own() -> None:
    results = FakeResults(PLANS["close"])
    seen = looks(results.manifest)
    assert len({look.colour for look in seen.values()}) == 8
    assert len({str(look.dash) for look in seen.values()}) == 8


@pytest.mark.parametrize("plan", PLANS)
def test_no_text_is_cut_or_covered(plan: str) -> None:
    assert outside(chart(plan).figure) == []
    assert overlapping(chart(plan).figure) == []


def test_a_chart_of_nothing_says_so_and_that_the_run_was_quick() -> None:
    words = " ".join(text.get_text() for text in chart("none").figure.texts)
    assert "No difference in any run: RU-CN, RU-third, CN-third." in words
    assert "QUICK RUN" in words


def test_the_alt_text_gives_differences_with_intervals() -> None:
    alt = chart("two").alt
    assert "difference from baseline" in alt
    assert "CN-third: no difference in any run." in alt


def test_several_futures_are_panels_of_one_chart_for_each_part_on_one_axis() -> None:
    charts = list(difference_charts(FakeResults(PLANS["futures"]), "joint_papers"))
    assert [found.name for found in charts][:2] == [
        "difference.joint_papers.ru-cn",
        "difference.joint_papers.ru-third",
    ]
    words = [text.get_text() for text in charts[0].figure.texts]
    heads = [line.split(",")[1].strip() for line in words if line.startswith("RU-CN, ")]
    assert heads == ["status_quo", "thaw", "escalation"]
    assert len({axes.get_ylim() for axes in charts[0].figure.axes}) == 1
    assert {row[2] for row in charts[0].rows if row[1] == "people@thaw"} == {"baseline@thaw"}


def test_a_variant_keeps_its_colour_in_every_future_and_against_every_reference() -> None:
    results = FakeResults(PLANS["futures"])
    seen = looks(results.manifest)
    assert seen["people"].colour == seen["people@thaw"].colour
    assert seen["people"].marker != seen["people@thaw"].marker
    assert seen["baseline@thaw"].colour == seen["baseline"].colour
    plain = FakeResults(PLANS["close"])
    drawn = [
        next(difference_charts(plain, "joint_papers", request_of(plain.manifest, to=to)))
        for to in ("baseline", "variant_0")
    ]
    inks = [{t.get_text(): t.get_color() for t in c.figure.texts}["variant_3"] for c in drawn]
    assert inks[0] == inks[1]


def test_fifteen_variants_differ_in_colour_or_dash() -> None:
    many = Plan({"baseline": steady(0.0)} | {f"v{i}": steady(1.0) for i in range(14)})
    seen = looks(FakeResults(many).manifest).values()
    assert len({(look.colour, str(look.dash)) for look in seen}) == 15


def test_a_smaller_world_is_named_in_the_title() -> None:
    results = FakeResults(PLANS["two"])
    results.manifest = results.manifest.model_copy(update={"scale": 0.05})
    words = [t.get_text() for t in next(difference_charts(results, "joint_papers")).figure.texts]
    assert words[0].startswith("Counts of a 1:20 world (scale 0.05), not multiplied up.")


def test_futures_without_any_difference_are_named_once_and_whole() -> None:
    tags = ["", *(f"@afuturewithalongname{i}" for i in range(5))]
    plan = Plan(
        {f"{name}{tag}": steady(3.0 if name == "people" and not tag else 0.0)
         for tag in tags for name in ("baseline", "people")},
        own=0.0,
    )  # fmt: skip
    found = next(difference_charts(FakeResults(plan), "joint_papers"))
    words = " ".join(text.get_text() for text in found.figure.texts)
    futures = ", ".join(tag[1:] for tag in tags[1:])
    assert f"RU-CN: no difference in any run of the futures {futures}." in words
    assert outside(found.figure) == []
    assert overlapping(found.figure) == []


def test_nobody_moves_from_a_place_to_itself_and_no_panel_says_so() -> None:
    results = FakeResults(PLANS["two"])
    gaps = difference_data(results, load(results, "moves"), request_of(results.manifest))
    assert not {"RU to RU", "CN to CN"} & {gap.where for gap in gaps}
    used = difference_data(results, load(results, "compute_used"), request_of(results.manifest))
    assert "RU from CN" in {gap.where for gap in used}


def test_third_is_explained_where_it_is_drawn() -> None:
    words = " ".join(text.get_text() for text in chart("two").figure.texts)
    assert "Third = the 2 places beside RU and CN, added up." in words
