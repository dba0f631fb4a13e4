"""The affinity index says what it would be without any preference."""

import numpy as np
import pytest

from sim.outcomes import indices
from sim.outcomes.affinity_index import expected_links, neutral_affinity

SMALL = np.array([[0, 10, 20], [10, 0, 30], [20, 30, 0]], dtype=float)


def test_expected_links_are_those_of_the_index() -> None:
    assert SMALL[0, 1] / expected_links(SMALL)[0, 1] == pytest.approx(
        float(indices.observed_to_expected(10, 30, 40, 60))
    )


def test_freely_mixed_links_of_equal_places_have_the_neutral_value_of_their_number() -> None:
    places = 5
    equal = np.ones((places, places)) - np.eye(places)
    assert neutral_affinity(equal)[0, 1] == pytest.approx(places / (places - 1))


def test_the_neutral_value_keeps_every_place_at_its_own_links() -> None:
    mixed = np.nan_to_num(neutral_affinity(SMALL)) * expected_links(SMALL)
    assert mixed.sum(axis=1) == pytest.approx([30, 40, 50], rel=1e-6)


def test_a_place_without_links_has_no_affinity_and_disturbs_nobody() -> None:
    wider = np.zeros((4, 4))
    wider[:3, :3] = SMALL
    neutral = neutral_affinity(wider)
    assert np.isnan(neutral[3]).all()
    assert neutral[:3, :3] == pytest.approx(neutral_affinity(SMALL), rel=1e-6)
