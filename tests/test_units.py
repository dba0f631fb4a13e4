"""Amounts carry their unit, and nothing in them is guessed or evaluated."""

import math
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from sim.units import (
    CalendarYear,
    Flag,
    GpuHoursPerYear,
    LastQuarter,
    LogPoints,
    MoneyPerYear,
    Months,
    PeoplePerYear,
    PlaceCode,
    Quarter,
    Schema,
    Share,
    Years,
    did_you_mean,
    number_text,
    one_of,
    quarter_text,
    shown,
    whole,
)

AMOUNTS = (GpuHoursPerYear, MoneyPerYear, Months, PeoplePerYear, Years, LogPoints)


def read(kind, text):
    return TypeAdapter(kind).validate_python(text)


def refusal(kind, text):
    with pytest.raises(ValidationError) as caught:
        read(kind, text)
    (error,) = caught.value.errors()
    assert error["type"], text
    return error["type"], error["ctx"]["problem"], error["ctx"]["remedy"]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (GpuHoursPerYear, "1_000_000 GPU-h/year", 1e6),
        (GpuHoursPerYear, "2 MGPU-h/year", 2e6),
        (GpuHoursPerYear, "3 kGPU-h/month", 36e3),
        (GpuHoursPerYear, "250_000 GPU-h/quarter", 1e6),
        (GpuHoursPerYear, "0 GPU-h/year", 0.0),
        (MoneyPerYear, "20 MUSD/year", 20.0),
        (MoneyPerYear, "500 kUSD/quarter", 2.0),
        (MoneyPerYear, "0.5 BUSD/year", 500.0),
        (MoneyPerYear, "1e6 USD/year", 1.0),
        (PeoplePerYear, "50 people/year", 50.0),
        (PeoplePerYear, "1 person/month", 12.0),
        (Years, "3 years", 3.0),
        (Years, "18 months", 1.5),
        (Years, "6 quarters", 1.5),
        (Months, "12 months", 12.0),
        (Months, "2 years", 24.0),
        (LogPoints, "0.05 log points", 0.05),
        (Share, "40%", 0.4),
        (Share, 0.4, 0.4),
        (Share, "12.5 %", 0.125),
        (Share, 1, 1.0),
        (Share, 0, 0.0),
        (Flag, "yes", True),
        (Flag, "no", False),
        (Flag, True, True),
        (Quarter, 2026, 8104),
        (Quarter, "2026", 8104),
        (Quarter, "2027-Q3", 8110),
        (LastQuarter, 2026, 8107),
        (LastQuarter, "2027-Q3", 8110),
        (CalendarYear, 2030, 2030),
        (PlaceCode, "NO", "NO"),
        (PlaceCode, "EURASIA", "EURASIA"),
    ],
)
def test_what_people_write_is_read(kind, text, value):
    assert read(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text", "code", "remedy"),
    [
        (Share, 40, "out-of-range", "did you mean 40%?"),
        (Share, "40", "out-of-range", "did you mean 40%?"),
        (Share, "140%", "out-of-range", "0% to 100%"),
        (Share, -0.1, "out-of-range", "0% to 100%"),
        (Share, True, "not-a-share", '"40%"'),
        (Share, math.nan, "out-of-range", "0% to 100%"),
        (Years, 2, "unit-missing", '"2 years"'),
        (Years, "2", "unit-missing", '"2 years"'),
        (Years, "2 yeers", "unit-unknown", '"years"'),
        (Years, "-1 years", "out-of-range", "0 or more"),
        (Years, "1e9 years", "out-of-range", "100 years"),
        (Years, "two years", "not-an-amount", '"3 years"'),
        (Years, None, "not-an-amount", '"3 years"'),
        (Years, ["3 years"], "not-an-amount", '"3 years"'),
        (Years, False, "not-an-amount", '"3 years"'),
        (MoneyPerYear, "12 MUSD", "total-not-rate", '"12 MUSD/year"'),
        (MoneyPerYear, "12 MEUR/year", "unit-unknown", "MUSD/year"),
        (MoneyPerYear, "12 MUSD/yaer", "unit-unknown", '"MUSD/year"'),
        (GpuHoursPerYear, "1,000 GPU-h/year", "not-an-amount", '"1_000 GPU-h/year"'),
        (GpuHoursPerYear, 1e6, "unit-missing", '"1000000 GPU-h/year"'),
        (GpuHoursPerYear, "1e999 GPU-h/year", "out-of-range", "at most"),
        (GpuHoursPerYear, "__import__('os')", "not-an-amount", "GPU-h/year"),
        (GpuHoursPerYear, "2 * 3 GPU-h/year", "unit-unknown", "GPU-h/year"),
        (GpuHoursPerYear, "٣ GPU-h/year", "not-an-amount", "GPU-h/year"),
        (PeoplePerYear, "50 people", "total-not-rate", '"50 people/year"'),
        (Quarter, "2027Q3", "not-a-date", "2027-Q3"),
        (Quarter, "2027-Q5", "not-a-date", "2027-Q3"),
        (Quarter, 2026.5, "not-a-date", "2027-Q3"),
        (Quarter, True, "not-a-date", "2027-Q3"),
        (Quarter, 1066, "out-of-range", ""),
        (CalendarYear, "2030-Q1", "not-a-date", "2030"),
        (Flag, "off", "not-yes-or-no", "write no"),
        (Flag, "Yes", "not-yes-or-no", "write yes"),
        (Flag, "perhaps", "not-yes-or-no", "write yes or no"),
        (Flag, 1, "not-yes-or-no", "yes or no"),
        (PlaceCode, "ru", "not-a-place", "write RU"),
        (PlaceCode, False, "not-a-place", "FALSE"),
        (PlaceCode, "RU1", "not-a-place", "write a code"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_remedy(kind, text, code, remedy):
    found, problem, said = refusal(kind, text)
    assert (found, remedy in said) == (code, True), (found, problem, said)


def test_a_word_from_a_list_is_corrected_and_a_long_list_is_not_recited():
    few, many = Annotated[str, one_of("merit", "lottery")], Annotated[str, one_of(*"abcdefghijk")]
    assert refusal(few, "merti")[1:] == (
        '"merti" is not one of: merit, lottery',
        'did you mean "merit"?',
    )
    assert refusal(many, "zebra")[1] == '"zebra" is not known here'


def test_a_count_stays_a_count():
    count = Annotated[int, whole(1, 50)]
    assert read(count, "1_0") == 10
    for value in (0, 51, "9" * 5000, 2.5, True, "many", [1]):
        assert "from 1 to 50" in refusal(count, value)[2]


@pytest.mark.parametrize("kind", AMOUNTS)
def test_no_amount_is_without_end(kind):
    written = kind.__metadata__[0]
    assert refusal(kind, f"1e300 {written.write(1.0).partition(' ')[2]}")[0] == "out-of-range"


@given(st.sampled_from(AMOUNTS), st.floats(0, 3))
def test_an_amount_that_is_written_reads_back_as_itself(kind, amount):
    assert read(kind, kind.__metadata__[0].write(amount)) == amount


@given(st.integers(4 * 1900, 4 * 2200 + 3))
def test_a_quarter_that_is_written_reads_back_as_itself(quarter):
    assert (
        read(Quarter, quarter_text(quarter)) == quarter == read(LastQuarter, quarter_text(quarter))
    )


@given(st.one_of(st.text(), st.integers(), st.floats(), st.lists(st.integers()), st.none()))
def test_no_input_does_more_than_be_read_or_be_refused(value):
    for kind in (*AMOUNTS, Share, Quarter, CalendarYear, Flag, PlaceCode):
        try:
            found = read(kind, value)
        except ValidationError:
            assert refusal(kind, value)[1]
        else:
            assert found == read(kind, value)


def test_a_block_refuses_keys_it_does_not_know_and_never_changes():
    class Block(Schema):
        share: Share
        """A share."""

    block = Block.model_validate({"share": "50%"})
    with pytest.raises(ValidationError):
        Block.model_validate({"share": "50%", "shore": 1})
    with pytest.raises(ValidationError):
        block.share = 0.1  # type: ignore[misc]
    assert Block.model_fields["share"].description == "A share."


def test_values_are_shown_short_and_in_quotes():
    assert shown("x" * 100) == '"' + "x" * 37 + '..."'
    values: tuple[object, ...] = (None, {}, [], True, 3)
    assert [shown(value) for value in values] == [
        "nothing",
        "a block",
        "a list",
        "true",
        "3",
    ]
    assert [number_text(v) for v in (3.0, 0.25, 1e20)] == ["3", "0.25", "1e+20"]


def test_the_closest_word_is_named_only_if_it_is_close():
    assert did_you_mean("Bugdet", ["budget", "amount"]) == 'did you mean "budget"?'
    assert did_you_mean("zzz", ["budget"], "leave it out") == "leave it out"
