"""Evidence about the model: a folder holds exactly what was kept last, and reads as it was kept."""

import pytest

from sim.errors import StoreError
from sim.store.reference import keep, keep_one, read_csv, read_json, reference_folder


def test_a_folder_holds_exactly_what_was_kept_last(tmp_path):
    keep("hindcast", {"old.svg": b"1", "page.md": b"2"}, tmp_path)
    folder = keep("hindcast", {"page.md": b"3"}, tmp_path)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"page.md": b"3"}


def test_one_file_leaves_those_beside_it_alone(tmp_path):
    keep_one("patterns/ai.json", {"a": 1}, tmp_path)
    keep_one("patterns/science.json", {"a": 2}, tmp_path)
    assert read_json(tmp_path / "patterns" / "ai.json") == {"a": 1}


def test_what_is_not_there_is_nothing_and_no_fault(tmp_path):
    assert read_json(tmp_path / "none.json") is None
    assert read_csv(tmp_path / "none.csv") == []


def test_a_damaged_file_is_named(tmp_path):
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match=r"bad\.json: damaged"):
        read_json(tmp_path / "bad.json")


def test_the_folder_is_that_of_the_source_tree(repository):
    assert reference_folder() == repository / "results" / "reference"
