"""A text becomes data by the rules of YAML 1.2, with a place for every key and value."""

from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.page import parse_page

TEXT = "a: 1\nb:\n  - x\n  - {c: NO, d: '1'}\n"


def data(text):
    page = parse_page(text, "f")
    assert page.faults == []
    return page.data


def test_blocks_lists_and_scalars_become_plain_data():
    assert data(TEXT) == {"a": 1, "b": ["x", {"c": "NO", "d": "1"}]}


def test_every_key_and_value_knows_its_line_and_column():
    page = parse_page(TEXT, "f")
    assert page.keys[("b",)] == (1, 0)
    assert page.values[("b", 0)] == (2, 4)
    assert page.keys[("b", 1, "d")] == (3, 12)
    assert page.values[("b", 1, "d")] == (3, 15)


def test_words_that_older_yaml_turns_into_something_else_stay_words():
    words = ["NO", "no", "yes", "on", "off", "12:30", "1_000", "0x10", "2026-01-01", ".inf", ".nan"]
    assert data("a: [" + ", ".join(words) + "]") == {"a": words}


def test_numbers_and_truth_are_read_by_the_core_rules():
    text = "a: [1, -2, 1.5, 1e6, .5, true, False, 007]"
    assert data(text) == {"a": [1, -2, 1.5, 1e6, 0.5, True, False, 7]}


def test_quoted_values_are_always_text():
    assert data("a: ['1', \"true\", 'null', '']") == {"a": ["1", "true", "null", ""]}


def test_a_fault_without_a_place_of_its_own_stands_at_the_block_around_it():
    page = parse_page(TEXT, "f")
    fault = page.fault(("b", 1, "missing", "deep"), "code", "problem")
    assert (fault.line, fault.column, fault.path) == (4, 5, "b.1.missing.deep")
    assert fault.text == "  - {c: NO, d: '1'}"


def test_only_the_first_of_two_equal_keys_counts_and_its_inner_keys_are_not_told_again():
    page = parse_page("a: {x: 1}\na: {x: 2}\n", "f")
    assert page.data == {"a": {"x": 1}}
    assert [(f.line, f.code) for f in page.faults] == [(2, "duplicate-key")]


def test_depth_is_a_fault_and_not_a_crash():
    for opening in ("[", "{a: ", "- ", "? "):
        page = parse_page(opening * 5000, "f")
        assert page.faults
        assert not page.whole


@given(st.text(alphabet="ab: -[]{}'\"#&*!|>%@`,?\n\t~1", max_size=60))
def test_no_text_does_more_than_be_read_or_be_refused(text):
    page = parse_page(text, "f")
    assert page.whole or page.faults
    for fault in page.faults:
        assert fault.line >= 1
        assert fault.column >= 1
        assert fault.problem
        assert str(fault)
