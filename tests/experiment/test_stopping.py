"""Whoever is asked to stop stops, also where a library swallows the first asking."""

import contextlib
import signal

import pytest

from sim.experiment.progress import Watch, nobody
from sim.experiment.stopping import ask, stop_if_asked


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
