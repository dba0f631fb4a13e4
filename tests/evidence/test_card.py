"""A card maps a share of weight to a value of its range, and refuses to contradict itself."""

from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sim.evidence.card import Card, Claim
from sim.evidence.shelf import Shelf

SHARES = st.floats(min_value=1e-9, max_value=1 - 1e-9)
CARDS = list(Shelf.read().cards.values())


def a_card(**changes) -> Card:
    written = {
        "name": "ties.half_life",
        "unit": "years",
        "low": 1,
        "central": 2,
        "high": 4,
        "shape": "triangular",
        "from": ["somebody_2001"],
        "how": "Read off a figure.",
        "scope": "everybody",
        "grade": "C",
        "checked": "2026-11-22",
    }
    return Card.model_validate(written | changes)


def complaints(**changes) -> set[str]:
    with pytest.raises(ValidationError) as caught:
        a_card(**changes)
    return {str(detail["loc"][0]) for detail in caught.value.errors()}


@given(card=st.sampled_from(CARDS), u=SHARES)
def test_every_card_gives_values_inside_its_range(card, u):
    assert card.low <= card.at(u) <= card.high


@given(card=st.sampled_from(CARDS), u=SHARES, v=SHARES)
def test_a_larger_share_never_gives_a_smaller_value(card, u, v):
    assert card.at(min(u, v)) <= card.at(max(u, v))


@pytest.mark.parametrize("shape", ["triangular", "uniform", "lognormal"])
def test_the_whole_range_is_reached(shape):
    card = a_card(shape=shape)
    assert card.at(1e-12) == pytest.approx(1.0, abs=1e-4)
    assert card.at(1 - 1e-12) == pytest.approx(4.0, abs=1e-4)


def test_a_triangle_has_its_peak_at_the_central_value():
    card = a_card()
    assert card.at(1 / 3) == pytest.approx(2.0)
    assert card.at(0.75) == pytest.approx(4 - sqrt(0.25 * 3 * 2))


def test_a_triangle_may_lean_on_either_end():
    assert a_card(central=1).at(0.5) == pytest.approx(4 - sqrt(0.5) * 3)
    assert a_card(central=4).at(0.5) == pytest.approx(1 + sqrt(0.5) * 3)


def test_a_uniform_card_weighs_all_values_alike():
    assert a_card(shape="uniform").at(0.25) == pytest.approx(1.75)


def test_a_lognormal_card_has_its_median_at_the_central_value():
    assert a_card(shape="lognormal", high=40).at(0.5) == pytest.approx(2.0)


def test_a_lognormal_card_is_normal_on_the_log_scale_on_either_side():
    card = a_card(shape="lognormal", high=40)
    # 0.05 + 0.9 u = 0.841345 is one standard deviation, of which 1.644854 reach the 95 % point.
    u = (0.8413447 - 0.05) / 0.9
    assert card.at(u) == pytest.approx(2 * exp(log(20) / 1.644854), rel=1e-5)
    assert card.at(1 - u) == pytest.approx(2 * exp(-log(2) / 1.644854), rel=1e-5)


def test_a_fixed_card_never_moves():
    card = a_card(shape="fixed", low=2, high=2)
    assert card.at(0.01) == card.at(0.99) == 2.0


@pytest.mark.parametrize("u", [0.0, 1.0, -0.1, 1.1, float("nan")])
def test_a_share_outside_the_open_interval_is_refused(u):
    with pytest.raises(ValueError, match="between 0 and 1"):
        a_card().at(u)


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"low": 3}, "central"),
        ({"high": 1.5}, "high"),
        ({"unit": "share", "low": 0, "central": 0.5, "high": 1.5}, "high"),
        ({"unit": "share", "low": -0.5, "central": 0.5, "high": 1}, "low"),
        ({"central": float("nan")}, "central"),
        ({"high": float("inf")}, "high"),
        ({"low": "1"}, "low"),
        ({"shape": "lognormal", "low": 0}, "shape"),
        ({"shape": "fixed"}, "shape"),
        ({"shape": "normal"}, "shape"),
        ({"grade": "E"}, "grade"),
        ({"grade": "D"}, "raises"),
        ({"grade": "D", "raises": "  "}, "raises"),
        ({"name": "half_life"}, "name"),
        ({"name": "Ties.half_life"}, "name"),
        ({"from": []}, "from"),
        ({"how": " "}, "how"),
        ({"checked": "some day"}, "checked"),
        ({"sigma": 1}, "sigma"),
    ],
)
def test_a_card_that_contradicts_itself_is_refused_at_the_guilty_key(changes, where):
    assert complaints(**changes) == {where}


def test_a_wrong_range_does_not_hide_a_missing_reason():
    assert complaints(high=0.5, grade="D") == {"high", "raises"}


def test_an_assumption_with_a_way_out_is_accepted():
    assert a_card(grade="D", raises="a survey").raises == "a survey"


def test_a_card_cannot_be_changed():
    with pytest.raises(ValidationError):
        setattr(a_card(), "central", 3.0)  # noqa: B010 -- the type checker refuses it as well


@pytest.mark.parametrize(
    ("becomes", "fate", "subject"),
    [
        ("policy dual_phd", "policy", "dual_phd"),
        ("parameter ties.half_life", "parameter", "ties.half_life"),
        ("not_modelled: no such lever", "not_modelled", "no such lever"),
    ],
)
def test_a_claim_knows_what_becomes_of_it(becomes, fate, subject):
    claim = Claim(id="essay.tie", says="Ties last.", kind="fact", becomes=becomes)
    assert (claim.document, claim.fate, claim.subject) == ("essay", fate, subject)


@pytest.mark.parametrize("becomes", ["not_modelled:", "not_modelled: ", "policies dual_phd", "x"])
def test_a_claim_that_becomes_nothing_without_a_reason_is_refused(becomes):
    with pytest.raises(ValidationError):
        Claim(id="essay.tie", says="Ties last.", kind="fact", becomes=becomes)
