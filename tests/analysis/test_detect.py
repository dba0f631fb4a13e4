"""What a before-after count of a small corridor could ever show."""

import pytest

from sim.analysis.detect import smallest_change, visibility


def test_forty_five_papers_a_year_and_three_years_show_nothing_below_about_38_percent() -> None:
    assert smallest_change(45.0, 3) == pytest.approx(0.38, abs=0.015)


def test_the_smallest_change_agrees_with_the_power_it_claims() -> None:
    # Root transform: 3 years of 45 are 135; shift of roots over its standard deviation.
    change = smallest_change(45.0, 3)
    shift = (135 * (1 + change)) ** 0.5 - 135**0.5
    assert shift / 0.5**0.5 == pytest.approx(1.959964 + 0.841621, abs=1e-4)


def test_more_papers_or_more_years_show_less() -> None:
    assert smallest_change(90.0, 3) < smallest_change(45.0, 3)
    assert smallest_change(45.0, 5) < smallest_change(45.0, 3)


def test_a_fifth_more_of_a_small_corridor_is_not_visible_and_of_a_large_one_is() -> None:
    assert not visibility(45.0, 9.0, 3).visible
    assert visibility(4_500.0, 900.0, 3).visible


def test_a_fall_is_visible_too() -> None:
    assert visibility(45.0, -30.0, 3).visible
    assert not visibility(45.0, -5.0, 3).visible


def test_the_smallest_fall_agrees_with_the_power_it_claims() -> None:
    fall = visibility(45.0, -5.0, 3).smallest_fall
    shift = 135**0.5 - (135 * (1 - fall)) ** 0.5
    assert shift / 0.5**0.5 == pytest.approx(1.959964 + 0.841621, abs=1e-4)
    assert visibility(45.0, -45.0 * (fall + 0.01), 3).visible
    assert not visibility(45.0, -45.0 * (fall - 0.01), 3).visible


def test_the_least_that_is_found_has_the_sign_of_the_effect() -> None:
    rise, fall = visibility(45.0, 5.0, 3), visibility(45.0, -5.0, 3)
    assert rise.least == rise.smallest > 0
    assert fall.least == -fall.smallest_fall < 0


def test_both_a_rise_and_a_fall_are_told() -> None:
    assert visibility(45.0, 0.0, 3).bounds == "no rise below 37% and no fall below 31%"
    assert visibility(0.1, 0.0, 3).bounds.endswith("no fall at all")


def test_nothing_is_visible_where_nothing_is_counted() -> None:
    assert not visibility(0.0, 3.0, 3).visible
    assert not visibility(0.0, 0.0, 3).visible
