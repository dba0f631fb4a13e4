"""Runs in one process or in several: the same numbers, and a crash stops only its own run."""

from sim.calibration.jobs import Job, carried_out
from tests.calibration.analytic import Bent

JOBS = [Job(at, at, (0.1 * at, 0.5, 0.5)) for at in range(6)]
BENT = Bent(fails=(2,))


def _by_point(jobs):
    return {outcome.job.point: outcome for outcome in carried_out(BENT, JOBS, jobs)}


def test_several_workers_give_the_numbers_of_one():
    assert _by_point(2) == _by_point(1)


def test_a_crash_is_told_in_words_and_stops_only_its_own_run():
    found = _by_point(1)
    assert found[2].error.startswith("ValueError: replicate 2 was told to crash")
    assert sorted(point for point, outcome in found.items() if outcome.y) == [0, 1, 3, 4, 5]


def test_a_run_notes_the_computing_time_that_it_took():
    assert all(outcome.seconds >= 0.0 for outcome in _by_point(1).values())
