"""What a history says about a target is counted as the record counts it."""

import numpy as np
import pytest

from sim.calibration.history import World, live
from sim.calibration.indicators import INDICATORS
from sim.calibration.readings import READERS, Readings
from sim.calibration.targets import FitTarget
from sim.evidence.shelf import Shelf

SCALE = 0.001
VALUES = Shelf.read().values()
WINDOW = (2010, 2012)


def _target(indicator, places=(), years=WINDOW):
    return FitTarget(INDICATORS[indicator], "science", places, years, 1.0, 1.0, "", None)


@pytest.fixture(scope="module")
def readings():
    past = live(World("science", SCALE, 7, (WINDOW,)), VALUES, 0)
    (watch,) = past.watches
    return Readings(past, watch, SCALE, VALUES)


def test_every_indicator_has_a_reader():
    assert set(READERS) == set(INDICATORS)


@pytest.mark.parametrize("name", sorted(INDICATORS))
def test_every_indicator_can_be_read(readings, name):
    indicator = INDICATORS[name]
    value = readings.value(_target(name, ("US", "CN")[: indicator.places]))
    assert np.isfinite(value)
    assert indicator.least <= value <= indicator.most


def test_counts_are_means_over_years_at_the_size_of_the_world(readings):
    ledger = readings.past.ledger
    a, b = (ledger.places.index(code) for code in ("CN", "US"))
    rows = [ledger.years.index(year) for year in range(2010, 2013)]
    assert readings.value(_target("moves", ("CN", "US"))) == pytest.approx(
        ledger.moves[rows, a, b].mean() / SCALE
    )


def test_careers_are_those_of_the_patterns_and_of_all_papers(readings):
    cohort = readings.watch.authors.of_cohort(WINDOW)
    never = sum(not led for led in cohort.led) / len(cohort.led)
    assert readings.value(_target("never_leads")) == pytest.approx(never)


def test_papers_of_authors_add_up_to_the_seats_that_were_taken(readings):
    papers = readings.papers(WINDOW)
    graph = readings.graph(WINDOW)
    assert papers.min() >= 1
    assert len(papers) == graph.shape[0]
    mean = readings.value(_target("papers_per_author"))
    assert mean == pytest.approx(papers.sum() / len(papers))
