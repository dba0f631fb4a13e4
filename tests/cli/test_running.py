"""`sim check` and `sim run`, typed as a person types them."""

import csv
import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from sim.cli import compiling
from sim.cli.validating import small_world
from tests.bad.corpus import mistakes
from tests.typed import Desk

SHORT = "-S horizon.start=2018 -S horizon.end=2030 -S compare.at=[2030]"
TINY = f"--scale 0.003 -n 2 --samples 1 -S outcomes=[joint_papers] {SHORT} --jobs 1"


def _runs(desk, scenario="corridor"):
    return sorted((desk.folder / "results" / scenario).glob("2*/runs/*.npz"))


def test_a_check_says_in_words_what_will_run_and_writes_nothing(desk):
    said = desk.type("sim check scenarios/corridor.yaml")
    assert said.exit_code == 0
    assert said.output.startswith("corridor: 6 variants x ")
    assert "To run: sim run scenarios/corridor.yaml" in said.output
    assert said.stderr == ""
    assert [p.name for p in desk.folder.iterdir()] == ["scenarios"]


def test_a_dry_run_ends_with_the_command_that_runs_what_was_asked_for(desk):
    typed = "-n 3 --scale 0.05 -v vouchers -S 'policies.vouchers.ramp=2 years' --quick -j 1 -o mine"
    said = desk.type(f"sim run scenarios/corridor.yaml --dry-run {typed}")
    command = said.output.strip().partition("To run: ")[2]
    assert command == f"sim run scenarios/corridor.yaml {typed}"


@pytest.mark.parametrize("part", ["--shard 1/3", "--only baseline.s0000.r0000"])
def test_a_dry_run_of_a_part_ends_with_the_command_that_runs_the_part(desk, part):
    said = desk.type(f"sim run corridor --dry-run {part}")
    assert said.output.strip().endswith(f"To run: sim run corridor {part}")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("--shard 3/2", "3/2 is no share"), ("--only me", '"me" does not name'), ("-j -1", "'-j'")],
)
def test_a_dry_run_refuses_what_the_run_would_refuse(desk, typed, words):
    said = desk.type(f"sim run corridor --dry-run {typed}")
    assert said.exit_code == 2
    assert words in said.stderr
    assert said.output == ""


def test_a_check_as_json_is_one_document_with_runs_time_and_room(desk):
    said = desk.type("sim check scenarios/corridor.yaml scenarios/dual_phd.yaml --json")
    first, second = json.loads(said.output)
    assert first["file"] == "scenarios/corridor.yaml"
    assert {v["name"] for v in first["variants"]} >= {"baseline", "package"}
    assert min(first["runs"], first["seconds"], first["bytes"]) > 0
    assert second["file"] == "scenarios/dual_phd.yaml"


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda m: m.name)
def test_a_run_of_a_mistaken_file_ends_with_2_tells_the_place_and_writes_nothing(mistake, tmp_path):
    before = mistake.put_into(tmp_path).read_bytes()
    said = Desk(tmp_path).type("sim run good.yaml --jobs 1")
    assert said.exit_code == 2
    assert not said.output
    assert "Traceback" not in said.stderr
    for fault in mistake.faults:
        assert f"good.yaml:{fault.line}:{fault.column}: error: " in said.stderr
        assert fault.remedy in said.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["good.yaml"]
    assert (tmp_path / "good.yaml").read_bytes() == before


def test_the_faults_of_all_files_come_at_once(desk):
    for name in ("one", "two"):
        text = (desk.folder / "scenarios" / "corridor.yaml").read_text(encoding="utf-8")
        text = text.replace("name: corridor", f"name: {name}").replace("world: ai", "world: aii")
        (desk.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    said = desk.type("sim check one.yaml two.yaml")
    assert said.exit_code == 2
    assert said.output == ""
    assert "one.yaml:" in said.stderr
    assert "two.yaml:" in said.stderr
    closing = "2 problems in 2 places; nothing was run.\nMore may appear once these are right."
    assert said.stderr.rstrip().endswith(closing)


def test_a_scenario_may_be_called_by_its_name(desk):
    named, filed = (desk.type(f"sim check {w}") for w in ("corridor", "scenarios/corridor.yaml"))
    assert named.output.splitlines()[0] == filed.output.splitlines()[0]


def test_a_strict_check_takes_a_warning_for_a_fault(desk):
    said = desk.type("sim check corridor -S runs.replicates=2 --strict")
    assert said.exit_code == 2
    assert "replicates" in said.stderr


def test_a_check_can_show_the_scenario_with_everything_explicit(desk):
    said = desk.type("sim check scenarios/corridor.yaml --show")
    (desk.folder / "corridor.yaml").write_text(said.output, encoding="utf-8")
    assert desk.type("sim check corridor.yaml").exit_code == 0


def test_a_dry_run_counts_the_typed_settings_and_runs_nothing(desk):
    said = desk.type("sim run corridor --dry-run -v vouchers -n 7 --samples 3 --seed 5")
    assert said.output.startswith("corridor: 2 variants x 3 samples x 7 replicates")
    assert not (desk.folder / "results").exists()


def test_a_scale_may_be_typed_in_per_cent(desk):
    share, percent = (desk.type(f"sim check corridor --scale {typed}") for typed in ("0.05", "5%"))
    assert percent.exit_code == 0
    assert percent.output == share.output


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("-n 0", "-n 0"),
        ("--scale five", "write 5% or 0.05"),
        ("--scale 7", "--scale 7"),
        ("-S runs.sed=3", "-S runs.sed=3"),
        ("-v vouchrs", "vouchers"),
        ("--shard 5/4", "5/4"),
        ("--only nobody.s0000.r0000", "nobody.s0000.r0000"),
    ],
)
def test_a_wrong_option_is_named_and_nothing_is_written(desk, typed, words):
    said = desk.type(f"sim run scenarios/corridor.yaml {typed}")
    assert said.exit_code == 2
    assert words in said.stderr
    assert "Traceback" not in said.stderr
    assert not list(desk.folder.glob("results/corridor/2*/runs/*"))


def test_a_run_shows_the_folder_of_its_result_and_nothing_else_on_stdout(small_result):
    said = small_result.type(
        "sim run scenarios/corridor.yaml --scale 0.005 -n 2 --samples 2 --jobs 1"
    )
    assert said.exit_code == 0
    assert "found: all 24 runs" in said.stderr
    folder = small_result.folder / said.output.strip()
    assert (folder / "manifest.json").is_file()
    assert {"summary.csv", "differences.csv"} <= {p.name for p in folder.iterdir()}


def test_a_run_goes_on_where_it_was_stopped(desk):
    alone = desk.type(f"sim run corridor {TINY} -v charter --only charter.s0000.r0001 --json")
    assert json.loads(alone.output)["computed"] == 1
    assert len(_runs(desk)) == 1
    rest = desk.type(f"sim run corridor {TINY} -v charter --json")
    told = json.loads(rest.output)
    assert (told["computed"], told["complete"]) == (3, True)
    assert len(_runs(desk)) == 4


def test_an_unfinished_result_is_not_compared_but_said_to_be_unfinished(desk):
    desk.type(f"sim run corridor {TINY} -v charter --shard 1/2 -q")
    said = desk.type("sim compare corridor")
    assert said.exit_code == 3
    assert "2 of 4 runs are missing" in said.stderr


def test_the_command_offered_for_going_on_goes_on_wherever_the_result_lies(desk):
    desk.type(f"sim run corridor {TINY} -v charter --shard 1/2 -q -o deep/mine")
    said = desk.type("sim compare deep/mine/corridor")
    offered = said.stderr.partition("Go on with: ")[2].partition("\n")[0]
    assert "--shard" not in offered
    (desk.folder / "scenarios" / "corridor.yaml").unlink()
    told = json.loads(desk.type(f"{offered} --json").output)
    assert (told["computed"], told["complete"]) == (2, True)
    assert [p.name for p in (desk.folder / "deep" / "mine").iterdir()] == ["corridor"]


def test_a_quick_run_is_marked_wherever_it_is_shown(desk):
    said = desk.type("sim run corridor --quick --scale 0.002 -v charter --jobs 1")
    assert said.exit_code == 0
    assert said.stderr.startswith("QUICK")
    assert "QUICK" in desk.type("sim compare corridor").output


def test_off_a_terminal_progress_comes_in_plain_lines_on_stderr(desk):
    said = desk.type(f"sim run corridor {TINY} -v charter")
    assert "100%" in said.stderr
    assert "\r" not in said.stderr + said.output
    assert "\x1b" not in said.stderr + said.output


def test_a_share_beyond_the_whole_is_answered_as_it_was_typed(desk):
    said = desk.type("sim check corridor --scale 500%")
    assert said.exit_code == 2
    assert '"500%" is more than the whole' in " ".join(said.stderr.split())
    assert "did you mean" not in said.stderr


def test_of_many_files_those_without_a_fault_are_told_of(desk):
    said = desk.type("sim check dual_phd nonsense")
    assert said.exit_code == 2
    assert said.output.startswith("dual_phd: ")
    assert "nonsense: error: there is no such file" in said.stderr


def test_more_workers_than_there_is_work_for_are_not_counted(desk):
    said = desk.type("sim check dual_phd -j 999999")
    assert "999999 workers" not in said.output


@pytest.mark.parametrize("known", [False, True])
def test_that_the_program_is_compiled_is_said_where_it_was_not_yet(desk, monkeypatch, known):
    monkeypatch.setattr(compiling, "is_compiled", lambda: known)
    said = desk.type(f"sim run corridor {TINY} -v charter")
    assert ("compiling the program first, once" in said.stderr) is not known


def test_a_quiet_run_says_nothing_but_its_result(desk):
    said = desk.type(f"sim run corridor {TINY} -v charter -q")
    assert said.stderr == ""
    assert len(said.output.splitlines()) == 1


def test_another_corridor_is_run_and_read_by_its_own_names(desk):
    assert desk.type(f"sim run other_corridor {TINY} -v doctorates -q").exit_code == 0
    said = desk.type("sim compare other_corridor")
    assert said.exit_code == 0
    assert {"DE-IN", "DE-third", "IN-third"} <= set(re.findall(r"^\S+", said.output, re.MULTILINE))
    assert not re.search(r"\b(RU|CN)\b", said.output)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_loses_nothing_and_the_same_command_goes_on(desk, sent):
    words = f"run corridor --scale 0.003 -n 8 --samples 1 --jobs 1 -v charter {SHORT}"
    typed = [sys.executable, "-m", "sim", *words.split()]
    running = subprocess.Popen(
        typed, cwd=desk.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 120
    while len(_runs(desk)) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    running.send_signal(sent)
    out, err = running.communicate(timeout=120)
    assert running.returncode == 130, err
    assert out == ""
    assert "Nothing is lost: run the same command again to go on." in err
    assert "Traceback" not in err
    (log,) = desk.folder.glob("results/corridor/2*/log.jsonl")
    assert json.loads(log.read_text("utf-8").splitlines()[-1])["event"] == "interrupted"
    kept = {path.name: path.read_bytes() for path in _runs(desk)}
    assert 2 <= len(kept) < 16
    again = subprocess.run(typed, cwd=desk.folder, capture_output=True, text=True, check=False)
    assert again.returncode == 0, again.stderr
    whole = {path.name: path.read_bytes() for path in _runs(desk)}
    assert len(whole) == 16
    assert kept.items() <= whole.items()


def test_patterns_stand_beside_the_record_with_a_verdict_each(desk):
    said = desk.type("sim validate science --scale 0.0005")
    assert said.exit_code == 0
    assert re.search(r"^\d+ of \d+ patterns are in band", said.output, re.MULTILINE)
    told = json.loads(desk.type("sim validate science --scale 0.0005 --json").output)
    assert {row["verdict"] for row in told["patterns"]} <= {"in band", "not in band", "not read"}
    assert {"P4", "P12", "P13"} <= {row["number"] for row in told["patterns"]}
    assert said.output.startswith("Warning: this world is 20 times smaller than usual")
    assert len(told["warnings"]) == 1
    legend = said.output.split("what the numbers stand for")[1].split("\n\n")[0]
    assert {row["number"] for row in told["patterns"]} == set(re.findall(r"\bP\d+\b", legend))
    assert "out rate: Moves abroad in the years per 1,000 researchers" in " ".join(legend.split())


def test_a_world_of_its_usual_size_has_no_warning_of_luck():
    assert small_world("science", 0.01) == ()
    assert small_world("ai", 1.0) == ()
    assert "333 times smaller" in small_world("ai", 0.003)[0]


def test_expectations_are_counted_by_instrument_and_the_table_is_kept(desk):
    said = desk.type("sim validate science --scale 0.0005")
    assert "as the program's own tests find them" in " ".join(said.output.split())
    counted = r"^Of (\d+) expectations: (\d+) met, (\d+) not met, (\d+) not\s+testable"
    ((every, *each),) = re.findall(counted, said.output, re.MULTILINE)
    (file,) = desk.folder.glob("results/patterns/expectations.csv")
    rows = list(csv.DictReader(file.read_text("utf-8").splitlines()))
    assert len(rows) == int(every) == sum(map(int, each))
    states = Counter(row["state"] for row in rows)
    assert [str(states[state]) for state in ("met", "not met", "not testable")] == each
    assert all((row["why"] == "") == (row["state"] == "met") for row in rows)
    school = Counter(row["state"] for row in rows if row["instrument"] == "summer_school")
    assert re.findall(r"^  summer_school +(\d+) +(\d+) +(\d+)$", said.output, re.MULTILINE) == [
        tuple(str(school[state]) for state in ("met", "not met", "not testable"))
    ]


def test_every_structure_has_its_column_and_the_table_is_kept(desk):
    said = desk.type("sim validate ai --structures --scale 0.002")
    assert said.exit_code == 0, said.stderr
    for across in ("as is +M +Z", "CES +undiverted +knowledge"):
        assert re.search(rf"^  pattern +record +{across}$", said.output, re.MULTILINE)
    assert max(map(len, said.output.splitlines())) <= 80
    (file,) = desk.folder.glob("results/patterns/ai.csv")
    _, *rows = file.read_text("utf-8").splitlines()
    told = json.loads(desk.type("sim validate ai --scale 0.002 --json").output)["patterns"]
    assert len(rows) == 6 * len(told)
    kept = {row.split(",")[0]: row.split(",")[-1] for row in rows if ",as is," in row}
    assert kept == {row["id"]: row["verdict"] for row in told}


def test_a_world_that_does_not_exist_is_not_validated(desk):
    said = desk.type("sim validate scienc")
    assert said.exit_code == 2
    assert "science" in said.stderr


def test_held_out_years_are_scored_in_a_tiny_world_and_kept_with_their_page(desk):
    said = desk.type("sim validate --hindcast --scale 0.0005 -n 1 --jobs 1 --json")
    assert said.exit_code == 0, said.stderr
    found = json.loads(said.output)
    assert found["opening"]
    assert {score["family"] for score in found["scores"]} >= {"papers", "moves", "science_share"}
    (page,) = desk.folder.glob("results/hindcast/*/1x1/page.md")
    assert page.read_text("utf-8").startswith("# Forecasts of years")
    assert found["summary"]["model_sha256"] == found["about"]["model_sha256"]


@pytest.mark.parametrize(
    ("typed", "word"), [("ai", "science"), ("--scale 0", "share"), ("-n 0", "1 or more")]
)
def test_a_hindcast_that_cannot_be_is_refused_in_words(desk, typed, word):
    said = desk.type(f"sim validate --hindcast {typed}")
    assert said.exit_code == 2
    assert word in said.stderr
