"""A fit finds known parameters, goes on where it was stopped, says what it cannot know."""

import json
from dataclasses import replace

import numpy as np
import pytest

from sim.calibration import fitting
from sim.calibration.fitting import fit
from sim.calibration.found import PRIOR_SPREAD
from sim.calibration.schedule import Schedule
from sim.calibration.stage import RUNS, Stage
from sim.errors import StoreError
from sim.experiment.run import Interrupted
from tests.calibration.analytic import Bent, problem, record

SCHEDULE = Schedule(runs=24, waves=2, seed=3, steps=200, samples=300)
BENT = Bent()
TRUTH = np.array([0.3, 0.7, 0.5])


@pytest.fixture(scope="module")
def fitted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fit")
    return fit(problem(BENT, record(BENT, TRUTH, 0)), SCHEDULE, folder), folder


def test_known_parameters_are_found_again(fitted):
    found = fitted[0].samples[:, :2]
    assert (np.abs(found.mean(0) - TRUTH[:2]) < 3.0 * found.std(0)).all()
    assert (found.std(0) < 0.15).all()


def test_a_parameter_that_does_nothing_keeps_its_prior(fitted):
    assert fitted[0].identified.tolist() == [True, True, False]
    idle = fitted[0].samples[:, 2]
    assert idle.std() == pytest.approx(PRIOR_SPREAD, rel=0.1)


def test_every_wave_rules_out_no_less_than_the_one_before(fitted):
    first, second = fitted[0].waves
    assert second.left <= first.left * 1.2
    assert not first.widened


def test_every_wave_is_kept_with_its_manifest(fitted):
    for wave in fitted[0].waves:
        text = (fitted[1] / f"wave-{wave.number}" / "manifest.json").read_text(encoding="utf-8")
        assert json.loads(text).items() >= {"runs": wave.runs, "cut": wave.cut}.items()


def test_runs_at_the_posterior_are_as_the_emulator_said(fitted):
    assert fitted[0].check.within_two > 0.85
    assert np.abs(fitted[0].check.misfit).max() < 4.0


@pytest.mark.parametrize("runs", [1, 30, 35, 60, 61], ids=(
    "in the first wave", "at its end", "in the second wave", "at its end too", "in the check",
))  # fmt: skip
def test_a_fit_interrupted_anywhere_goes_on_and_ends_with_the_same_numbers(fitted, tmp_path, runs):
    asked = problem(BENT, record(BENT, TRUTH, 0))
    with pytest.raises(Interrupted, match="run the same command again"):
        fit(asked, SCHEDULE, tmp_path, _stop_after(runs))
    ran = []
    again = fit(asked, SCHEDULE, tmp_path, lambda: ran.append(1))
    total = sum(wave.runs for wave in again.waves) + again.check.runs
    assert len(ran) == total - runs
    np.testing.assert_array_equal(again.samples, fitted[0].samples)


def test_a_finished_fit_runs_nothing(fitted):
    ran = []
    fit(problem(BENT, record(BENT, TRUTH, 0)), SCHEDULE, fitted[1], lambda: ran.append(1))
    assert not ran


def test_a_torn_line_is_a_run_to_be_done_again(fitted, tmp_path):
    stage = Stage(tmp_path / "wave-1", 1, ("room.card_0",))
    stage.begin(np.array([[0.1], [0.2]]))
    (stage.path / RUNS).write_text('{"point": 0, "replicate": 1000000, "y": [1.0]}\n{"poi', "utf-8")
    assert [job.point for job in stage.missing()] == [1, 0, 1]


def test_a_run_that_crashes_is_told_and_stops_only_itself(tmp_path):
    bent = replace(BENT, fails=(1_000_003, 1_000_007))
    found = fit(problem(bent, record(BENT, TRUTH, 0)), SCHEDULE, tmp_path)
    assert [wave.failed for wave in found.waves] == [2, 0]


def test_a_stage_in_which_every_run_crashes_is_a_failure_with_words(tmp_path):
    bent = replace(BENT, fails=tuple(range(1_000_000, 1_000_100)))
    with pytest.raises(StoreError, match="no run of this stage gave statistics"):
        fit(problem(bent, np.zeros(6)), SCHEDULE, tmp_path)


def test_a_statistic_that_cannot_be_reached_is_named_and_set_aside(tmp_path):
    observed = record(BENT, TRUTH, 0)
    observed[4] = 9.0
    found = fit(problem(BENT, observed), SCHEDULE, tmp_path)
    assert found.waves[-1].out_of_reach == ("s4",)
    assert found.identified[:2].all()


def test_what_only_more_runs_show_to_be_out_of_reach_is_set_aside_from_then_on(
    tmp_path, monkeypatch
):
    def coarse_at_first(match, *_):
        return np.arange(6) != 4 if len(match.emulator.left) > 40 else np.ones(6, bool)

    monkeypatch.setattr(fitting, "reachable", coarse_at_first)
    found = fit(problem(BENT, record(BENT, TRUTH, 0)), SCHEDULE, tmp_path)
    assert [wave.out_of_reach for wave in found.waves] == [(), ("s4",)]
    assert found.match.used.tolist() == [True, True, True, True, False, True]


def _stop_after(runs):
    """A listener that types Ctrl-C after so many runs."""
    heard = []

    def on_run():
        heard.append(1)
        if len(heard) == runs:
            raise KeyboardInterrupt

    return on_run
