"""Doses that cannot be used, and doses too small for a small world, are told before a run."""

import pytest

from sim.scenario.describe import describe
from sim.scenario.doses import in_vain, too_little, too_much
from tests.bad.corpus import GOOD

CHEAP = "  cheap: {extends: package, scale_cost_to: 1 MUSD/year}\n"
RESEARCHERS = 2_500
"""Of Russia in 2024, the last year of the record of the world ai."""


def test_doctorates_beyond_those_who_could_begin_one_are_told(read, shelf):
    begin = RESEARCHERS / shelf.values()["careers.phd_years"]
    for entrants, told in ((begin - 5, 0), (begin + 5, 1)):
        text = GOOD.replace(
            "entrants: 50 people/year", f"entrants: {entrants} people/year"
        ).replace(CHEAP, "")
        said = [w for w in too_much(read(text)) if w.startswith("doctorates")]
        assert len(said) == told
        assert all(f"of whom {begin:,.0f} a year could begin" in words for words in said)


def test_a_ramp_that_never_reaches_the_full_dose_is_told(read):
    for ramp, told in (("9 years", []), ("18 years", ["50%"])):
        said = [*in_vain(read(GOOD, f"policies.vouchers.ramp={ramp}"))]
        assert [words for words in said if "ramp of vouchers" in words] == said
        assert [words.split()[-5] for words in said] == told


def test_a_variant_at_no_cost_is_told_to_be_the_baseline(read):
    (said,) = in_vain(read(GOOD, "variants.cheap.scale_cost_to=0 MUSD/year"))
    assert "every dose of cheap 0" in said


def test_vouchers_beyond_what_the_labs_may_hold_are_told(read):
    for hours, told in ((RESEARCHERS - 1, 0), (RESEARCHERS + 1, 1)):
        resolved = read(
            GOOD.replace(CHEAP, ""),
            f"policies.vouchers.amount={hours * 1000} GPU-h/year",
            "policies.vouchers.cap_per_lab=1000 GPU-h/year",
        )
        said = [w for w in too_much(resolved) if w.startswith("vouchers")]
        assert len(said) == told
        assert all(f"hold {RESEARCHERS * 1000:,} under cap_per_lab" in words for words in said)
        assert set(said) <= set(describe(resolved).warnings)


def test_vouchers_beyond_all_the_computing_of_a_place_are_told(read, shelf):
    values = shelf.values()
    within = RESEARCHERS * values["compute.stock_per_researcher"]
    for hours, told in ((within - 1, 0), (within + 1, 1)):
        said = _offered(read, hours)
        words = [w for w in said if "within reach" in w]
        assert len(words) == told
        assert all(f"{values['compute.multiplier_cap']:g} times as much" in w for w in words)


def _offered(read, hours):
    """What is said of vouchers for so many hours, with a cap that lets every hour be issued."""
    cap = "policies.vouchers.cap_per_lab=1e8 GPU-h/year"
    resolved = read(GOOD.replace(CHEAP, ""), f"policies.vouchers.amount={hours} GPU-h/year", cap)
    return [words for words in too_much(resolved) if words.startswith("vouchers")]


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        (0.01, ""),
        (0.0025, "at scale 0.0025 the first person or award comes only about: doctorates (2034)"),
        (0.001, "at scale 0.001 nobody at all comes before the end to: doctorates"),
    ],
)
def test_a_small_world_is_told_when_its_first_person_comes(scale, told, read):
    """Fifty doctorates a year from 2027 to 2040: eight of an eighth make one, 0.7 makes none."""
    assert "".join(too_little(read(GOOD), scale)) == told
