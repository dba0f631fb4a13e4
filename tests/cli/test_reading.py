"""`sim compare` and `sim plot`, typed as a person types them."""

import csv
import io
import json
import shutil

import pytest

from sim.evidence.hindcast import read_hindcast
from sim.experiment.sources import history_digest
from tests.conftest import SMALL


def test_a_comparison_repeats_the_limit_that_held_out_years_set(small_result):
    tested = read_hindcast()
    assert tested is not None
    said = small_result.type("sim compare corridor").output
    told = json.loads(small_result.type("sim compare corridor --json").output)
    assert told["limit"].startswith(tested.limit().split(";")[0])
    assert ("Limit of the claim" in said) == bool(tested.limit())
    todays = tested.model_sha256 == history_digest()
    assert ("by another version of the model" in " ".join(said.split())) == (not todays)


def test_a_table_that_was_cut_short_is_told_and_the_same_run_writes_it_anew(small_result):
    folder = (small_result.folder / "results/corridor/latest").resolve()
    whole = (folder / "summary.csv").read_bytes()
    (folder / "summary.csv").write_bytes(whole[:100])
    for command in ("compare corridor", "explain corridor"):
        said = small_result.type(f"sim {command}").stderr
        assert said.startswith("warning: summary.csv is not what the run wrote")
    assert small_result.type(SMALL).exit_code == 0
    assert (folder / "summary.csv").read_bytes() == whole
    assert small_result.type("sim compare corridor").stderr == ""


def test_the_table_stands_alone_on_stdout(small_result):
    said = small_result.type("sim compare corridor")
    assert said.exit_code == 0
    assert said.stderr == ""
    assert "joint_papers" in said.output
    assert "net_migration" in said.output
    assert "checked: " in said.output
    assert max(map(len, said.output.splitlines())) <= 80


def test_a_first_look_names_what_else_there_is_to_see(small_result):
    said = small_result.type("sim compare corridor")
    assert "--outcome all" in said.output
    assert "talent_stock" in said.output.rsplit("Also there", 1)[1]


def test_a_first_look_shows_by_what_the_instruments_of_the_scenario_are_read(small_result):
    tables = small_result.type("sim compare corridor").output.split("\n\n")
    shown = {table.split(",")[0]: table for table in tables if ", " in table.splitlines()[0]}
    usual = {"joint_papers", "net_migration"}
    assert usual | {"voucher_hours", "voucher_queue", "usable_data", "graduates"} <= set(shown)
    assert "standing_units" not in shown
    assert all(f"\n{place} " in shown["usable_data"] for place in ("RU", "CN", "third"))
    assert "\nthird to CN " in shown["dependency"]


def test_only_the_outcome_that_was_asked_for_is_shown(small_result):
    said = small_result.type("sim compare results/corridor/latest --outcome moves")
    first, table = said.output.split("\n\n")[:2]
    assert first == "Counts of a 1:200 world (scale 0.005), not multiplied up."
    assert table.startswith("moves")
    assert "\njoint_papers, total" not in said.output


@pytest.mark.parametrize("asked", ["--json", "--format json"])
def test_a_comparison_as_json_is_one_document_of_every_outcome(small_result, asked):
    told = json.loads(small_result.type(f"sim compare corridor {asked}").output)
    assert {"joint_papers", "talent_stock"} <= set(told["outcomes"])
    assert told["rows"]


def test_a_comparison_as_csv_has_a_heading_and_nothing_else(small_result):
    said = small_result.type("sim compare corridor --format csv")
    rows = list(csv.DictReader(io.StringIO(said.output)))
    assert {row["variant"] for row in rows} >= {"vouchers", "package"}
    assert all(None not in row and None not in row.values() for row in rows)


def test_a_comparison_for_a_document_is_markdown(small_result):
    assert "| ---" in small_result.type("sim compare corridor --format md").output


def test_another_reference_dates_and_interval_can_be_asked_for(small_result):
    said = small_result.type("sim compare corridor --to vouchers --at 2032 --interval 50%")
    plain = small_result.type("sim compare corridor --to vouchers --at 2032 --interval 50")
    assert said.output == plain.output
    assert "difference from vouchers" in said.output.replace("\n", " ")
    assert "50%" in said.output
    assert "2026-2032" in said.output


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("compare corridr", "corridor"),
        ("compare corridor --outcome joint_paper", 'did you mean "joint_papers"'),
        ("compare corridor --to packge", 'did you mean "package"'),
        ("compare corridor --at soon", "2030,2040"),
        ("compare corridor --at 1999", "1999"),
        ("compare corridor --interval 300", "300"),
        ("plot corridor fann", "fan"),
        ("plot corridor --format gif", "svg"),
        ("plot corridor frontier --outcome salton", "salton is a ratio"),
        ("plot corridor flow --outcome salton", "a flow needs two variants, and joint_papers"),
    ],
)
def test_a_wrong_word_is_named_with_what_to_write(small_result, typed, words):
    said = small_result.type(f"sim {typed}")
    assert said.exit_code == 2
    assert said.output == ""
    assert words in said.stderr
    assert "Traceback" not in said.stderr


def test_a_chart_comes_with_its_numbers_and_its_words(small_result):
    said = small_result.type("sim plot corridor fan --outcome joint_papers")
    assert said.exit_code == 0
    folder = small_result.folder / said.output.strip()
    assert {p.suffix for p in folder.glob("fan.joint_papers.*")} == {".svg", ".png", ".csv", ".txt"}


def test_a_frontier_is_drawn_of_the_outcome_that_was_named(small_result):
    said = small_result.type("sim plot corridor frontier --outcome papers --json")
    assert said.exit_code == 0, said.stderr
    assert all("frontier.papers" in name for name in json.loads(said.output)["files"])


def test_charts_can_go_elsewhere_in_one_format(small_result, tmp_path):
    said = small_result.type(
        f"sim plot corridor difference --outcome joint_papers --format svg -o {tmp_path} --json"
    )
    files = json.loads(said.output)["files"]
    assert {name.rsplit(".", 1)[1] for name in files} == {"svg", "csv", "txt"}
    assert len(list(tmp_path.iterdir())) == len(files)


def test_a_damaged_result_is_named_and_refused(small_result, tmp_path):
    copy = tmp_path / "copy"
    (run,) = (small_result.folder / "results" / "corridor").glob("2*")
    shutil.copytree(run, copy)
    unit = min(copy.glob("runs/*.npz"))
    unit.write_bytes(unit.read_bytes()[:-10])
    said = small_result.type(f"sim compare {copy}")
    assert said.exit_code == 2
    assert unit.name in said.stderr
    assert said.output == ""


@pytest.mark.parametrize("command", ["sim explain {}", "sim compare {} {}"])
@pytest.mark.parametrize(("text", "words"), [("garbage", "changed after"), (None, "missing")])
def test_a_scenario_changed_beside_its_result_is_named_and_refused(
    small_result, tmp_path, command, text, words
):
    copy = tmp_path / "copy"
    (run,) = (small_result.folder / "results" / "corridor").glob("2*")
    shutil.copytree(run, copy)
    (copy / "resolved.yaml").unlink()
    if text:
        (copy / "resolved.yaml").write_text(text, encoding="utf-8")
    said = small_result.type(command.format(copy, copy))
    assert said.exit_code == 2
    assert f"resolved.yaml: {words}" in said.stderr
    assert said.output == ""


def test_third_places_are_compared_one_by_one_where_they_are_asked_for(small_result):
    shown = small_result.type("sim compare corridor --outcome joint_papers --place US --place DE")
    assert shown.exit_code == 0, shown.stderr
    for where in ("RU-US", "CN-US", "RU-DE", "CN-DE", "RU-third"):
        assert where in shown.output
    assert "RU-US" not in small_result.type("sim compare corridor --outcome joint_papers").output
    every = small_result.type("sim compare corridor --outcome joint_papers --place all").output
    assert {"RU-KZ", "CN-JP"} <= set(every.split())


@pytest.mark.parametrize(
    ("code", "words"), [("UX", "third place"), ("RU", "stands by itself already")]
)
def test_what_is_no_third_place_is_refused_in_words(small_result, code, words):
    said = small_result.type(f"sim compare corridor --place {code}")
    assert said.exit_code == 2
    assert words in said.stderr
