"""The manifest: it says what ran and nothing about who ran it, and shows any change."""

import json

import pytest

from sim.errors import StoreError
from sim.store.manifest import FILE, now_text, read_manifest
from tests.store.making import manifest


@pytest.fixture
def folder(tmp_path):
    (tmp_path / FILE).write_bytes(manifest().text().encode())
    return tmp_path


def test_what_is_read_is_what_was_written(folder):
    assert read_manifest(folder) == manifest()


def test_it_is_plain_json_with_dates_as_people_write_them(folder):
    said = json.loads((folder / FILE).read_text())
    assert said["horizon"] == {"start": "2022-Q1", "policy": "2024-Q1", "end": "2026-Q4"}
    assert said["runs"] == {"planned": 8, "done": 0, "failed": 0}


def test_years_go_from_the_first_to_the_last_quarter(folder):
    assert read_manifest(folder).horizon.years == (2022, 2023, 2024, 2025, 2026)


def test_keys_are_every_variant_of_every_sample_and_replicate(folder):
    keys = read_manifest(folder).keys
    assert [str(key) for key in keys[:3]] == [
        "baseline.s0000.r0000",
        "seats.s0000.r0000",
        "baseline.s0000.r0001",
    ]
    assert len(set(keys)) == 8


def test_any_flipped_bit_is_refused(folder):
    whole = (folder / FILE).read_bytes()
    for index in range(len(whole)):
        hurt = bytearray(whole)
        hurt[index] ^= 1 << (index % 7)
        (folder / FILE).write_bytes(hurt)
        with pytest.raises(StoreError, match=r"manifest\.json: "):
            read_manifest(folder)


def test_any_truncation_is_refused(folder):
    whole = (folder / FILE).read_bytes()
    for length in range(0, len(whole), 7):
        (folder / FILE).write_bytes(whole[:length])
        with pytest.raises(StoreError, match="damaged"):
            read_manifest(folder)


def test_line_ends_of_another_system_are_no_damage(folder):
    whole = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(whole.replace(b"\n", b"\r\n"))
    assert read_manifest(folder) == manifest()


def test_a_later_format_asks_for_an_update(folder):
    text = manifest().text().replace('"format": 1', '"format": 2').replace("0.1.0", "9.0")
    (folder / FILE).write_text(text)
    with pytest.raises(StoreError, match=r"written by sim 9\.0 in format 2.*Update"):
        read_manifest(folder)


def test_no_manifest_means_no_result(tmp_path):
    with pytest.raises(StoreError, match="missing, so this is not a result"):
        read_manifest(tmp_path)


def test_moments_are_written_in_universal_time():
    assert now_text().endswith("Z")
    assert len(now_text()) == len("2026-11-22T14:31:07Z")
