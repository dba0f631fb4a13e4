"""What is read beside the comparison: cost, surety, support, third places, words."""

from pathlib import Path

import pytest

from sim.analysis.findings import find
from sim.analysis.reading import request_of
from sim.analysis.tidy import DIFFERENCES, SUMMARY, difference_rows, summary_rows
from sim.analysis.words import IDLE, gathered, interval_words, sentences, source_line
from sim.cli.asked import Asked
from sim.evidence.shelf import Shelf
from sim.scenario.describe import describe
from tests.analysis.fake import FakeResults, Plan, steady

PLAN = Plan(
    {
        "baseline": steady(0.0),
        "vouchers": steady(4.0),
        "faint": lambda s, _: 0.1 * (-1) ** s,
        "package": steady(6.0),
    },
    samples=4,
    replicates=6,
    cost={"vouchers": 8.0, "package": 12.0, "faint": 2.0},
)
RESULTS = FakeResults(PLAN)
FOUND = find(RESULTS)
WORDS = sentences(FOUND)


def last(rows, variant: str):
    return [row for row in rows if row.variant == variant][-1]


def test_cost_for_each_additional_paper_is_money_over_papers() -> None:
    price = last(FOUND.costs, "vouchers").price
    assert price.above.mean == pytest.approx(15 * 8.0)
    assert price.value == pytest.approx(2.0, rel=0.05)
    assert price.low < price.value < price.high


def test_cost_is_not_defined_where_the_extra_may_be_nothing() -> None:
    price = last(FOUND.costs, "faint").price
    assert not price.defined
    assert price.reason == "the interval of the extra includes 0"


def test_a_policy_that_costs_nothing_has_no_price() -> None:
    free = FakeResults(Plan({"baseline": steady(0.0), "charter": steady(5.0)}, replicates=5))
    assert last(find(free).costs, "charter").price.reason == "it costs no extra public money"


def test_papers_lost_with_third_places_are_set_against_papers_gained() -> None:
    with_third = [d for d in FOUND.displacements if d.elsewhere == "RU with third places"]
    # The invented policy takes 0.2 papers from each of RU's two third places per extra paper.
    assert with_third[0].lost.value == pytest.approx(0.4, rel=0.05)


def test_supported_papers_fall_into_their_labels() -> None:
    found = last(FOUND.additionality, "package")
    assert found.share("additional") == pytest.approx(0.6)
    assert sum(found.share(label) for label in found.counts) == pytest.approx(1.0)
    assert found.net.value == pytest.approx(1 / 1.5, rel=0.05)


def test_the_variance_reduction_is_measured_on_the_run() -> None:
    factor = last(FOUND.noises, "vouchers").reduction.factor
    # Shared noise has spread 6, own noise 1: about 2 x 36 / 1 with few replicates.
    assert 20 < factor < 250


def test_words_say_who_leads() -> None:
    assert WORDS[1] == "package leads in 4 of 4 samples."


def test_words_say_what_they_are_about_and_what_is_told_apart() -> None:
    assert WORDS[0].startswith("In words, of joint_papers, RU-CN, total 2026-2040")
    (sure,) = (line for line in WORDS if line.startswith("told apart from baseline: "))
    assert "package" in sure
    assert "faint" not in sure


def test_words_say_what_cannot_be_told_apart() -> None:
    said = [line for line in WORDS if line.startswith("faint against baseline")]
    assert said[0].endswith("these runs cannot tell them apart.")


def test_words_say_whether_the_record_would_show_it() -> None:
    said = next(line for line in WORDS if line.startswith("by 2040 the bibliographic record"))
    assert "would not show" in said
    assert "counts of 5 years before and after" in said


def test_of_what_may_be_chance_nothing_is_said_about_the_record() -> None:
    assert {seen.variant: seen.told for seen in FOUND.sightings if seen.period.last == 2040} == {
        "vouchers": True,
        "faint": False,
        "package": True,
    }
    shown = next(line for line in WORDS if line.startswith("by 2040 the bibliographic record"))
    assert "faint" not in shown
    assert any(
        line.startswith("whether the record would show faint by 2040 cannot be said")
        for line in WORDS
    )


def test_a_large_difference_of_few_runs_is_not_called_visible() -> None:
    two = Plan({"baseline": steady(0.0), "lucky": lambda s, _: 400.0 * s}, 2, 1, own=0.0)
    found = find(FakeResults(two))
    seen = next(s for s in found.sightings if s.period.last == 2040)
    assert seen.seen.visible
    assert not seen.told
    said = " ".join(sentences(found))
    assert "lucky against baseline: +3,000 papers (0 to +6,000): these runs cannot tell" in said
    assert "the bibliographic record would" not in said


def test_what_differs_in_no_run_is_not_shown_by_the_record() -> None:
    found = find(FakeResults(Plan({"baseline": steady(0.0), "idle": steady(0.0)}, own=0.0)))
    assert all(seen.told and not seen.seen.visible for seen in found.sightings)


def test_words_say_what_shared_draws_bought() -> None:
    assert any("times smaller than separate draws would" in line for line in WORDS)


def test_equal_variants_differ_in_no_run() -> None:
    twins = Plan({"baseline": steady(0.0), "idle": steady(0.0)}, replicates=4, own=0.0)
    said = sentences(find(FakeResults(twins)))
    assert "idle against baseline: no difference in any run." in said


def test_one_sample_is_named_as_chance_alone() -> None:
    one = find(FakeResults(Plan({"baseline": steady(0.0), "package": steady(3.0)}, replicates=8)))
    row = next(row for row in one.comparison.rows if row.extra is not None)
    assert row.extra is not None
    assert "chance alone" in interval_words(row.extra, 0.9)


def test_a_single_run_says_that_it_cannot_tell() -> None:
    one = find(FakeResults(Plan({"baseline": steady(0.0), "package": steady(3.0)}, replicates=1)))
    assert any("in one run, which cannot tell them apart" in line for line in sentences(one))


def test_the_source_line_names_version_seed_run_and_quick() -> None:
    assert source_line(RESULTS.manifest) == (
        "4 samples x 6 replicates, seed 7, sim 0.1.0, run aaaaaaa, world ai"
    )
    assert source_line(FakeResults(Plan(quick=True)).manifest).startswith("QUICK")


def test_tidy_rows_have_a_value_for_every_column() -> None:
    assert {len(row) for row in difference_rows(FOUND)} == {len(DIFFERENCES)}
    assert {len(row) for row in summary_rows(RESULTS, ["joint_papers"])} == {len(SUMMARY)}


def test_the_summary_gives_every_year_of_every_variant() -> None:
    rows = [row for row in summary_rows(RESULTS, ["joint_papers"]) if row[2] == "RU-CN"]
    assert len(rows) == len(PLAN.effects) * 21
    assert all(isinstance(row[7], float) for row in rows)


FUTURES = Plan(
    {name + future: steady(size) for future in ("", "@thaw")
     for name, size in {"baseline": 0.0, "people": 0.01, "package": 6.0}.items()},
    samples=3,
)  # fmt: skip


def test_variants_are_set_against_each_other_within_a_future_and_across_only_in_detail() -> None:
    found = find(FakeResults(FUTURES))
    short, full = sentences(found), sentences(found, detail=True)
    assert any(line.startswith("people@thaw against baseline@thaw: ") for line in short)
    assert not any(line.startswith("people@thaw against baseline: ") for line in short)
    assert any(line.startswith("people@thaw against baseline: ") for line in full)


def test_each_future_has_its_own_leader() -> None:
    said = sentences(find(FakeResults(FUTURES)))
    assert said[1:3] == (
        "package leads in 3 of 3 samples.",
        "package@thaw leads in 3 of 3 samples.",
    )


def test_of_many_pairs_those_with_the_reference_are_named_and_the_rest_counted() -> None:
    alike = {f"v{i}": steady(0.0) for i in range(6)}
    found = find(FakeResults(Plan({"baseline": steady(0.0)} | alike, own=0.0)))
    said = [line for line in sentences(found) if "no difference in any run" in line]
    assert said == [f"v{i} against baseline: no difference in any run." for i in range(6)]
    assert any(line.startswith("15 more pairs") for line in sentences(found))


def test_labels_are_shown_against_the_baseline_only() -> None:
    assert FOUND.additionality
    assert not find(RESULTS, request_of(RESULTS.manifest, to="vouchers")).additionality


def test_cost_is_set_against_joint_papers_where_the_scenario_names_nothing() -> None:
    silent = FakeResults(PLAN)
    asked = silent.manifest.compare.model_copy(update={"cost_per": None})
    silent.manifest = silent.manifest.model_copy(update={"compare": asked})
    assert last(find(silent).costs, "vouchers").price.value == pytest.approx(2.0, rel=0.05)


def test_policies_that_no_variant_holds_are_named_in_one_line() -> None:
    told = gathered(("first", f"a{IDLE}", "between", f"b{IDLE}", "last"))
    assert told == (
        "first",
        "2 policies are in no variant that will be run: a, b",
        "between",
        "last",
    )
    assert gathered((f"a{IDLE}", "last")) == (f"a{IDLE}", "last")


def test_the_description_of_a_scenario_ends_that_warning_alike() -> None:
    scenario = Path(__file__).parents[2] / "scenarios" / "packages.yaml"
    asked = Asked(scenario, (), {}, ("people",), quick=False)
    warned = describe(asked.resolved(Shelf.read())).warnings
    idle = [line for line in warned if line.endswith(IDLE)]
    assert len(idle) > 1
    assert sum("in no variant" in line for line in gathered(warned)) == 1
