"""The table of patterns is read from a run that nobody disturbs."""

from dataclasses import replace

import numpy as np
import pytest

from sim.evidence.shelf import Shelf
from sim.experiment import validate
from sim.experiment.patterns.targets import read_targets
from sim.experiment.patterns.watch import Watch
from sim.model.model import PolicyModel
from sim.model.record import Recorder
from sim.model.spec import Structure
from sim.world.drivers import read_drivers

TINY = 0.001


@pytest.fixture(scope="module")
def table():
    """All patterns of a tiny world, two replicates."""
    return validate.pattern_table("science", scale=TINY, replicates=2)


def _spec(quarters):
    spec = validate._spec("science", TINY, 7, Structure(), Shelf.read().values())
    return replace(spec, end=spec.start + quarters - 1, policy=spec.start + quarters)


def test_every_target_of_the_world_has_its_row(table):
    wanted = [target.id for target in read_targets() if "science" in target.worlds]
    assert [row.target.id for row in table.rows] == wanted
    assert all(row.pattern.name == row.target.pattern for row in table.rows)


def test_what_is_not_in_band_has_failed(table):
    failed = {row.target.id for row in table.failed()}
    for row in table.rows:
        inside = row.target.low <= row.reading.value <= row.target.high
        assert (row.target.id in failed) != inside


def test_a_row_is_found_by_its_target(table):
    assert table.row("out_rate.ru").target.places == ("RU",)


def test_the_same_seed_reads_the_same_table(table):
    again = validate.pattern_table("science", scale=TINY, replicates=2)
    for one, other in zip(table.rows, again.rows, strict=True):
        assert one.reading.value == pytest.approx(other.reading.value, nan_ok=True, rel=0, abs=0)


def test_a_watched_run_is_the_run_that_is_not_watched():
    spec = _spec(8)
    drivers = read_drivers("science", TINY)
    runs = []
    for kind in (Recorder, Watch):
        recorder = kind(spec.years, drivers.places)
        model = PolicyModel(spec, recorder=recorder, drivers=drivers)
        model.run_until(spec.end + 1)
        runs.append(recorder)
    assert runs[0].digests == runs[1].digests
    np.testing.assert_array_equal(runs[0].ledger.joint, runs[1].ledger.joint)


def test_the_books_count_the_papers_of_the_ledger():
    spec = _spec(8)
    drivers = read_drivers("science", TINY)
    cards = dict(spec.values) | {"observation.coverage": 1.0, "observation.home_outlets": 0.0}
    watch = Watch(spec.years, drivers.places)
    model = PolicyModel(replace(spec, values=cards), recorder=watch, drivers=drivers)
    model.run_until(spec.end + 1)
    for year in spec.years:
        row = year - spec.years[0]
        assert watch.teams.sizes[year].sum() == pytest.approx(
            watch.ledger.papers_fractional[row].sum()
        )


def test_a_card_can_be_tried_without_writing_it():
    few = {"assembly.repeat": 0.7}
    table = validate.pattern_table("science", scale=TINY, values=few)
    assert table.replicates == 1
    assert np.isnan(table.rows[0].reading.error)


def test_a_copy_of_a_watch_goes_its_own_way():
    spec = _spec(4)
    watch = Watch(spec.years, read_drivers("science", TINY).places)
    other = watch.copy()
    other.teams.sizes[2005] = np.ones(1)
    other.ledger.papers[:] = 1.0
    assert not watch.teams.sizes
    assert not watch.ledger.papers.any()
