"""Variants that begin from one another mean what their lines say."""

from sim.scenario.merge import circles, lineage, merged
from sim.scenario.schema import Variant


def family(**variants):
    return {name: Variant.model_validate(block) for name, block in variants.items()}


FAMILY = family(
    one={"policies": ["a", "b"], "set": {"a.x": 1, "b.y": 2}},
    two={"extends": "one", "add": ["c"], "without": ["b"], "set": {"a.x": 3, "c.z": 4}},
    three={"extends": "two", "policies": ["b"]},
    four={"extends": "two", "scale_cost_to": "5 MUSD/year"},
)


def test_a_variant_has_the_policies_of_the_one_it_extends_less_and_more():
    assert merged("two", FAMILY).policies == ("a", "c")


def test_the_nearest_setting_counts_and_remembers_where_it_was_written():
    changes = merged("two", FAMILY).changes
    assert {cell: change.value for cell, change in changes.items()} == {
        ("a", "x"): 3,
        ("c", "z"): 4,
    }
    assert changes["a", "x"].path == ("variants", "two", "set", "a.x")
    assert merged("four", FAMILY).changes["a", "x"].path == ("variants", "two", "set", "a.x")


def test_a_new_list_of_policies_replaces_the_old_one_and_its_settings():
    result = merged("three", FAMILY)
    assert result.policies == ("b",)
    assert result.changes == {}


def test_a_cost_is_inherited():
    later = {**FAMILY, **family(five={"extends": "four"})}
    cost = merged("five", later).cost
    assert cost is not None
    assert (cost.value, cost.path) == (5, ("variants", "four", "scale_cost_to"))


def test_a_circle_is_found_once_and_ends():
    ring = family(
        a={"extends": "b"}, b={"extends": "c"}, c={"extends": "a"}, d={"extends": "a"}, e={}
    )
    assert list(circles(ring)) == [["a", "b", "c", "a"]]
    assert lineage("d", ring) == ["d", "a", "b", "c"]
    assert list(circles(family(a={"extends": "a"}))) == [["a", "a"]]
    assert list(circles(FAMILY)) == []
