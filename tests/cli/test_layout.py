"""Words and rows fit the screen, and no number is cut."""

import pytest

from sim.cli.layout import entries, rows_text


@pytest.fixture(params=[40, 80, 120])
def columns(request, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(request.param))
    return request.param


def test_long_words_of_the_last_column_go_on_below(columns):
    text = rows_text(("card", "value", "says"), [("a.b", "1,234,567.891", "word " * 40)])
    assert max(map(len, text.splitlines())) <= columns
    assert "1,234,567.891" in text
    assert text.count("word") == 40


def test_a_text_left_with_too_little_room_stands_below_the_names_it_belongs_to(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    rows = [("a" * 30, "fact", "word " * 24), ("b", "wish", "short")]
    text = rows_text(("claim", "kind", "says"), rows).splitlines()
    assert max(map(len, text)) <= 60
    assert text[2].split() == ["a" * 30, "fact"]
    assert len(text) == 2 + 1 + 3 + 2
    assert text[-1] == "    short"


def test_a_screen_too_narrow_cuts_no_number(monkeypatch):
    monkeypatch.setenv("COLUMNS", "10")
    assert "123456789012345" in rows_text(("n", "v"), [("123456789012345", "9876543210" * 4)])
    assert "9876543210" * 4 in rows_text(("n", "v"), [("123456789012345", "9876543210" * 4)])


def test_columns_stand_under_their_headings():
    text = rows_text(("a", "b"), [("long", "x"), ("s", "y")]).splitlines()
    assert [line.index(mark) for line, mark in zip(text, "bxy", strict=True)] == [6, 6, 6]


def test_an_entry_without_a_text_is_left_out():
    assert entries([("one", "first"), ("two", "")]) == "  one  first"
