"""Estimates, worked out by hand."""

import json
from dataclasses import replace

import pytest

from sim.experiment.estimate import (
    COMPILING,
    EACH,
    PACKED,
    START,
    UNIT_LABEL,
    Size,
    estimate,
    measured_quarter,
    unit_bytes,
)  # fmt: skip
from sim.experiment.run import run
from sim.store.manifest import OutcomeInfo
from tests.experiment.making import plan

SIZE = Size(variants=5, samples=2, replicates=3, history=84, future=60, researchers=200_000)
INFO = {"title": "", "unit": "", "better": "up", "counting": "", "definition": ""}


def outcome(dims, time):
    return OutcomeInfo.model_validate(INFO | {"dims": dims, "time": time})


def test_history_counts_once_for_all_variants():
    assert SIZE.runs == 30
    assert SIZE.groups == 6
    assert SIZE.quarters == 84 + 5 * 60
    assert SIZE.researcher_quarters == 6 * 200_000 * 384


def test_workers_share_whole_groups():
    half_second = 0.5
    alone = estimate(SIZE, 1000, 1, half_second).seconds
    assert alone == pytest.approx(START + 6 * 384 * 0.5)
    assert estimate(SIZE, 1000, 2, half_second).seconds == pytest.approx(START + 3 * 384 * 0.5)
    assert estimate(SIZE, 1000, 4, half_second).seconds == pytest.approx(START + 2 * 384 * 0.5)
    assert estimate(SIZE, 1000, 99, half_second).seconds == pytest.approx(START + 384 * 0.5)


def test_without_a_measurement_the_size_of_the_world_decides():
    large = estimate(SIZE, 1000, 1)
    assert large.seconds - START - 6 * 5 * EACH == pytest.approx(6 * 200_000 * 384 * 1.6e-6)
    assert large.bytes == 30_000
    assert large.runs == 30


def test_in_a_world_of_nobody_each_unit_still_takes_its_time():
    empty = replace(SIZE, researchers=0.0)
    assert estimate(empty, 1000, 1).seconds - START == pytest.approx(30 * EACH)
    assert estimate(empty, 1000, 2).seconds - START == pytest.approx(15 * EACH)
    assert EACH > 0


def test_a_version_that_never_ran_has_to_be_compiled_once():
    warm, cold = (estimate(SIZE, 1000, 1, 0.5, compiled=yes).seconds for yes in (True, False))
    assert cold - warm == pytest.approx(COMPILING)
    assert COMPILING > 0


def test_room_follows_from_axes_and_years():
    flow = outcome(["origin", "destination"], "flow")
    ratio = outcome(["origin"], "ratio")
    labels = {"origin": ["RU", "CN"], "destination": ["RU", "CN"]}
    cells = 36 * 4 + 36 * 2 * 3
    assert unit_bytes([flow, ratio], labels, 36) == round(cells * 8 * PACKED) + UNIT_LABEL


def test_a_finished_run_teaches_what_a_quarter_takes(tmp_path):
    home = tmp_path / "toy"
    assert measured_quarter(home, "toy", 1.0) is None
    folder = run(plan(), tmp_path).folder
    taught = measured_quarter(home, "toy", 1.0)
    assert taught is not None
    assert 0 < taught < 1
    assert measured_quarter(home, "toy", 0.1) is None
    row = {"event": "ended", "seconds": 30.0, "workers": 2, "quarters": 120}
    with (folder / "log.jsonl").open("a") as log:
        log.write(json.dumps(row) + "\n")
    assert measured_quarter(home, "toy", 1.0) == 0.5
    with (folder / "log.jsonl").open("a") as log:
        log.write(json.dumps({**row, "begun": 12.0}) + "\n")
    assert measured_quarter(home, "toy", 1.0) == 0.3


def test_a_log_that_cannot_be_read_teaches_nothing(tmp_path):
    folder = run(plan(), tmp_path).folder
    (folder / "log.jsonl").write_text("half a li")
    assert measured_quarter(tmp_path / "toy", "toy", 1.0) is None
