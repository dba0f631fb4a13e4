"""The ledger and the two kinds of measure."""

from dataclasses import replace

import numpy as np
import pytest

from sim.outcomes.base import empty_ledger, labels, ledger_shapes, quotient

LEDGER = empty_ledger((2005, 2006), ("RU", "CN", "US"), 8)


def test_an_empty_ledger_has_a_row_a_year_for_every_array() -> None:
    for name in ledger_shapes(3):
        assert len(getattr(LEDGER, name)) == 2


def test_network_is_unread_until_someone_reads_it() -> None:
    assert np.isnan(LEDGER.network).all()


def test_an_array_of_another_shape_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"ledger\.moves"):
        replace(LEDGER, moves=np.zeros((2, 3, 4)))


def test_a_quotient_without_a_base_is_not_a_number() -> None:
    assert np.isnan(quotient(np.array([1.0]), np.array([0.0]))).all()
    assert np.isnan(quotient(np.array([1.0]), np.array([np.nan]))).all()


def test_every_directed_axis_carries_the_places() -> None:
    names = labels(("RU", "CN"), ("theory",))
    assert names["recipient"] == names["origin"] == names["place"] == ["RU", "CN"]
    assert names["background"] == ["home", "abroad"]
