"""What a reader learns of each instrument and of each of its fields."""

import pytest

from sim.policies.catalogue import POLICIES, fields_of
from tests.policies.making import EXAMPLES


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
