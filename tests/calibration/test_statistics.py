"""Targets are drawn together until a world of the given size can be read."""

from math import log

import numpy as np
import pytest

from sim.calibration.indicators import INDICATORS
from sim.calibration.statistics import draw_together
from sim.calibration.targets import FitTarget

YEARS = range(2005, 2017)
ERROR = 0.05


def _series(indicator, value, places=("RU", "CN"), weight=1.0, error=None):
    kind = INDICATORS[indicator]
    return [
        FitTarget(kind, "science", places, (year, year), value, weight, "", error) for year in YEARS
    ]


def test_a_large_series_is_read_in_halves():
    early, late = draw_together(_series("joint_papers", 1000.0), 0.01, ERROR).statistics
    assert early.name == "joint_papers RU-CN 2005-2010"
    assert late.name == "joint_papers RU-CN 2011-2016"
    assert early.observed == pytest.approx(log((6000.0 + 0.5) / 6.0))
    assert early.variance == pytest.approx(ERROR**2 + 1.0 / 6000.5)


def test_a_smaller_one_is_read_whole_and_a_tiny_one_not_at_all():
    targets = [*_series("moves", 100.0), *_series("moves", 10.0, ("CN", "RU"))]
    drawn = draw_together(targets, 0.01, ERROR)
    assert [s.name for s in drawn.statistics] == ["moves RU-CN 2005-2016"]
    assert drawn.too_few == ("moves CN-RU 2005-2016",)


def test_a_larger_world_reads_more():
    targets = [*_series("moves", 100.0), *_series("moves", 10.0, ("CN", "RU"))]
    assert len(draw_together(targets, 0.1, ERROR).statistics) == 3


def test_a_year_with_weight_0_is_in_no_statistic():
    targets = _series("joint_papers", 1000.0)
    targets[-1] = FitTarget(
        INDICATORS["joint_papers"],
        "science",
        ("RU", "CN"),
        (2016, 2016),
        8192.0,
        0.0,
        "spike",
        None,
    )
    drawn = draw_together(targets, 0.01, ERROR)
    assert drawn.unused == 1
    assert drawn.statistics[1].name == "joint_papers RU-CN 2011-2015"
    assert drawn.statistics[1].observed == pytest.approx(log(5000.5 / 5))


def test_a_run_that_shows_the_record_has_the_statistic_of_the_record():
    targets = [*_series("joint_papers", 50_000.0), *_series("international_share", 0.3, ("RU",))]
    readings = np.array([target.value for target in targets])
    for statistic in draw_together(targets, 1.0, ERROR).statistics:
        assert statistic.of(readings, 1.0) == pytest.approx(statistic.observed)


def test_the_logarithm_of_a_small_count_has_no_bias_of_first_order():
    (statistic,) = draw_together(_series("moves", 100.0), 0.01, ERROR).statistics
    counts = np.arange(60)
    mean = 12.0
    weights = np.exp(counts * log(mean) - mean - np.cumsum(np.log(np.maximum(counts, 1))))
    found = [statistic.of(np.full(12, n / 0.01 / 12.0), 0.01) for n in counts]
    assert weights @ np.array(found) == pytest.approx(log(mean / 0.01 / 12.0), abs=0.01)


def test_a_coefficient_is_read_as_it_stands_with_its_own_error():
    target = FitTarget(
        INDICATORS["gravity_moves_nearness"], "science", (), (2014, 2016), 0.26, 1.0, "", 0.07
    )
    (statistic,) = draw_together([target], 0.01, ERROR).statistics
    assert (statistic.observed, statistic.size) == (0.26, 0.26)
    assert statistic.variance == pytest.approx(0.07**2)
