"""A run folder: found or begun, filled, closed; nothing in it is ever lost."""

import errno
import json
import os
from datetime import UTC, datetime

import numpy as np
import pytest

from sim.errors import DiskError, StoreError
from sim.store.folder import RunFolder
from sim.store.manifest import Check, read_manifest
from sim.store.unit import UnitKey
from tests.store.making import (
    RESOLVED,
    SCENARIO,
    Planned,
    contents,
    filled,
    manifest,
    record,
    sum_of,
)

NOON = datetime(2026, 11, 22, 14, 31, 7, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 9, 0, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    return RunFolder.create_or_resume(tmp_path, Planned(), NOON)


def fail_with(code):
    def fails(*_):
        raise OSError(code, os.strerror(code))

    return fails


def test_it_is_named_by_time_and_hash_and_holds_the_texts(folder, tmp_path):
    assert folder.path == tmp_path / "toy" / f"20261122-1431-{sum_of('run')[:7]}"
    assert (folder.path / "scenario.yaml").read_bytes() == SCENARIO
    assert (folder.path / "resolved.yaml").read_bytes() == RESOLVED
    assert read_manifest(folder.path).started == "2026-11-22T14:31:07Z"
    assert not folder.finished
    assert len(folder.missing()) == 8


def test_the_same_run_is_found_again_unfinished_or_finished(folder, tmp_path):
    key = folder.missing()[0]
    folder.write(key, record(key))
    again = RunFolder.create_or_resume(tmp_path, Planned(), LATER)
    assert again.path == folder.path
    assert key not in again.missing()
    filled(again)
    assert RunFolder.create_or_resume(tmp_path, Planned(), LATER).finished


def test_another_run_gets_another_folder_and_touches_no_other(folder, tmp_path):
    filled(folder)
    before = contents(folder.path)
    other = manifest(run_sha256=sum_of("other"))
    second = RunFolder.create_or_resume(tmp_path, Planned(other), NOON)
    filled(second)
    assert second.path != folder.path
    assert contents(folder.path) == before


def test_latest_leads_to_the_run_asked_for_last(folder, tmp_path):
    latest = tmp_path / "toy" / "latest"
    assert latest.resolve() == folder.path.resolve()
    other = Planned(manifest(run_sha256=sum_of("other")))
    second = RunFolder.create_or_resume(tmp_path, other, LATER)
    assert latest.resolve() == second.path.resolve()
    RunFolder.create_or_resume(tmp_path, Planned(), LATER)
    assert latest.resolve() == folder.path.resolve()


def test_closing_says_when_and_how_much_and_is_final(folder):
    closed = filled(folder)
    assert closed.finished
    assert closed.manifest.runs.model_dump() == {"planned": 8, "done": 8, "failed": 0}
    before = contents(folder.path)
    check = Check(name="pairing", passed=True, says="")
    assert folder.settle(failed=3, checks=[check]).manifest == closed.manifest
    assert contents(folder.path) == before


def test_what_is_unfinished_is_counted_and_stays_open(folder):
    key = folder.missing()[0]
    folder.write(key, record(key))
    open_still = folder.settle(failed=2, warnings=["see /Users/ann/x.txt"])
    assert not open_still.finished
    assert open_still.manifest.runs.model_dump() == {"planned": 8, "done": 1, "failed": 2}
    assert open_still.manifest.warnings == ("see x.txt",)


def test_a_unit_written_twice_is_kept_once(folder):
    key = folder.missing()[0]
    assert folder.write(key, record(key))
    before = contents(folder.path)
    assert not folder.write(key, record(key))
    assert contents(folder.path) == before


def test_a_unit_that_comes_out_differently_is_refused_and_the_first_stays(folder):
    key = folder.missing()[0]
    folder.write(key, record(key))
    before = contents(folder.path)
    with pytest.raises(StoreError, match="computed twice with different results"):
        folder.write(key, record(key) | {"moves": np.ones(5)})
    assert contents(folder.path) == before


def test_a_cut_unit_is_named_when_the_run_is_taken_up(folder):
    key = folder.missing()[0]
    folder.write(key, record(key))
    file = folder.path / "runs" / key.filename
    file.write_bytes(file.read_bytes()[:-10])
    with pytest.raises(StoreError, match=rf"{key.filename}: the file is cut short"):
        folder.missing()


def test_a_unit_is_read_as_it_was_written(folder):
    key = UnitKey("seats", 1, 1)
    folder.write(key, record(key))
    for name, array in record(key).items():
        np.testing.assert_array_equal(folder.read(key)[name], array)


def test_closing_clears_what_a_killed_process_left_half_written(folder):
    stray = folder.path / "runs" / "seats.s0000.r0000.npz.0.tmp"
    stray.write_bytes(b"half")
    assert stray not in [folder.path / "runs" / key.filename for key in folder.missing()]
    filled(folder)
    assert sorted(path.suffix for path in (folder.path / "runs").iterdir()) == [".npz"] * 8


def test_a_full_disk_says_how_many_runs_are_kept(folder, monkeypatch):
    first, second = folder.missing()[:2]
    folder.write(first, record(first))
    before = contents(folder.path)
    monkeypatch.setattr(os, "fsync", fail_with(errno.ENOSPC))
    with pytest.raises(
        StoreError, match=r"disk is full\. 1 finished runs are kept\. Free some space"
    ):
        folder.write(second, record(second))
    assert contents(folder.path) == before


def test_a_full_disk_at_the_beginning_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", fail_with(errno.ENOSPC))
    with pytest.raises(StoreError, match=r"disk is full\. Nothing was run"):
        RunFolder.create_or_resume(tmp_path, Planned(), NOON)
    assert [path.name for path in (tmp_path / "toy").iterdir()] == [".lock"]


def test_a_full_disk_at_the_end_keeps_the_old_manifest(folder, monkeypatch):
    key = folder.missing()[0]
    folder.write(key, record(key))
    before = contents(folder.path)
    monkeypatch.setattr(os, "fsync", fail_with(errno.ENOSPC))
    with pytest.raises(StoreError, match="disk is full"):
        folder.settle()
    assert contents(folder.path) == before


def test_a_folder_that_may_not_be_written_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", fail_with(errno.EACCES))
    with pytest.raises(StoreError, match=r"toy: cannot write: writing there is not allowed.*--out"):
        RunFolder.create_or_resume(tmp_path, Planned(), NOON)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_cannot_be_written_is_no_bad_input(tmp_path, monkeypatch, code):
    monkeypatch.setattr(os, "fsync", fail_with(code))
    with pytest.raises(DiskError, match="Nothing was run") as caught:
        RunFolder.create_or_resume(tmp_path, Planned(), NOON)
    assert caught.value.exit_code == 1


def test_a_file_where_the_results_should_go_is_named(tmp_path):
    (tmp_path / "toy").write_text("mine")
    with pytest.raises(StoreError, match="cannot write") as caught:
        RunFolder.create_or_resume(tmp_path, Planned(), NOON)
    assert caught.value.exit_code == 2
    assert (tmp_path / "toy").read_text() == "mine"


def test_log_and_failures_are_one_object_a_line(folder):
    folder.note("begun", {"jobs": 2})
    folder.record_failures([{"variant": "seats"}, {"variant": "baseline"}])
    assert json.loads((folder.path / "log.jsonl").read_text())["jobs"] == 2
    rows = (folder.path / "failed.jsonl").read_text().splitlines()
    assert [json.loads(row)["variant"] for row in rows] == ["seats", "baseline"]


def test_one_process_knows_of_the_other(folder):
    with folder.presence() as alone, folder.presence() as alone_too:
        assert alone
        assert not alone_too


def test_a_damaged_manifest_is_named_instead_of_beginning_anew(folder, tmp_path):
    file = folder.path / "manifest.json"
    file.write_bytes(file.read_bytes().replace(b'"seed": 7', b'"seed": 8'))
    with pytest.raises(StoreError, match=r"manifest\.json: changed after it was written"):
        RunFolder.create_or_resume(tmp_path, Planned(), LATER)
