"""The error that a small world adds, against answers worked out by hand."""

import math

import numpy as np
import pytest

from sim.experiment.hindcast.noise import chance_error
from sim.experiment.hindcast.series import Series
from sim.experiment.hindcast.simulated import Simulated

UNIT = (("A", "B"),)
YEARS = (2014, 2015, 2016, 2017)
RECORD = Series("papers", UNIT, YEARS[:3], np.full((1, 3), 9.5), np.ones((1, 3)))


def history(last):
    return Simulated(UNIT, YEARS, np.array([[10.0, 10.0, 10.0, last]]))


def test_two_histories_by_hand():
    # without the one the forecast is ln 10 + ln(20/10), without the other ln 10 + ln(5/10);
    # their variance is (ln 4 / 2)², times R − 1 = 1
    found = chance_error([history(20.0), history(5.0)], RECORD, 1, 0.0)
    assert found == pytest.approx(math.log(4) / 2)


def test_histories_that_agree_add_none():
    assert chance_error([history(7.0)] * 3, RECORD, 1, 2.0) == pytest.approx(0.0, abs=1e-12)


def test_twice_as_many_histories_halve_the_variance():
    few = chance_error([history(11.0), history(9.0)], RECORD, 1, 0.0)
    many = chance_error([history(11.0), history(9.0)] * 8, RECORD, 1, 0.0)
    # the variance of a mean of n with n − 1 degrees: 1/1 of 2 against 1/15 of 16
    assert many / few == pytest.approx(math.sqrt(1 / 15), rel=0.05)


def test_one_history_alone_says_nothing():
    assert math.isnan(chance_error([history(7.0)], RECORD, 1, 2.0))
