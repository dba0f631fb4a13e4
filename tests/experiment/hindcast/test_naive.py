"""The forecasts without a mechanism, against answers worked out by hand."""

import numpy as np
import pytest

from sim.experiment.hindcast import naive

NAN = float("nan")


def rows(*values):
    return np.array(values, dtype=float)


def test_the_last_value_is_held():
    found = naive.last_value(rows([1, 2, 5], [3, 3, 4]), 2)
    assert found.tolist() == [[5, 5], [4, 4]]


def test_an_artefact_at_the_end_gives_way_to_the_last_good_value():
    assert naive.last_value(rows([1, 2, NAN]), 1).tolist() == [[2]]


def test_a_straight_line_is_drawn_on():
    # x = 3 + 2t for t = 0..4, so the next two are 13 and 15
    found = naive.log_linear(rows([3, 5, 7, 9, 11]), 2)
    assert found == pytest.approx(rows([13, 15]))


def test_a_line_leaves_out_the_artefact_and_keeps_its_slope():
    found = naive.log_linear(rows([3, 5, NAN, 9, NAN]), 2)
    assert found == pytest.approx(rows([13, 15]))


def test_a_line_looks_back_ten_years_only():
    flat_then_rising = [50.0] * 4 + [float(n) for n in range(10)]
    assert naive.log_linear(rows(flat_then_rising), 1) == pytest.approx(rows([10]))


def test_least_squares_through_three_points_by_hand():
    # points 0, 0, 3 at t = 0, 1, 2: mean 1, slope 3/2, so 1 + 1.5 (3 - 1) = 4 at t = 3
    assert naive.log_linear(rows([0, 0, 3]), 1) == pytest.approx(rows([4]))


def test_holt_damped_step_by_step():
    # α .5, β .4, φ .9 on 0, 1, 1:
    # e = 1, l = .5, b = .2; then e = 1 - .5 - .18 = .32, l = .84, b = .18 + .2 × .32 = .244
    level, slope, error = naive.smooth(rows([0, 1, 1]), (0.5, 0.4, 0.9))
    assert level == pytest.approx([0.84])
    assert slope == pytest.approx([0.244])
    assert error == pytest.approx((1 + 0.32**2) / 2)


def test_a_damped_trend_adds_less_each_year_and_never_turns():
    found = naive.damped_trend(rows(np.arange(12.0), 2 * np.arange(12.0)), 6)
    steps = np.diff(found, axis=1)
    assert (steps > 0).all()
    assert (np.diff(steps, axis=1) < 0).all()


def test_what_never_moved_is_forecast_not_to_move():
    assert naive.damped_trend(rows([4, 4, 4, 4]), 3) == pytest.approx(rows([4, 4, 4]))


def test_the_ratio_to_the_margins_is_held_at_the_mean_of_three_years():
    # ratios 9 (too early to count), 1, 2, 3, so 2 above the margins of the two years to come
    logs = rows([19, 11, 12, 13])
    margins = rows([10, 10, 10, 10, 20, 30])
    assert naive.constant_ratio(logs, margins, 2).tolist() == [[22, 32]]


def test_an_artefact_does_not_enter_the_ratio():
    logs, margins = rows([11, 13, NAN]), rows([10, 10, 99, 20])
    assert naive.constant_ratio(logs, margins, 1).tolist() == [[22]]


def test_a_gap_is_closed_by_a_straight_line():
    assert naive.closed(rows([0, NAN, NAN, 6])).tolist() == [[0, 2, 4, 6]]
