"""A comparison as text, Markdown, CSV and JSON."""

import csv
import io
import json
from dataclasses import replace
from functools import cache

import pytest

from sim.analysis.findings import Findings, find
from sim.analysis.place_names import bloc_words
from sim.analysis.reading import request_of
from sim.analysis.words import gap_words
from sim.report.beside import surety_grids
from sim.report.matrix import matrix_grids
from sim.report.tables import (
    comparison_csv,
    comparison_json,
    comparison_markdown,
    comparison_text,
)
from tests.analysis.fake import FakeResults, Plan, steady

PLAN = Plan(
    {"baseline": steady(0.0), "vouchers": steady(4.0), "faint": lambda s, _: 0.1 * (-1) ** s},
    samples=4,
    replicates=5,
    cost={"vouchers": 8.0, "faint": 2.0},
)


@cache
def found() -> Findings:
    return find(FakeResults(PLAN))


def shown(outcome: str) -> str:
    results = FakeResults(PLAN)
    return comparison_text(find(results, request_of(results.manifest, outcomes=[outcome])))


@pytest.mark.parametrize("detail", [False, True])
def test_no_line_is_wider_than_eighty_columns(detail: bool) -> None:
    lines = comparison_text(found(), detail=detail).splitlines()
    assert max(map(len, lines)) <= 80


def test_the_heading_says_what_is_counted_and_what_the_interval_runs_over() -> None:
    head = " ".join(shown("joint_papers").split("where")[0].split())
    assert "joint_papers, total 2026-2040, papers (whole, recorded)" in head
    assert "More is better" in head
    assert "Extra = difference from baseline, same draws" in head
    assert "range of 4 samples of what is not known; so few hold about 60%" in head


def test_both_places_and_third_ones_stand_side_by_side() -> None:
    table = shown("public_cost")
    assert all(f"\n{place} " in table for place in ("RU", "CN", "third"))


def test_a_part_in_which_nothing_differs_takes_one_line() -> None:
    line = next(line for line in shown("retention").splitlines() if line.startswith("RU"))
    assert line.split()[1:4] == ["every", "variant", "75.0"]


def test_a_part_in_which_nothing_differs_has_its_nothing_at_every_date() -> None:
    plan = replace(PLAN, effects=dict.fromkeys(("baseline", "one", "two"), steady(0.0)), own=0.0)
    text = comparison_text(find(FakeResults(plan)))
    title = "joint_papers, extra from the policy date on, summed"
    rows = text.split(title)[1].split("\n\n")[0].splitlines()
    (corridor,) = [row for row in rows if row.startswith("RU-CN")]
    dates = len(find(FakeResults(plan)).comparison.request.dates)
    assert corridor.count("0 (0 to 0)") == dates
    assert "every variant" in corridor


def test_shares_are_percentages_and_their_differences_points() -> None:
    table = shown("dependency")
    assert "extra, points" in table
    assert "total" not in table.split("where")[0]
    assert "pooled 2026-2040, %" in table


def test_the_main_outcome_is_shown_date_by_date() -> None:
    table = shown("joint_papers")
    for date in ("2026-2028", "2026-2030", "2026-2035", "2026-2040"):
        assert date in table


def test_cost_says_not_defined_where_it_is_not() -> None:
    line = next(
        line for line in comparison_text(found()).splitlines() if "not defined: the" in line
    )
    assert line.startswith("faint")


def test_surety_names_chance_in_pairs_and_without_and_what_the_record_would_show() -> None:
    table = comparison_text(found()).split("How surely", 1)[1]
    line = next(line for line in table.splitlines() if line.startswith("vouchers"))
    words = line.split()
    assert float(words[1]) < float(words[2])
    assert words[-1] == "no"
    # About 63 papers a year, 5 years: (1 + (1.96 + 0.84) * root(0.1 / 63))^2 - 1 = 24 %.
    assert words[-4:-1] == ["0%", "+6%", "+24%"]


def test_a_corridor_without_any_paper_has_no_rate_to_change() -> None:
    empty = Plan({"baseline": steady(0.0), "some": steady(1.0)}, level=-99.0, common=0.0)
    table = comparison_text(find(FakeResults(empty))).split("How surely", 1)[1]
    assert "nan" not in table


def test_the_closing_lines_name_checks_gaps_and_source() -> None:
    closing = comparison_text(found()).split("\n\n")[-1]
    assert closing.startswith("checked: 40 pairs equal in each of the 24 quarters")
    assert "seed 7, sim 0.1.0, run aaaaaaa" in closing


def test_a_quick_run_says_so() -> None:
    quick = find(FakeResults(Plan(PLAN.effects, samples=2, replicates=2, quick=True)))
    assert "QUICK, not for use" in comparison_text(quick)


def test_csv_is_one_tidy_table_with_numbers_in_full() -> None:
    rows = list(csv.DictReader(io.StringIO(comparison_csv(found()))))
    row = next(
        r
        for r in rows
        if (r["outcome"], r["where"], r["period"], r["last_year"], r["variant"])
        == ("joint_papers", "RU-CN", "total", "2040", "vouchers")
    )
    assert float(row["extra"]) == pytest.approx(60.0, rel=0.1)
    assert row["interval_over"] == "samples"
    assert float(row["cost_per"]) == pytest.approx(2.0, rel=0.1)


def test_json_holds_everything_and_no_number_that_json_has_not() -> None:
    data = json.loads(json.dumps(comparison_json(found()), allow_nan=False))
    assert data["pairing"] == {"pairs": 40, "quarters": 24}
    assert {row["variant"] for row in data["rows"]} == set(PLAN.effects)
    assert data["sentences"]


def test_markdown_has_a_table_for_every_text_table() -> None:
    tables = comparison_markdown(found()).count("| --- |")
    assert tables >= len(PLAN.outcomes) - 1


def test_a_smaller_world_and_few_papers_are_named_before_the_first_table() -> None:
    results = FakeResults(Plan(PLAN.effects, samples=2, level=-8.0, quick=True))
    results.manifest = results.manifest.model_copy(update={"scale": 0.05})
    text = comparison_text(find(results))
    opened = text.split("\n\n")[0]
    assert opened.startswith("QUICK RUN, not for use. Counts of a 1:20 world (scale 0.05)")
    assert "Few are counted: " in opened
    assert comparison_text(found()).startswith("joint_papers, ")


@pytest.mark.parametrize(
    ("heading", "defined"),
    [
        ("best in", "Best in = share of samples"),
        ("max regret", "Max regret = the most by which"),
        ("deadweight", "deadweight, one all the same"),
        ("unpaired", "unpaired = the same with separate draws"),
        ("other sign", "Other sign = share of runs"),
        ("change", "Change = extra of 2036-2040 alone as a share of what the reference counts"),
        ("least", "least = the smallest of its sign"),
        ("visible", "Visible = whether counts"),
        ("third", "Third = the 2 places beside RU and CN"),
    ],
)
def test_every_word_of_a_heading_is_defined_above_it(heading: str, defined: str) -> None:
    said = " ".join(comparison_text(found()).split())
    assert defined in said
    assert heading in said.split(defined, 1)[1]


def test_a_change_that_may_be_chance_has_no_verdict_of_the_record() -> None:
    plan = Plan({"baseline": steady(0.0), "lucky": lambda s, _: 400.0 * s}, 2, 1, own=0.0)
    grid = next(surety_grids(find(FakeResults(plan))))
    line = dict(zip(grid.headings, grid.rows[0], strict=True))
    assert line["visible"] == "-"
    assert "these runs do not tell the difference from chance" in grid.title


def test_the_change_is_that_of_the_years_that_are_counted() -> None:
    late = Plan({"baseline": steady(0.0), "late": lambda _, since: 9.0 * (since >= 10)},
                2, 3, level=74.0, common=0.0, own=0.0)  # fmt: skip
    grid = next(surety_grids(find(FakeResults(late))))
    line = dict(zip(grid.headings, grid.rows[0], strict=True))
    # 9 papers a year on 74 + 16 … 20, of which the whole since 2026 knows nothing.
    assert line["change"] == "+10%"
    assert line["visible"] == "no"


def test_where_nobody_pays_there_is_no_table_of_cost() -> None:
    free = FakeResults(Plan({"baseline": steady(0.0), "charter": steady(5.0)}, replicates=5))
    assert "Extra public cost" not in comparison_text(find(free))
    assert "Extra public cost" in comparison_text(found())


def cost_line(results: FakeResults, variant: str, upto: tuple[int, ...]) -> list[str]:
    request = request_of(results.manifest, at=upto)
    table = comparison_text(find(results, request)).split("Extra public cost", 1)[1]
    return next(line for line in table.splitlines() if line.startswith(variant)).split()


def test_money_planned_stands_beside_money_paid_and_is_that_of_the_world_that_ran() -> None:
    results = FakeResults(PLAN)
    info = [
        variant.model_copy(update={"planned_cost": {"RU": 300.0, "CN": 100.0} if i == 1 else {}})
        for i, variant in enumerate(results.manifest.variants)
    ]
    results.manifest = results.manifest.model_copy(update={"variants": tuple(info), "scale": 0.5})
    assert cost_line(results, "vouchers", (2040,))[1:3] == ["200", "120"]
    assert cost_line(results, "vouchers", (2030,))[1] == "-"


def test_the_places_of_the_corridor_and_all_blocs_are_spelled_out() -> None:
    results = FakeResults(PLAN)
    names = {"RU": "Russia", "CN": "China", "US": "United States", "ROW": "Rest of the world"}
    places = (*results.manifest.labels["place"], "ROW")
    labels = {**results.manifest.labels, "place": places}
    results.manifest = results.manifest.model_copy(update={"places": names, "labels": labels})
    assert bloc_words(results.manifest) == "RU = Russia, CN = China, ROW = Rest of the world."
    named = FakeResults(PLAN)
    named.manifest = named.manifest.model_copy(update={"places": names})
    assert "places: RU = Russia, CN = China." in comparison_text(find(named))


FUTURES = Plan(
    {f"{name}{tag}": steady(size + 2.0 * (tag == "@thaw") * (name == "people"))
     for tag in ("", "@withdrawal", "@thaw")
     for name, size in {"baseline": 0.0, "people": 3.0}.items()},
    samples=2, replicates=2, own=0.0,
)  # fmt: skip


def test_of_several_futures_the_words_go_before_the_tables() -> None:
    text = comparison_text(find(FakeResults(FUTURES)), every=True)
    assert text.startswith("Names without @ are of the future status_quo")
    assert text.index("people leads in") < text.index("joint_papers, total")
    short = comparison_text(find(FakeResults(FUTURES)))
    assert short.index("people leads in") < short.index("joint_papers of RU-CN")


def test_of_one_future_the_words_stand_below_the_first_table_and_above_all_others() -> None:
    for told in (comparison_text(found()), comparison_markdown(found())):
        first, words, second = map(
            told.index, ("joint_papers, total", "vouchers leads in", "joint_papers, extra from")
        )
        assert first < words < second


def test_a_future_that_changes_nothing_is_said_once_and_its_rows_are_not_repeated() -> None:
    text = comparison_text(find(FakeResults(FUTURES)), every=True)
    said = " ".join(text.split())
    assert "In withdrawal all is as in status_quo for every variant: these rows are not" in said
    assert "people@withdrawal" not in text
    assert "people@thaw" in text
    # The same papers, but further from the best of its future: not the same row.
    assert "baseline@thaw " in text
    full = comparison_text(find(FakeResults(FUTURES)), detail=True)
    assert "people@withdrawal" in full


def test_a_variant_that_a_future_does_not_touch_is_left_out_there_alone() -> None:
    sizes = {"baseline": 0.0, "people": 9.0, "weak": 2.0}
    effects = {
        f"{name}{tag}": steady(size + (tag == "@shift") * (name == "weak"))
        for tag in ("", "@shift")
        for name, size in sizes.items()
    }
    results = FakeResults(Plan(effects, samples=2, replicates=2, own=0.0))
    said = " ".join(comparison_text(find(results), every=True).split())
    assert "In shift all is as in status_quo for baseline, people: these rows are not" in said
    assert "people@shift against baseline@shift" not in said
    assert "weak leads" not in said
    assert "people@shift leads in 2 of 2 samples" in said
    table = (
        comparison_text(find(results), every=True).split("joint_papers, total")[1].split("\n\n")[0]
    )
    assert "weak@shift" in table
    assert "people@shift" not in table


def test_what_is_not_shown_is_named_with_its_periods() -> None:
    gaps = [
        "dependency, RU to CN, pooled 2026-2028: not defined in every run",
        "dependency, RU to CN, 2028: not defined in every run",
        "retention, CN, theory, 2028: not defined in every run",
    ]
    assert next(gap_words(gaps)) == (
        "not shown, since not defined in every run: dependency, RU to CN (pooled 2026-2028, 2028); "
        "retention, CN, theory (2028)."
    )
    assert list(gap_words([])) == []
    many = [f"moves, P{i}, 2028: not defined in every run" for i in range(20)]
    assert "; and 8 more, under gaps of --json." in next(gap_words(many))


def test_several_futures_are_seen_at_a_glance_variants_down_and_futures_across() -> None:
    """What a variant adds in each future, also where that is the same as in the first."""
    first, *_ = matrix_grids(find(FakeResults(FUTURES)))
    assert first.headings == ("variant", "status_quo", "withdrawal", "thaw")
    rows = {row[0]: row[1:] for row in first.rows}
    assert list(rows) == ["baseline", "people"]
    assert not any(cell.startswith("+") for cell in rows["baseline"])
    quo, withdrawal, thaw = rows["people"]
    assert quo == withdrawal != thaw
    assert quo.startswith("+45")
    assert thaw.startswith("+75")


def test_what_runs_cannot_tell_from_nothing_is_marked_at_a_glance() -> None:
    effects = {f"{name}{tag}": effect
               for tag in ("", "@thaw")
               for name, effect in {"baseline": steady(0.0), "sure": lambda s, _: 9.0 + s / 9,
                                    "faint": lambda s, _: 0.1 * (-1) ** s}.items()}  # fmt: skip
    grid = next(matrix_grids(find(FakeResults(Plan(effects, samples=6, replicates=2)))))
    rows = {row[0]: row[1:] for row in grid.rows}
    assert all(cell.endswith("~") for cell in rows["faint"])
    assert not any(cell.endswith("~") for cell in rows["sure"])


def test_the_tables_at_a_glance_are_few_and_every_table_is_kept_for_who_asks() -> None:
    short, every = (
        comparison_text(find(FakeResults(FUTURES)), every=all_) for all_ in (False, True)
    )
    assert len(short) < len(every)
    assert "How surely" in every
    assert comparison_text(found()) == comparison_text(found(), every=True)
