"""Bands from the errors of earlier forecasts."""

import numpy as np
import pytest

from sim.experiment.hindcast import spread
from sim.experiment.hindcast.series import Series

YEARS = tuple(range(2000, 2014))


def series(values):
    values = np.array(values, dtype=float)
    units = tuple((f"A{n}", "B") for n in range(len(values)))
    return Series("some_share", units, YEARS, values, np.ones_like(values))


def nothing_changes(_series, horizon):
    return np.zeros((len(_series), horizon))


def test_errors_of_every_earlier_origin_are_counted():
    # fourteen years, ten behind the first origin: four origins at one year, three at two
    found = spread.past_errors(series([np.full(14, np.e)] * 5), nothing_changes, 2)
    assert [len(errors) for errors in found.errors] == [20, 15]
    assert found.errors[0] == pytest.approx(np.ones(20))


def test_bands_are_as_wide_as_errors_were_and_lean_to_no_side():
    found = spread.past_errors(series([np.full(14, np.e)] * 5), nothing_changes, 1)
    quantiles = found.quantiles(np.array([1.0]), 1)[0, 0]
    assert quantiles[0] == pytest.approx(-1)
    assert quantiles[-1] == pytest.approx(1)
    assert quantiles == pytest.approx(-quantiles[::-1])


def test_a_horizon_with_too_few_errors_widens_the_longest_that_has_enough():
    # 30 series: 120 errors at one year, 90 at two, 60 at three, 30 at four, which are too few
    found = spread.past_errors(series([np.full(14, np.e)] * 30), nothing_changes, 4)
    widest = found.quantiles(np.array([1.0]), 4)[0, :, -1]
    assert widest == pytest.approx([1, 1, 1, np.sqrt(4 / 3)])


def test_small_and_large_series_have_bands_of_their_own():
    small, large = np.full(14, np.exp(1.0)), np.full(14, np.exp(5.0))
    found = spread.past_errors(series([small] * 200 + [large] * 200), nothing_changes, 1)
    widest = found.quantiles(np.array([1.0, 5.0]), 1)[:, 0, -1]
    assert widest == pytest.approx([1, 5])


def test_an_artefact_is_no_error():
    odd = series([np.full(14, np.e)] * 5)
    odd.weight[0, -1] = 0.0
    found = spread.past_errors(odd, nothing_changes, 1)
    assert len(found.errors[0]) == 19
