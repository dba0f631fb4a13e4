"""Open data: what is kept of a promise opens slowly, stays open, and is there for everybody."""

import numpy as np
import pytest

from sim.dynamics.opendata import access, grow

UPTAKE, LOSS = 1.0, 0.03
PLACES, FIELDS = 3, 2


def lived(target, quarters, start=0.0):
    """Usable share in each of the coming quarters."""
    usable = np.full((PLACES, FIELDS), start)
    path = []
    for _ in range(quarters):
        usable = grow(usable, np.full((PLACES, FIELDS), target), UPTAKE, LOSS)
        path.append(usable[0, 0])
    return np.array(path)


def test_nothing_opens_without_a_promise_that_is_kept():
    assert lived(0.0, 40).max() == 0.0


def test_data_open_ever_more_slowly_up_to_what_is_kept_and_never_beyond():
    path = np.concatenate([[0.0], lived(0.4, 80)])
    steps = np.diff(path)
    assert (steps > 0).all()
    assert (np.diff(steps) < 0).all()
    assert path[-1] == pytest.approx(0.4, abs=1e-6)
    assert path.max() <= 0.4


def test_a_promise_taken_back_loses_new_data_and_hardly_any_old_ones():
    before = lived(0.4, 40)[-1]
    after = lived(0.0, 40, start=before)
    assert (np.diff(after) < 0).all()
    assert after[-1] == pytest.approx(before * (1 - LOSS / 4) ** 40)
    assert after[-1] > 0.7 * before


def test_opening_is_faster_than_losing():
    opening = lived(0.4, 4)[-1] / 0.4
    losing = 1 - lived(0.0, 4, start=0.4)[-1] / 0.4
    assert opening > 10 * losing


def test_one_place_opens_for_all_its_own_first():
    usable = np.zeros((PLACES, FIELDS))
    usable[0, 0] = 0.3
    found = access(usable, 0.5)
    assert found[0, 0] == pytest.approx(0.3)
    assert found[1, 0] == found[2, 0] == pytest.approx(0.15)
    assert (found[:, 1] == 0).all()


def test_what_several_places_open_adds_up_without_counting_twice():
    alone, together = np.zeros((PLACES, FIELDS)), np.zeros((PLACES, FIELDS))
    alone[0] = together[0] = 0.6
    together[1] = 0.6
    one, both = access(alone, 0.5), access(together, 0.5)
    assert (both > one).all()
    assert both[0, 0] == pytest.approx(1 - 0.4 * 0.7)
    assert both[2, 0] == pytest.approx(1 - 0.7 * 0.7)
    assert both.max() <= 1.0


def test_data_that_cannot_be_used_from_abroad_stay_at_home():
    usable = np.zeros((PLACES, FIELDS))
    usable[0] = 0.5
    assert (access(usable, 0.0)[1:] == 0).all()
    assert access(usable, 1.0) == pytest.approx(np.full((PLACES, FIELDS), 0.5))
