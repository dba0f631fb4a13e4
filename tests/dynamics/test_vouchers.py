"""The queue for the provider's machines: it delays, it loses hours, it never breaks down."""

from itertools import pairwise

import pytest

from sim.dynamics.vouchers import HOURS_A_YEAR, served_share
from tests.model.worlds import cards

GPUS = 400.0


def capacity():
    """Hours that the machines can work in a year."""
    return GPUS * HOURS_A_YEAR * cards()["voucher.utilisation"]


def served(load):
    """Hours served in a year when vouchers for a multiple of the capacity are out."""
    awarded = load * capacity()
    return awarded * served_share(awarded, GPUS, cards())


def test_an_empty_queue_serves_almost_everything():
    assert served_share(0.001 * capacity(), GPUS, cards()) == pytest.approx(1.0, abs=0.001)


def test_the_fuller_the_queue_the_smaller_the_share_served():
    shares = [served_share(load * capacity(), GPUS, cards()) for load in (0.2, 0.4, 0.8, 1.6, 3.2)]
    assert shares == sorted(shares, reverse=True)
    assert all(0.0 < share <= 1.0 for share in shares)


def test_twice_the_vouchers_on_the_same_machines_lower_the_hours_used_per_voucher():
    for load in (0.2, 0.4, 0.6, 1.0, 2.0):
        assert served(2 * load) / (2 * load) < served(load) / load


def test_no_machine_serves_more_than_it_has():
    for load in (0.5, 1.0, 2.0, 50.0):
        assert served(load) <= capacity()


def test_more_vouchers_never_lower_the_hours_served_in_all():
    loads = [n / 20 for n in range(1, 80)]
    hours = [served(load) for load in loads]
    assert all(later >= sooner * (1 - 1e-9) for sooner, later in pairwise(hours))


def test_more_machines_serve_more():
    shares = [served_share(1e6, gpus, cards()) for gpus in (50.0, 100.0, 200.0, 400.0, 4000.0)]
    assert shares == sorted(shares)


def test_no_machines_and_no_vouchers_serve_nothing():
    assert served_share(1e6, 0.0, cards()) == 0.0
    assert served_share(0.0, GPUS, cards()) == 0.0


def test_vouchers_that_hold_longer_wait_with_less_loss():
    v = cards()
    shares = [
        served_share(0.8 * capacity(), GPUS, {**v, "voucher.validity": years})
        for years in (0.5, 1.0, 2.0)
    ]
    assert shares == sorted(shares)
