"""Docstrings become Markdown that shows what was meant."""

import pytest

from sim.handbook.markdown import Page, anchor, bullets, line, numbered, prose, table


def test_an_indented_formula_becomes_a_block_that_nothing_rewrites():
    said = "What it is,\nin two lines:\n\n    y = a*x\n      + b\n\nWith ``a`` a *slope*."
    assert prose(said) == (
        "What it is, in two lines:\n\n```text\ny = a*x\n  + b\n```\n\nWith `a` a \\*slope\\*."
    )


def test_a_formula_that_stands_first_is_a_block_too():
    assert prose("    y = x\nWords.") == "```text\ny = x\n```\n\nWords."


def test_signs_of_markdown_are_escaped_but_not_inside_of_code():
    assert line("R* and <class>, but `a*b <c>` and k < 1") == (
        "R\\* and &lt;class>, but `a*b <c>` and k < 1"
    )


def test_what_a_docstring_says_of_arguments_and_errors_is_left_out():
    assert prose("Does it.\n\nRaises:\n    Error: always.") == "Does it."


def test_a_bar_does_not_end_a_cell_and_an_empty_cell_is_seen():
    made = table(("a", "b"), [("x | y", ""), ("two\nlines", "z")])
    assert made.splitlines() == [
        "| a | b |",
        "| --- | --- |",
        "| x \\| y | – |",
        "| two lines | z |",
    ]


def test_a_table_without_rows_is_nothing():
    assert table(("a",), []) == ""
    assert bullets([]) == ""


def test_only_outer_steps_are_numbered():
    made = numbered([(0, "one"), (1, "inner"), (0, "two")])
    assert made.splitlines() == ["1. one", "    - inner", "2. two"]


@pytest.mark.parametrize(
    ("title", "target"),
    [
        ("Data evaluation", "data-evaluation"),
        ("E3 and E4 · Teams assemble", "e3-and-e4--teams-assemble"),
        ("`joint_papers`", "joint_papers"),
        ("Entities, state variables (and scales)", "entities-state-variables-and-scales"),
    ],
)
def test_a_heading_is_linked_as_readers_of_markdown_link_it(title, target):
    assert anchor(title) == target


def test_contents_name_headings_and_not_what_stands_in_a_block():
    text = Page("p", "Title", "Says.", "## One\n\n```text\n## no\n```\n\n### Two").text()
    assert "- [One](#one)\n  - [Two](#two)" in text
    assert "[no]" not in text
