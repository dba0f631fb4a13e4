"""A ratio of means is given with its interval, or with the reason why not."""

import numpy as np
import pytest

from sim.analysis.ratio import ratio_of_means

COST = np.full((1, 6), 30.0)


def test_it_is_the_ratio_of_means_and_not_the_mean_of_ratios() -> None:
    found = ratio_of_means(np.array([[10.0, 30.0, 20.0]]), np.array([[4.0, 6.0, 5.0]]), 0.9)
    assert found.value == pytest.approx(20 / 5)


def test_its_interval_holds_it() -> None:
    found = ratio_of_means(COST, np.array([[8.0, 9.0, 10.0, 10.0, 11.0, 12.0]]), 0.9)
    assert found.value == pytest.approx(3.0)
    assert 2.6 < found.low < 3.0 < found.high < 3.5


def test_it_is_not_defined_when_the_interval_below_includes_0() -> None:
    found = ratio_of_means(COST, np.array([[-6.0, 9.0, 10.0, 10.0, 11.0, 12.0]]), 0.9)
    assert not found.defined
    assert found.reason == "the interval of the extra includes 0"
    assert np.isnan([found.value, found.low, found.high]).all()


def test_it_is_not_defined_when_there_are_fewer() -> None:
    assert "fewer" in ratio_of_means(COST, np.array([[-8.0, -9.0, -10.0, -10.0]]), 0.9).reason


def test_it_is_not_defined_for_one_run() -> None:
    assert "one run" in ratio_of_means(np.array([[3.0]]), np.array([[1.0]]), 0.9).reason


def test_pairs_are_resampled_together() -> None:
    extra = np.array([[20.0], [22.0], [30.0]])
    found = ratio_of_means(3.0 * extra, extra, 0.9)
    assert found.low == pytest.approx(3.0)
    assert found.high == pytest.approx(3.0)
