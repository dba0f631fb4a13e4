"""The story of nine people stands on file; the oracle wrote it, and both models still tell it."""

import pytest

from tests.golden.nine import LAST, lives
from tests.golden.record import FILE, SAME, rewritten
from tests.golden.telling import Teller


@pytest.fixture(scope="module")
def stories():
    return tuple(Teller(life).text().splitlines() for life in lives())


@pytest.fixture(scope="module")
def on_file():
    return FILE.read_text(encoding="utf-8").splitlines()


def test_the_readable_oracle_tells_the_story_on_file(stories, on_file):
    assert stories[0] == on_file


def test_the_model_in_arrays_tells_the_story_that_the_oracle_wrote(stories, on_file):
    assert stories[1] == on_file


@pytest.mark.parametrize(
    "event", ["begins:", "wrote 2,", "wrote 2, recorded 1", "is lost", "moves:", "leaves", "enters"]
)
def test_every_kind_of_event_happens_to_the_nine(on_file, event):
    assert sum(event in line for line in on_file) >= 2
    assert any(line.startswith(f"{LAST}-Q4") for line in on_file)


def test_another_half_life_of_ties_makes_another_story(on_file):
    for life in lives({"ties.half_life": 2.0}):
        assert Teller(life).text().splitlines() != on_file


def test_a_story_written_anew_says_what_changed_and_an_equal_one_that_nothing_did(tmp_path):
    file = tmp_path / "story.txt"
    rewritten("AAA1 enters\nAAA1 leaves\n", file)
    told = rewritten("AAA1 enters\nAAA1 moves\n", file).splitlines()
    assert {"-AAA1 leaves", "+AAA1 moves"} <= set(told)
    assert told[-1].startswith("Say in CHANGELOG.md")
    assert rewritten("AAA1 enters\nAAA1 moves\n", file) == SAME
