"""Text gets the room it needs; labels are nudged apart, in order and within bounds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.report.sheet import apart, limits, text_width, ticks, wrap

SPOTS = st.lists(st.floats(-5, 15), min_size=1, max_size=12)


@given(SPOTS)
def test_labels_keep_a_gap_their_order_and_the_bounds(wanted: list[float]) -> None:
    placed = apart(wanted, 0.7, 0.0, 10.0)
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    spots = [placed[i] for i in order]
    assert all(b - a >= 0.7 - 1e-9 for a, b in pairwise(spots))
    assert spots[0] >= -1e-9
    assert spots[-1] <= 10 + 1e-9


def test_labels_that_do_not_meet_stay_where_they_are() -> None:
    assert apart([1.0, 5.0, 9.0], 0.7, 0.0, 10.0) == pytest.approx([1.0, 5.0, 9.0])


def test_two_labels_in_one_place_share_the_way() -> None:
    assert apart([5.0, 5.0], 1.0, 0.0, 10.0) == pytest.approx([4.5, 5.5])


def test_more_labels_than_there_is_room_for_are_spread_evenly() -> None:
    assert apart([1.0] * 5, 9.0, 0.0, 8.0) == pytest.approx([0.0, 2.0, 4.0, 6.0, 8.0])


@given(st.text("abc_ ", min_size=1, max_size=80), st.floats(0.4, 3.0))
def test_every_line_fits_and_nothing_is_lost(words: str, width: float) -> None:
    lines = wrap(words, width, 9.0)
    assert all(text_width(line, 9.0) <= width or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9))
def test_ticks_are_round_values_inside_the_range(low: float, size: float) -> None:
    values, labels = ticks(low, low + size)
    assert len(values) == len(labels) > 0
    assert all(low - 1e-6 * size <= value <= low + size * (1 + 1e-6) for value in values)


def test_tick_labels_are_in_full() -> None:
    assert ticks(0.0, 15_000_000.0)[1][-1] == "15,000,000"
    assert "0.002" in ticks(0.0, 0.004)[1]


@given(st.lists(st.floats(0, 1e9), min_size=1))
def test_the_axis_of_counts_never_reaches_below_0(values: list[float]) -> None:
    low, high = limits(values)
    assert low >= 0
    assert high > low
    assert high >= max(values)


def test_the_axis_of_differences_always_holds_0() -> None:
    low, high = limits([3.0, 4.0], origin=True)
    assert low <= 0 < high
    low, high = limits([-3.0, -4.0], origin=True)
    assert low < 0 <= high
