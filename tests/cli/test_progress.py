"""A progress bar tells the truth about what is left."""

import io

import pytest

from sim.cli.progress import Bar, spoken
from sim.experiment.progress import Progress


class Screen(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, moving: bool):
        super().__init__()
        self.moving = moving

    def isatty(self):
        return self.moving


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")


def _far(quarters, *, failed=0):
    """So many of 1000 quarters, ten to a run, one each second."""
    left = float(1000 - quarters) if quarters else None
    return Progress(quarters // 10, 100, failed, quarters, 1000, float(quarters), left)


def _drawn(screen, steps, *, quiet=False):
    bar = Bar(quiet=quiet, stream=screen)
    for step in steps:
        bar(step)
    bar.close()
    return screen.getvalue()


def test_off_a_terminal_there_is_one_plain_line_each_tenth():
    said = _drawn(Screen(moving=False), map(_far, range(1001))).splitlines()
    assert len(said) == 11
    assert said[0] == "runs 0%  0:00"
    assert said[5] == "runs 50%  8:20, about 8:20 left"
    assert said[-1] == "runs 100%  16:40"


def test_on_a_terminal_one_line_moves():
    said = _drawn(Screen(moving=True), [_far(0), _far(500), _far(1000)])
    assert said.count("\n") == 1
    frames = said.strip("\r\n").split("\r")
    assert len(frames) == 3
    assert all(len(frame) <= 80 for frame in frames)
    assert abs(frames[1].count("━") - frames[1].count("╌")) <= 1
    assert "╌" not in frames[2]


def test_a_shorter_line_leaves_nothing_of_a_longer_one():
    frames = _drawn(Screen(moving=True), [_far(500), _far(1000)]).strip("\n").split("\r")[1:]
    assert len(frames[1]) >= len(frames[0])


def test_a_crash_is_counted_at_once():
    assert "1 failed" in _drawn(Screen(moving=False), [_far(500, failed=1)])


def test_a_quiet_run_says_nothing():
    assert _drawn(Screen(moving=True), [_far(0), _far(1000)], quiet=True) == ""


def test_a_dumb_terminal_gets_plain_lines(monkeypatch):
    monkeypatch.setenv("TERM", "dumb")
    assert "\r" not in _drawn(Screen(moving=True), [_far(0), _far(1000)])


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (65, "1:05"), (3725, "1:02:05")])
def test_a_length_of_time_is_read_as_a_clock(seconds, words):
    assert spoken(seconds) == words
