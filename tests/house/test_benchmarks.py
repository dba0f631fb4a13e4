"""Every benchmark runs, and a figure is judged as the table says."""

import math
from importlib import import_module

import pytest

from benchmarks import compile as compilation
from benchmarks import workers
from benchmarks.__main__ import EXTRA, NAMES, Asked, read_arguments
from benchmarks.clock import clocked
from benchmarks.figure import NOT_MEASURED, Figure, Size, plain
from benchmarks.worlds import model_of, specification
from tests.house.source import sources

BESIDE = {"__init__", "__main__", "clock", "computer", "figure", "fresh", "quarter", "worlds"}
OF_COMMANDS = {"workers", "compile"}


def test_every_benchmark_is_in_the_list():
    assert {s.path.stem for s in sources("benchmarks")} == BESIDE | set(NAMES) | set(EXTRA)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({*NAMES} - OF_COMMANDS))
def test_a_benchmark_runs_at_a_tiny_size(name):
    benchmark = import_module(f"benchmarks.{name}")
    measured = benchmark.measure(benchmark.TINY)
    assert measured.figures
    assert measured.lines
    assert all(figure.verdict for figure in measured.figures)
    assert not any(math.isnan(figure.asked) for figure in measured.figures)


@pytest.mark.slow
def test_whole_runs_and_ways_to_the_first_quarter_can_be_timed():
    assert workers.command(workers.REHEARSAL, jobs=1).cpu > 0
    assert compilation.first_quarter(compilation.TINY.scale).cpu > 0


@pytest.mark.parametrize(
    ("bound", "reached", "low", "high", "verdict"),
    [
        ("at most", 3.0, math.nan, math.nan, "reached"),
        ("at most", 5.0, math.nan, math.nan, "not reached"),
        ("at least", 5.0, math.nan, math.nan, "reached"),
        ("at least", 3.0, math.nan, math.nan, "not reached"),
        ("at least", 5.0, 4.5, 6.0, "reached"),
        ("at least", 5.0, 3.5, 6.0, "reached, range goes beyond"),
        ("at least", 3.0, 2.0, 4.5, "not reached, range allows it"),
        ("at least", 3.0, 2.0, 3.5, "not reached"),
        ("at most", math.nan, math.nan, math.nan, NOT_MEASURED),
    ],
)
def test_a_verdict_says_whether_the_range_leaves_it_open(bound, reached, low, high, verdict):
    assert Figure("what", reached, 4.0, "s", bound, low, high).verdict == verdict


def test_numbers_are_told_with_three_figures_that_count():
    told = [plain(x) for x in (1234.5, 99.96, 12.345, 0.01234, 3.0, 0.0, math.nan)]
    assert told == ["1,234", "100", "12.3", "0.0123", "3", "0", "-"]


def test_settings_of_the_command_change_the_size_of_a_benchmark():
    asked = read_arguments(["pairing", "--tiny", "--replicates", "5"])
    assert asked == Asked(("pairing",), tiny=True, changes=(("replicates", 5),))
    tiny = import_module("benchmarks.pairing").TINY
    assert asked.size(import_module("benchmarks.pairing")) == Size(tiny.scale, replicates=5)
    assert read_arguments([]) == Asked()


def test_timers_keep_the_own_time_of_each_function_and_are_taken_off_again():
    model = model_of(specification(0.002))
    model.step()
    step = type(model).step
    with clocked() as clock:
        assert type(model).step is not step
        model.step()
    assert type(model).step is step
    assert clock.own["dynamics.projects"]["decide"] > 0
    assert all(seconds >= 0 for file in clock.own.values() for seconds in file.values())
