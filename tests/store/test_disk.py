"""Writing: a whole file or none, whoever else writes."""

import errno
import json
import os

import pytest

from sim.store.disk import append, held, place, refusal


def test_a_file_appears_whole_and_leaves_nothing_aside(tmp_path):
    place(tmp_path / "a", b"one")
    place(tmp_path / "a", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"two"


def test_a_name_aside_that_is_taken_is_left_alone(tmp_path):
    stray = tmp_path / "a.0.tmp"
    stray.write_bytes(b"half of another writer")
    place(tmp_path / "a", b"one")
    assert stray.read_bytes() == b"half of another writer"
    assert (tmp_path / "a").read_bytes() == b"one"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_failed_write_keeps_the_old_file_and_leaves_nothing_aside(tmp_path, monkeypatch, code):
    place(tmp_path / "a", b"one")

    def fails(_handle):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match=os.strerror(code)):
        place(tmp_path / "a", b"two")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"one"


def test_a_twin_that_cleared_up_first_is_no_failure(tmp_path, monkeypatch):
    def swept(_handle):
        (tmp_path / "a").write_bytes(b"one")
        (tmp_path / "a.0.tmp").unlink()

    monkeypatch.setattr(os, "fsync", swept)
    place(tmp_path / "a", b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_lines_are_added_as_json(tmp_path):
    append(tmp_path / "log", {"event": "begun"})
    append(tmp_path / "log", {"event": "größer"})
    assert [
        json.loads(line)["event"] for line in (tmp_path / "log").read_text("utf-8").splitlines()
    ] == [
        "begun",
        "größer",
    ]


def test_a_held_file_is_not_held_twice_and_is_free_afterwards(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    with held(tmp_path / "a", wait=False) as first:
        assert first
        with held(tmp_path / "a", wait=False) as second:
            assert not second
    with held(tmp_path / "a", wait=False) as third:
        assert third


def test_what_cannot_be_held_stops_nobody(tmp_path):
    with held(tmp_path / "nowhere" / "a", wait=True) as alone:
        assert not alone


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "disk is full"),
        (errno.EACCES, "not allowed"),
        (errno.EROFS, "read-only"),
    ],
)
def test_a_refusal_says_what_is_kept_and_what_to_do(tmp_path, code, words):
    said = str(refusal(OSError(code, ""), tmp_path / "a", "12 finished runs are kept."))
    assert words in said
    assert "12 finished runs are kept." in said
    assert "again" in said or "--out" in said
