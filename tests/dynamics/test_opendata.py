"""Open data come slowly, stay for long, and count once however many sources there are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.dynamics.opendata import access, grow

shares = st.lists(st.floats(0.0, 1.0), min_size=6, max_size=6).map(
    lambda found: np.array(found).reshape(3, 2)
)


@given(shares, shares)
def test_usable_data_move_towards_what_is_promised_and_never_past_it(usable, target):
    after = grow(usable, target, 1.0, 0.03)
    low, high = np.minimum(usable, target), np.maximum(usable, target)
    assert ((low - 1e-12 <= after) & (after <= high + 1e-12)).all()


def test_a_year_of_uptake_and_a_year_of_loss_by_hand():
    up = down = np.array([[0.0]])
    down = np.array([[1.0]])
    for _ in range(4):
        up, down = grow(up, np.ones((1, 1)), 1.0, 0.03), grow(down, np.zeros((1, 1)), 1.0, 0.03)
    assert up[0, 0] == pytest.approx(1.0 - 0.75**4)
    assert down[0, 0] == pytest.approx(0.9925**4)


def test_what_was_opened_stays_when_the_promise_ends():
    usable = np.zeros((1, 1))
    for _ in range(20):
        usable = grow(usable, np.full((1, 1), 0.4), 1.0, 0.03)
    opened = usable[0, 0]
    for _ in range(20):
        usable = grow(usable, np.zeros((1, 1)), 1.0, 0.03)
    assert opened > 0.39
    assert usable[0, 0] > 0.85 * opened


def test_without_loss_nothing_is_ever_lost():
    assert grow(np.full((1, 1), 0.4), np.zeros((1, 1)), 1.0, 0.0)[0, 0] == 0.4


def test_no_promise_leaves_no_data():
    assert not grow(np.zeros((3, 8)), np.zeros((3, 8)), 1.0, 0.03).any()


def test_own_data_count_in_full_and_others_in_part():
    usable = np.array([[0.4], [0.2], [0.0]])
    reached = access(usable, 0.5)
    expected = [1 - 0.6 * 0.9, 1 - 0.8 * 0.8, 1 - 0.8 * 0.9]
    assert reached[:, 0] == pytest.approx(expected)


@given(shares, st.floats(0.0, 1.0))
def test_access_is_a_share_and_no_less_than_the_own_data(usable, foreign):
    reached = access(usable, foreign)
    assert ((usable - 1e-12 <= reached) & (reached <= 1.0)).all()


@given(shares, st.floats(0.0, 1.0))
def test_one_place_more_with_open_data_lowers_nobodys_access(usable, foreign):
    poorer = usable.copy()
    poorer[0] = 0.0
    assert (access(usable, foreign) >= access(poorer, foreign) - 1e-12).all()


def test_data_that_others_cannot_use_stay_at_home():
    usable = np.array([[0.4], [0.2], [0.0]])
    assert access(usable, 0.0) == pytest.approx(usable)
