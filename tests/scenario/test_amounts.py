"""Values of cards carry the unit of the card, and stay near its range."""

import pytest
from pydantic_core import PydanticCustomError

from sim.scenario.amounts import amount_text, read_amount


@pytest.mark.parametrize(
    ("card", "text", "value"),
    [
        ("ties.half_life", "18 months", 1.5),
        ("programme.lapse", "10%", 0.1),
        ("programme.lapse", 0.1, 0.1),
        ("voucher.price", "3.5 CNY/GPU-h", 3.5),
        ("compute.elasticity", 0.2, 0.2),
        ("compute.elasticity", "0.2", 0.2),
        ("charter.tooling", "0.1 log points", 0.1),
        ("charter.tooling", 0.1, 0.1),
    ],
)
def test_a_value_is_read_in_the_unit_of_its_card(card, text, value, shelf):
    assert read_amount(shelf.card(card), text) == value


@pytest.mark.parametrize(
    ("card", "text", "code"),
    [
        ("ties.half_life", 2, "unit-missing"),
        ("voucher.price", 3.5, "unit-missing"),
        ("voucher.price", "3.5 USD/GPU-h", "unit-unknown"),
        ("programme.lapse", 10, "out-of-range"),
        ("compute.elasticity", "much", "not-an-amount"),
        ("compute.elasticity", 1e9, "out-of-range"),
        ("cost.cny_per_usd", "0 CNY/USD", "out-of-range"),
        ("ties.half_life", "0 years", "out-of-range"),
    ],
)
def test_what_has_no_meaning_for_a_card_is_refused(card, text, code, shelf):
    with pytest.raises(PydanticCustomError) as caught:
        read_amount(shelf.card(card), text)
    assert caught.value.type == code


def test_every_card_reads_back_its_own_values(shelf):
    for name in shelf.names():
        card = shelf.card(name)
        for value in (card.low, card.central, card.high):
            assert read_amount(card, amount_text(card, value)) == pytest.approx(value)
