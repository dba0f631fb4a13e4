"""Running: the same results however the work is divided, broken off and taken up again."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import StoreError
from sim.experiment.plan import Portion
from sim.experiment.run import Interrupted, run
from sim.store.results import open_run
from sim.store.unit import UnitKey
from tests.experiment.making import bytes_of, plan
from tests.store.making import contents

ROOT = Path(__file__).parents[2]
CHILD = """
import sys
from pathlib import Path
from sim.experiment.run import Interrupted, run
from tests.experiment.making import plan
if __name__ == "__main__":
    try:
        report = run(plan({plan}), Path(sys.argv[1]), jobs={jobs})
    except Interrupted as error:
        print(error)
        sys.exit(error.exit_code)
    sys.exit(report.exit_code)
"""


@pytest.fixture(scope="module")
def straight(tmp_path_factory):
    """The results of one worker that was never disturbed."""
    return bytes_of(run(plan(), tmp_path_factory.mktemp("straight")).folder)


def start(tmp_path, jobs, **arguments):
    """Run a plan in a process of its own, with its script beside the results."""
    script = tmp_path / "child.py"
    said = ", ".join(f"{name}={value!r}" for name, value in arguments.items())
    script.write_text(CHILD.format(plan=said, jobs=jobs))
    return subprocess.Popen(
        [sys.executable, script, tmp_path / "results"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_units(folder, count):
    """Wait until so many units are stored."""
    limit = time.monotonic() + 60
    while len(list(folder.glob("toy/2*/runs/*.npz"))) < count:
        assert time.monotonic() < limit, "no unit appeared"
        time.sleep(0.02)


def test_everything_is_computed_and_closed(tmp_path, straight):
    report = run(plan(), tmp_path)
    assert report.complete
    assert report.computed == 12
    assert report.exit_code == 0
    assert not report.found
    assert bytes_of(report.folder) == straight


@pytest.mark.parametrize("jobs", [2, 4])
def test_several_workers_give_the_same_bytes_as_one(tmp_path, straight, jobs):
    report = run(plan(), tmp_path, jobs=jobs)
    assert report.complete
    assert bytes_of(report.folder) == straight


def test_a_second_run_of_the_same_plan_computes_nothing_and_changes_nothing(tmp_path):
    first = run(plan(), tmp_path)
    before = contents(tmp_path)
    stamps = {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")}
    second = run(plan(trouble={"seats": "crash"}), tmp_path, jobs=2)
    assert second.found
    assert second.exit_code == 0
    assert second.folder == first.folder
    assert contents(tmp_path) == before
    assert {path: path.lstat().st_mtime_ns for path in tmp_path.rglob("*")} == stamps


@settings(max_examples=10)
@given(count=st.integers(2, 7), order=st.randoms(use_true_random=False))
def test_shards_in_any_order_give_the_same_bytes(tmp_path_factory, straight, count, order):
    root = tmp_path_factory.mktemp("shards")
    parts = list(range(1, count + 1))
    order.shuffle(parts)
    reports = [run(plan(), root, portion=Portion(part, count)) for part in parts]
    assert sum(report.computed for report in reports) == 12
    assert [report.complete for report in reports].count(True) >= 1
    assert bytes_of(reports[-1].folder) == straight
    assert open_run(reports[-1].folder).complete


@pytest.mark.parametrize("unit", ["seats.s0.r0", "baseline.s1.r1", "seats.s1.r2"])
def test_ctrl_c_keeps_what_is_finished_and_the_same_command_goes_on(tmp_path, straight, unit):
    with pytest.raises(Interrupted) as caught:
        run(plan(trouble={unit: "interrupt"}), tmp_path)
    stopped = caught.value
    assert stopped.exit_code == 130
    assert stopped.planned == 12
    assert str(stopped) == (
        f"stopped at {stopped.done} of 12. Nothing is lost: run the same command again to go on."
    )
    folder = next((tmp_path / "toy").glob("2*"))
    there = bytes_of(folder)
    assert len(there) == stopped.done == open_run(folder).manifest.runs.done
    report = run(plan(), tmp_path)
    assert report.computed == 12 - stopped.done
    assert bytes_of(report.folder) == straight


def test_ctrl_c_at_several_workers_ends_them_and_loses_nothing(tmp_path, straight):
    child = start(tmp_path, 2, pause=0.02)
    wait_for_units(tmp_path / "results", 3)
    os.killpg(child.pid, signal.SIGINT)
    said, complaints = child.communicate(timeout=60)
    assert child.returncode == 130
    assert said.startswith("stopped at ")
    assert complaints == ""
    done = int(said.split()[2])
    report = run(plan(), tmp_path / "results")
    assert report.computed == 12 - done
    assert bytes_of(report.folder) == straight


def test_kill_9_loses_nothing_and_leaves_no_worker_behind(tmp_path, straight):
    child = start(tmp_path, 2, pause=0.02)
    wait_for_units(tmp_path / "results", 2)
    child.kill()
    child.communicate(timeout=60)
    limit = time.monotonic() + 60
    while any_of_group(child.pid):
        assert time.monotonic() < limit, "a worker outlived its parent"
        time.sleep(0.05)
    report = run(plan(), tmp_path / "results", jobs=2)
    assert 0 < report.computed <= 10
    assert bytes_of(report.folder) == straight
    assert not list(report.folder.rglob("*.tmp"))


def any_of_group(group):
    """Whether a process of this group is still there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_two_processes_share_one_run(tmp_path, straight):
    diary = tmp_path / "diary"
    first = start(tmp_path, 1, pause=0.01, diary=str(diary))
    wait_for_units(tmp_path / "results", 1)
    second = start(tmp_path, 1, pause=0.01, diary=str(diary))
    for child in (first, second):
        _, complaints = child.communicate(timeout=60)
        assert (child.returncode, complaints) == (0, "")
    folders = list((tmp_path / "results" / "toy").glob("2*"))
    assert len(folders) == 1
    assert bytes_of(folders[0]) == straight
    assert open_run(folders[0]).complete
    twice = len(diary.read_text().splitlines()) - 12
    assert twice <= 2


def test_what_another_session_stored_meanwhile_is_not_counted_as_ones_own(tmp_path):
    other = Portion(only=(UnitKey.parse("seats.s0001.r0002"),))
    theirs = []

    def meanwhile(_progress):
        if not list(tmp_path.glob("toy/2*/runs/*.npz")):
            theirs.append(run(plan(), tmp_path, portion=other).computed)

    report = run(plan(), tmp_path, on_progress=meanwhile)
    assert theirs == [1]
    assert report.computed == 11
    assert report.complete


def test_a_crash_is_recorded_with_the_command_that_repeats_it_and_the_others_go_on(tmp_path):
    report = run(plan(trouble={"seats.s1.r2": "crash"}), tmp_path)
    assert report.exit_code == 1
    assert not report.complete
    assert report.computed == 11
    assert report.manifest.runs.model_dump() == {"planned": 12, "done": 11, "failed": 1}
    row = json.loads((report.folder / "failed.jsonl").read_text())
    assert (row["variant"], row["sample"], row["replicate"], row["seed"]) == ("seats", 1, 2, 7)
    assert row["error"].startswith("ValueError: a share of 1.2 in 'x.csv' for seats\n")
    assert "toy.py" in row["error"]
    assert row["command"] == "sim run toy.yaml --only seats.s0001.r0002"


def test_the_command_of_a_crash_repeats_it_alone(tmp_path, straight):
    report = run(plan(trouble={"seats.s1.r2": "crash", "baseline.s0.r0": "crash"}), tmp_path)
    rows = [json.loads(row) for row in (report.folder / "failed.jsonl").read_text().splitlines()]
    key = UnitKey.parse(shlex.split(rows[-1]["command"])[-1])
    again = run(plan(), tmp_path, portion=Portion(only=(key,)))
    assert again.computed == 1
    assert not again.complete
    assert run(plan(), tmp_path).computed == 1
    assert bytes_of(again.folder) == straight


def test_a_crash_in_the_history_is_not_tried_for_every_variant(tmp_path):
    variants = ("baseline", *(f"seats_{number}" for number in range(9)))
    report = run(plan(samples=1, variants=variants, trouble={"history.s0.r1": "crash"}), tmp_path)
    assert len(report.failures) == 10
    assert report.computed == 20


def test_a_model_that_gives_no_record_is_a_failure(tmp_path):
    report = run(plan(samples=1, replicates=1, trouble={"baseline": "vanish"}), tmp_path)
    assert [str(failure.key) for failure in report.failures] == ["baseline.s0000.r0000"]
    assert report.failures[0].error == "the model gave no record and no reason"
    assert report.computed == 1


def test_a_worker_that_dies_takes_no_other_work_with_it(tmp_path):
    report = run(plan(trouble={"seats.s0.r1": "die"}), tmp_path, jobs=2)
    assert [str(failure.key) for failure in report.failures] == ["seats.s0000.r0001"]
    assert "out of memory" in report.failures[0].error
    assert report.computed == len(bytes_of(report.folder)) == 11
    assert report.exit_code == 1


def test_another_seed_or_another_number_of_runs_gets_another_folder(tmp_path):
    made = [plan(), plan(seed=8), plan(samples=1), plan(replicates=2), plan(variants=("baseline",))]
    assert len({run(each, tmp_path).folder for each in made}) == 5


def test_the_same_work_under_another_question_is_taken_over(tmp_path, straight):
    first = run(plan(), tmp_path)
    second = run(plan(question="Anything else?", trouble={"history": "crash"}), tmp_path)
    assert second.folder != first.folder
    assert second.found
    assert bytes_of(second.folder) == straight
    assert open_run(second.folder).verify() == 12


@pytest.mark.parametrize(
    ("change", "new"),
    [({"replicates": 4}, 4), ({"variants": ("baseline", "seats", "grants")}, 6), ({"seed": 8}, 12)],
)
def test_only_what_is_new_is_computed(tmp_path, change, new):
    run(plan(), tmp_path)
    alone = run(plan(**change), tmp_path / "alone")
    report = run(plan(**change), tmp_path)
    assert report.computed == new
    assert bytes_of(report.folder) == bytes_of(alone.folder)


def test_a_damaged_unit_is_not_taken_over(tmp_path):
    first = run(plan(), tmp_path)
    file = first.folder / "runs" / "seats.s0000.r0000.npz"
    file.write_bytes(file.read_bytes().replace(b"papers", b"pavers"))
    second = run(plan(question="Anything else?"), tmp_path)
    assert second.computed == 1
    assert open_run(second.folder).verify() == 12


def test_futures_are_run_side_by_side_under_their_names(tmp_path):
    report = run(plan(samples=1, replicates=1, futures=("", "@thaw")), tmp_path, jobs=2)
    assert report.complete
    assert [name.split(".")[0] for name in bytes_of(report.folder)] == [
        "baseline",
        "baseline@thaw",
        "seats",
        "seats@thaw",
    ]


def test_a_damaged_unit_stops_the_run_before_anything_is_computed(tmp_path):
    report = run(plan(trouble={"seats.s1.r2": "crash"}), tmp_path)
    file = report.folder / "runs" / "seats.s0000.r0000.npz"
    file.write_bytes(file.read_bytes()[:99])
    before = contents(tmp_path)
    with pytest.raises(StoreError, match=r"seats\.s0000\.r0000\.npz: the file is cut short"):
        run(plan(), tmp_path)
    assert contents(tmp_path) == before


def test_a_unit_moved_away_from_a_finished_run_is_computed_anew(tmp_path, straight):
    report = run(plan(), tmp_path)
    (report.folder / "runs" / "seats.s0000.r0000.npz").rename(tmp_path / "elsewhere.npz")
    again = run(plan(), tmp_path)
    assert again.computed == 1
    assert bytes_of(again.folder) == straight


def test_a_failing_command_leaves_other_results_byte_for_byte(tmp_path):
    sound = run(plan(), tmp_path)
    before = contents(sound.folder)
    report = run(plan(seed=8, trouble={"history": "crash"}), tmp_path)
    assert report.exit_code == 1
    assert report.computed == 0
    assert contents(sound.folder) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_stops_the_run_and_says_what_is_kept(tmp_path, monkeypatch, straight, jobs):
    monkeypatch.setattr(os, "fsync", os.fsync)
    full = plan(trouble={f"history.s1.r{replicate}": "full" for replicate in range(3)})
    with pytest.raises(StoreError, match=r"disk is full\. \d finished runs are kept\. Free some"):
        run(full, tmp_path, jobs=jobs)
    monkeypatch.undo()
    report = run(plan(), tmp_path)
    assert 6 <= report.computed < 12
    assert bytes_of(report.folder) == straight
    assert not list(report.folder.rglob("*.tmp"))


def test_nothing_in_the_folder_says_who_ran_it_or_where(tmp_path):
    report = run(plan(trouble={"seats.s1.r2": "crash"}), tmp_path)
    said = b"".join(contents(report.folder).values())
    for secret in (str(tmp_path), str(ROOT), str(Path.home()), os.uname().nodename):
        assert secret.encode() not in said or len(secret) < 2


def test_a_finished_run_checks_its_own_pairing(tmp_path):
    checks = run(plan(), tmp_path).manifest.checks
    assert [(check.name, check.passed) for check in checks] == [("pairing", True)]
    assert checks[0].says.startswith("6 pairs are equal in each of the 8 quarters")
