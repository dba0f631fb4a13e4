"""Rented computing: strain on the client, the chance of withdrawal, what is forgone, the price."""

import math

import numpy as np
import pytest

from sim.dynamics.cloud import chance_of_withdrawal, forgone, price, strain

CARDS = {
    "cloud.withdrawal": 0.12,
    "cloud.exposure": 2.0,
    "cloud.crowding": 0.5,
    "cloud.redundancy": 0.1,
    "voucher.price": 3.5,
    "cost.cny_per_usd": 7.0,
}
SHARE = np.array([[0.0, 0.6, 0.3, 0.1], [0.0] * 4, [0.0] * 4, [0.0] * 4])


def test_strain_is_the_friction_with_third_places_by_how_much_is_done_with_each():
    """Place 0 rents from place 1: (0.3·0.8 + 0.1·0.4)/0.4."""
    friction = np.array([[0.0, 9.0, 0.8, 0.4], *np.zeros((3, 4))])
    assert strain(friction, SHARE, 0, 1) == pytest.approx(0.7)
    assert strain(friction, SHARE, 1, 0) == 0.0


def test_the_hazard_is_that_of_the_card_until_the_client_falls_out_with_others():
    year = 1 - (1 - chance_of_withdrawal(0.5, 0.5, CARDS)) ** 4
    assert year == pytest.approx(1 - math.exp(-0.12))
    assert chance_of_withdrawal(0.1, 0.5, CARDS) == chance_of_withdrawal(0.5, 0.5, CARDS)
    worse = 1 - (1 - chance_of_withdrawal(0.9, 0.5, CARDS)) ** 4
    assert worse == pytest.approx(1 - math.exp(-0.12 * math.exp(0.8)))


def test_who_rents_as_much_as_it_has_forgoes_half_of_what_the_card_says():
    assert forgone(np.array([0.0, 5.0]), np.array([5.0, 5.0]), CARDS) == pytest.approx([0, 0.25])


def test_each_further_provider_makes_an_hour_dearer():
    assert price(1, CARDS) == pytest.approx(0.5e-6)
    assert price(3, CARDS) == pytest.approx(0.6e-6)
