"""Fields of instruments in words: how many values they take, and what an empty one means."""

import pytest

from sim.handbook.fields import fields_told
from sim.policies.catalogue import POLICIES


def field(kind, name):
    return next(told for told in fields_told(kind) if told.name == name)


def test_a_list_of_places_is_told_from_one_place():
    assert field("sanctions", "target").range == "the code of a place"
    assert field("sanctions", "senders").range == "a list of places, [RU, CN]"
    assert field("data_charter", "domains").range.startswith("a list of: theory | ")


def test_a_list_of_places_that_is_left_out_names_nobody():
    assert field("sanctions", "bystanders").default == "nobody"


@pytest.mark.parametrize("kind", POLICIES)
def test_nothing_left_out_is_shown_as_a_sign(kind):
    assert not [told.name for told in fields_told(kind) if told.default in {"()", "[]", ""}]
