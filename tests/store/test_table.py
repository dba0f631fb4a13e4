"""Tables: numbers in full, and never over another table."""

import errno
import os
from typing import Any

import numpy as np
import pytest

from sim.errors import StoreError
from sim.store.table import table_bytes, write_table

HEADER = ("variant", "extra")


def test_numbers_are_written_in_full_and_gaps_are_empty():
    rows: list[tuple[str, Any]] = [
        ("a,b", 1 / 3),
        ("c", 2.0),
        ("d", None),
        ("e", float("nan")),
        ("f", np.int64(7)),
        ("g", 1e300),
    ]
    assert table_bytes(HEADER, rows).decode().splitlines() == [
        "variant,extra", '"a,b",0.3333333333333333', "c,2", "d,", "e,", "f,7", "g,1e+300",
    ]  # fmt: skip


def test_the_same_table_is_found_and_not_written(tmp_path):
    path = write_table(tmp_path / "summary.csv", HEADER, [("a", 1.5)])
    before = path.stat().st_mtime_ns
    assert write_table(tmp_path / "summary.csv", HEADER, [("a", 1.5)]) == path
    assert path.stat().st_mtime_ns == before


def test_another_table_goes_beside_the_first(tmp_path):
    first = write_table(tmp_path / "summary.csv", HEADER, [("a", 1.5)])
    second = write_table(tmp_path / "summary.csv", HEADER, [("a", 2.5)])
    assert second == tmp_path / "summary-2.csv"
    assert first.read_text() == "variant,extra\na,1.5\n"
    assert write_table(tmp_path / "summary.csv", HEADER, [("a", 2.5)]) == second
    assert write_table(tmp_path / "summary.csv", HEADER, [("a", 3.5)]).name == "summary-3.csv"


def test_a_full_disk_leaves_no_half_table(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="the disk is full"):
        write_table(tmp_path / "summary.csv", HEADER, [("a", 1.5)])
    assert list(tmp_path.iterdir()) == []
