"""Progress is data: counts, time, and what is left."""

import time

import pytest

from sim.experiment import progress
from sim.experiment.progress import Watch
from sim.experiment.run import run
from tests.experiment.making import plan


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_the_rest_takes_as_long_as_since_the_first_quarter(clock):
    told: list[progress.Progress] = []
    watch = Watch((8, 105), lambda: 3, told.append)
    clock[0] += 15
    watch.on_tick(5)
    clock[0] += 10
    watch.on_tick(30)
    assert told[-1].seconds == 25
    assert told[-1].left == 10 * 75 / 25
    assert (told[-1].done, told[-1].planned, told[-1].quarters) == (3, 8, 30)


def test_what_was_compiled_on_the_way_is_not_expected_again(clock):
    told: list[progress.Progress] = []
    watch = Watch((8, 100), lambda: 3, told.append)
    for quarters, seconds in ((5, 10), (10, 60), (20, 10), (40, 20)):
        clock[0] += seconds
        watch.on_tick(quarters)
    assert told[-1].left == 60


def test_at_the_first_quarter_nobody_knows(clock):
    told: list[progress.Progress] = []
    watch = Watch((8, 100), lambda: 0, told.append)
    watch.tell()
    clock[0] += 5
    watch.on_tick(1)
    assert [each.left for each in told] == [None, None]


def test_it_is_told_a_few_times_a_second_at_most(clock):
    told: list[progress.Progress] = []
    watch = Watch((8, 100), lambda: 0, told.append)
    for _ in range(100):
        clock[0] += 0.01
        watch.on_quarter(0)
    assert len(told) <= 4
    assert watch.quarters == 100


def test_nothing_is_ever_left_over(clock):
    told: list[progress.Progress] = []
    watch = Watch((8, 10), lambda: 99, told.append)
    clock[0] += 1
    watch.on_tick(6)
    clock[0] += 1
    watch.on_tick(12)
    assert told[-1].left == 0
    assert told[-1].done == 8


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_tells_from_nothing_to_all(tmp_path, jobs):
    told: list[progress.Progress] = []
    run(plan(), tmp_path, jobs=jobs, on_progress=told.append)
    assert (told[0].done, told[-1].done) == (0, 12)
    assert [each.done for each in told] == sorted(each.done for each in told)
    assert told[-1].quarters_planned == 6 * 32
    if jobs == 1:
        assert told[-1].quarters == 6 * 32
