"""Whoever is asked to stop stops, also where a library swallows the first asking."""

import contextlib
import signal
import sys

import pytest

from sim.experiment.progress import Watch, nobody
from sim.experiment.stopping import ask, stop_if_asked, tell_unless_asked


@pytest.fixture
def watch():
    return Watch((1, 8), lambda: 0, nobody)


def test_nobody_who_was_not_asked_stops(watch):
    stop_if_asked()
    watch.on_quarter(0)


def test_a_wish_that_was_swallowed_is_raised_in_the_next_quarter_and_only_there(watch):
    with contextlib.suppress(BaseException):
        ask(signal.SIGTERM, None)
    with pytest.raises(KeyboardInterrupt):
        watch.on_quarter(0)
    watch.on_quarter(1)


class Departing:
    """Does something as it is let go, where Python must drop every exception."""

    def __init__(self, last):
        self._last = last

    def __del__(self):
        self._last()


def test_a_wish_that_meets_a_finaliser_is_kept_and_prints_no_traceback(watch, monkeypatch, capfd):
    monkeypatch.setattr(sys, "unraisablehook", tell_unless_asked)
    Departing(lambda: ask(signal.SIGINT, None))
    assert capfd.readouterr().err == ""
    with pytest.raises(KeyboardInterrupt):
        watch.on_quarter(0)


def test_another_exception_in_a_finaliser_is_told_as_ever(monkeypatch, capfd):
    monkeypatch.setattr(sys, "unraisablehook", tell_unless_asked)
    Departing([].pop)
    assert "pop from empty list" in capfd.readouterr().err
