"""Who is looked at first, and by how many threads, changes nothing."""

from itertools import permutations

import numpy as np
import pytest

from tests.oracle.worlds import small_model, specification

PEOPLE, QUARTERS = 300, 40
SHARED = ("people", "ids", "ties", "contacts", "partners", "benefit", "friction", "usable")


def lived(threads=1, bounds=None):
    model = small_model(PEOPLE, specification(threads=threads))
    model.parts.bounds = bounds or model.parts.bounds
    for _ in range(QUARTERS):
        model.step()
    return model


@pytest.fixture(scope="module")
def alone():
    return lived()


def assert_same_world(here, there):
    assert here.recorder.digests == there.recorder.digests
    for name in SHARED:
        one, other = getattr(here.state, name), getattr(there.state, name)
        assert one.tobytes() == other.tobytes(), name
    for name in here.recorder.ledger.__dataclass_fields__:
        one, other = (getattr(m.recorder.ledger, name) for m in (here, there))
        assert np.array_equal(one, other, equal_nan=name == "network"), name


@pytest.mark.parametrize("threads", [2, 3])
def test_threads_change_no_bit(alone, threads):
    assert_same_world(alone, lived(threads))


@pytest.mark.parametrize("order", list(permutations(range(3)))[1:])
def test_slots_may_be_looked_at_in_any_order(alone, order):
    edges = [0, 100, 410, len(alone.state.people)]
    ranges = [(edges[n], edges[n + 1]) for n in order]
    assert_same_world(alone, lived(bounds=ranges))


def test_enough_happens_for_order_to_matter(alone):
    assert alone.recorder.ledger.moves.sum() > 10
    assert alone.recorder.ledger.joint.sum() > 100
