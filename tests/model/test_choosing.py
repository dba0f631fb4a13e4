"""People and awards are whole, and on the mean over worlds as many as a card or a policy says."""

import numpy as np
import pytest

from sim.model.choosing import rounded, whole
from tests.model.worlds import BRANCH, EAGER, mean_and_error, past
from tests.policies.making import policy


def desk_of(seed):
    """The desk of a small world with another seed."""
    return past(1).future(years=0.25, seed=seed).desk()


def test_a_fraction_is_as_often_rounded_up_as_it_is_large():
    desk = desk_of(3)
    drawn = [rounded(desk, f"name {n}", 29.9) for n in range(2_000)]
    mean, error = mean_and_error(drawn)
    assert set(drawn) == {29, 30}
    assert abs(mean - 29.9) < 3 * error


@pytest.mark.parametrize("amount", [0.0, 1.0, 30.0])
def test_whole_amounts_stay_what_they_are(amount):
    desk = desk_of(3)
    assert {rounded(desk, f"name {n}", amount) for n in range(200)} == {int(amount)}
    assert {whole(desk, "always", amount) for _ in range(200)} == {int(amount)}


def test_more_is_never_fewer():
    desk = desk_of(3)
    counts = [rounded(desk, "one", amount) for amount in np.linspace(0, 4, 100)]
    assert counts == sorted(counts)


def test_calls_over_the_years_miss_the_sum_by_less_than_one():
    desk = desk_of(3)
    given = np.cumsum([whole(desk, "yearly", 2.3) for _ in range(50)])
    due = 2.3 * np.arange(1, 51)
    assert np.abs(given - due).max() < 1.0


def test_the_first_call_has_its_due_on_the_mean_over_worlds():
    """No award lapses here, and far more apply than there are awards."""
    offer = policy("joint_programme", begins=BRANCH, awards="2.6 awards/year")
    values = {**EAGER, "programme.lapse": 0.0}
    counts = [
        len(past(1).future(offer, years=0.25, seed=seed, values=values).state.awards)
        for seed in range(200)
    ]
    mean, error = mean_and_error(counts)
    assert set(counts) == {2, 3}
    assert abs(mean - 2.6) < 3 * error
