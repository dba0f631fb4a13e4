"""Tables are split when they are too wide; a number is never shortened."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sim.report.grid import Grid, markdown, paragraphs, text

GRID = Grid(
    "joint_papers",
    ("variant", "mean", "extra", "90% interval"),
    (("baseline", "1,539,000", "-", "-"), ("package", "1,660,000", "+706", "475 to 1,095")),
)
NUMBER = re.compile(r"[-+]?\d[\d,]*\.?\d*")


def test_a_table_that_fits_is_one_block_with_numbers_on_the_right() -> None:
    assert text(GRID).splitlines() == [
        "joint_papers",
        "variant        mean  extra  90% interval",
        "baseline  1,539,000      -             -",
        "package   1,660,000   +706  475 to 1,095",
    ]


def test_a_table_that_does_not_fit_is_split_and_its_names_repeated() -> None:
    blocks = text(GRID, 30).split("\n\n")
    assert len(blocks) == 2
    assert all("package" in block for block in blocks)


def test_names_too_long_for_the_screen_stand_on_lines_of_their_own() -> None:
    long = Grid("t", ("variant", "mean"), (("x" * 70, "1,234,567"),))
    lines = text(long, 72).splitlines()
    assert lines[-2] == "x" * 70
    assert lines[-1].strip() == "1,234,567"


def test_a_name_given_once_is_repeated_where_every_row_has_a_line_of_its_own() -> None:
    long = Grid("t", ("variant", "of", "x"), (("v" * 50, "RU", "1"), ("", "CN", "2")), keys=2)
    assert f"{'v' * 50}, CN" in text(long, 50).splitlines()


@given(
    st.lists(st.tuples(st.integers(-(10**12), 10**12), st.floats(-1e6, 1e6)), min_size=1),
    st.integers(30, 100),
)
def test_every_number_comes_out_whole_at_any_width(rows, width) -> None:
    cells = tuple((f"v{i}", f"{a:,}", f"{b:,.3f}") for i, (a, b) in enumerate(rows))
    shown = text(Grid("", ("variant", "count", "value"), cells), width)
    assert max(map(len, shown.splitlines())) <= width
    found = NUMBER.findall(shown)
    for _, count, value in cells:
        assert count in found
        assert value in found


def test_markdown_keeps_the_cells_and_aligns_numbers() -> None:
    lines = markdown(GRID).splitlines()
    assert lines[2] == "| variant | mean | extra | 90% interval |"
    assert lines[3] == "| --- | ---: | ---: | ---: |"
    assert lines[5] == "| package | 1,660,000 | +706 | 475 to 1,095 |"


def test_a_bar_in_a_name_does_not_break_markdown() -> None:
    assert "a\\|b" in markdown(Grid("", ("variant", "x"), (("a|b", "1"),)))


def test_sentences_are_wrapped_with_their_own_indent() -> None:
    lines = paragraphs(["one " * 30, "two"], 40).splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[1].startswith("  one")
    assert lines[-1] == "two"
