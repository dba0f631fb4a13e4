"""What a text says is kept on disk, and never taken for what another says."""

import pickle
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sim.cache import cache_home
from sim.evidence import parsed as room
from sim.evidence.parsed import FOLDER, parsed
from sim.evidence.seeds import seeds_folder

TEXT = "- {name: one, value: 0.1, whole: 3, yes: true, nothing: , day: 2026-11-22}\n"
SAYS = [
    {
        "name": "one",
        "value": 0.1,
        "whole": 3,
        "yes": True,
        "nothing": None,
        "day": date(2026, 11, 22),
    }
]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Where texts are kept here."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    return cache_home() / FOLDER


@pytest.fixture
def unread(monkeypatch):
    """Whoever parses a text fails."""

    def fail(**_):
        message = "parsed again"
        raise AssertionError(message)

    return lambda: monkeypatch.setattr(room, "YAML", fail)


def test_a_text_is_parsed_once(unread):
    assert parsed(TEXT) == SAYS
    unread()
    assert parsed(TEXT) == SAYS


def test_every_page_says_the_same_when_it_is_taken_from_disk(unread):
    texts = [path.read_text(encoding="utf-8") for path in seeds_folder().rglob("*.yaml")]
    said = [parsed(text) for text in texts]
    assert said == [YAML(typ="safe", pure=True).load(text) for text in texts]
    unread()
    assert [parsed(text) for text in texts] == said


def test_a_changed_text_is_parsed_anew():
    parsed(TEXT)
    assert parsed(TEXT.replace("0.1", "0.2"))[0]["value"] == 0.2


def test_a_mistake_is_found_each_time(folder):
    for _ in range(2):
        with pytest.raises(YAMLError):
            parsed("- [")
    assert not list(folder.glob("*"))


@pytest.mark.parametrize(
    "harm", [lambda data: b"", lambda data: data[:-3], lambda data: data + b"x"]
)
def test_a_damaged_file_is_replaced(folder, unread, harm):
    parsed(TEXT)
    (kept,) = folder.iterdir()
    kept.write_bytes(harm(kept.read_bytes()))
    assert parsed(TEXT) == SAYS
    unread()
    assert parsed(TEXT) == SAYS


def test_a_kept_file_can_call_nothing(folder):
    parsed(TEXT)
    (kept,) = folder.iterdir()
    kept.write_bytes(room._sealed(pickle.PickleBuffer))
    assert parsed(TEXT) == SAYS


def test_where_nothing_can_be_kept_the_text_is_parsed(folder):
    folder.parent.mkdir(parents=True)
    folder.write_text("in the way")
    assert parsed(TEXT) == SAYS
    assert parsed(TEXT) == SAYS


def test_nothing_half_written_stays_behind(folder, monkeypatch):
    def full(*_):
        raise OSError(28, "no room")

    monkeypatch.setattr(Path, "replace", full)
    assert parsed(TEXT) == SAYS
    assert not list(folder.iterdir())
