"""A number finds its place in an ascending array, also among equals and beyond either end."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.world.ascending import first_not_below


@pytest.mark.parametrize("kind", [np.int32, np.int64, np.float64])
@given(entries=st.lists(st.integers(-5, 5), max_size=12), number=st.integers(-7, 7))
def test_it_is_where_numpy_would_put_it(kind, entries, number):
    ascending = np.sort(np.array(entries, kind))
    assert first_not_below(ascending, kind(number)) == np.searchsorted(ascending, kind(number))
    after = first_not_below(ascending, kind(number) + 1)
    assert after == np.searchsorted(ascending, kind(number), side="right")


@given(u=st.floats(0.0, 1.0, exclude_max=True), count=st.integers(1, 40))
def test_a_share_falls_on_the_same_entry_of_cumulative_shares(u, count):
    shares = np.arange(1.0, count + 1) ** -1.2
    cumulative = np.cumsum(shares) / shares.sum()
    assert first_not_below(cumulative, u) == np.searchsorted(cumulative, u)
