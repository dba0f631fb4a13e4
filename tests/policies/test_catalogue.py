"""What a reader learns of each instrument and of each of its fields."""

import pytest

from sim.evidence.shelf import Shelf
from sim.policies.catalogue import POLICIES, cards_of, fields_of
from tests.policies.making import EXAMPLES, VALUES, policy


def test_there_is_an_example_of_every_kind():
    assert set(EXAMPLES) == set(POLICIES)


@pytest.mark.parametrize("kind", POLICIES)
def test_every_instrument_and_every_field_says_what_it_is(kind):
    assert "\n" not in (POLICIES[kind].__doc__ or "\n")
    for field in fields_of(kind):
        assert field.says.endswith("."), field
        assert field.range, field
        assert field.default, field


def test_a_default_names_the_card_it_comes_from():
    fields = {field.name: field for field in fields_of("data_charter")}
    assert fields["compliance"].default == "card charter.compliance"
    assert fields["embargo"].default == "0 months"
    assert fields["until"].default == "none"
    assert fields["from"].default == "required"
    assert fields["joint_tooling"].range == "yes or no"


TRIED = [(kind, field) for kind, policy in POLICIES.items() for field in policy.tried]


@pytest.mark.parametrize(("kind", "field"), TRIED)
def test_values_worth_trying_can_be_written_and_differ_from_what_happens_by_itself(kind, field):
    card = Shelf.read().card(POLICIES[kind].tried[field])
    plain = policy(kind).filled(VALUES)
    whole = type(getattr(plain, field))
    for value in map(whole, (card.low, card.central, card.high)):
        made = plain.model_copy(update={field: value})
        text = made.model_dump(mode="json", exclude_none=True)
        assert getattr(type(made).model_validate(text), field) == value
    assert card.central != getattr(plain, field)
    assert card.name in cards_of(POLICIES[kind])


@pytest.mark.parametrize(("kind", "field"), TRIED)
def test_a_field_to_be_tried_tells_its_default_and_its_card(kind, field):
    told = {each.name: each.default for each in fields_of(kind)}[field]
    assert told.endswith(f"; to try: card {POLICIES[kind].tried[field]}")
    assert not told.startswith(";")
