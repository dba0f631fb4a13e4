"""What is resolved says everything, reads back as itself, and is fingerprinted by what matters."""

import pytest

from tests.bad.corpus import GOOD

ALIKE = {
    "another question": ("Does it work?", "Does it work well?"),
    "another way to write an amount": ("1_000_000 GPU-h/year", "1 MGPU-h/year"),
    "another way to write a date": ("until: 2034", "until: 2034-Q4"),
    "another way to write a share": ("existing_pairs: 50%", "existing_pairs: 0.5"),
    "other dates to look at": ("at: [2030, 2040]", "at: [2031]"),
    "another order of outcomes": ("[joint_papers, public_cost]", "[public_cost, joint_papers]"),
    "another order of policies": ("[doctorates, charter]", "[charter, doctorates]"),
    "a central value said aloud": ("half_life: 2 years", "half_life: 24 months"),
}
DIFFERENT = {
    "another seed": ("seed: 7", "seed: 8"),
    "another dose": ("entrants: 50", "entrants: 51"),
    "another setting of a variant": ("selection: lottery}", "selection: first_come}"),
    "another world": ("world: ai", "world: science"),
    "another scale": ("scale: 10%", "scale: 20%"),
    "another value": ("half_life: 2 years", "half_life: 3 years"),
    "another range": ("to: 20%", "to: 25%"),
    "another structure": ("diversion: on", "diversion: off"),
    "more samples": ("samples: 3", "samples: 4"),
    "another end": ("end: 2040}", "end: 2041}"),
    "another cost": ("scale_cost_to: 1 MUSD", "scale_cost_to: 1.5 MUSD"),
}


@pytest.mark.parametrize("change", ALIKE)
def test_equal_work_has_an_equal_fingerprint(change, read):
    find, write = ALIKE[change]
    assert read(GOOD.replace(find, write)).digest == read(GOOD).digest


@pytest.mark.parametrize("change", DIFFERENT)
def test_other_work_has_another_fingerprint(change, read):
    find, write = DIFFERENT[change]
    assert GOOD.count(find) == 1
    assert read(GOOD.replace(find, write)).digest != read(GOOD).digest


def test_the_written_out_scenario_reads_back_as_itself(read):
    resolved = read(GOOD)
    again = read(resolved.resolved_yaml())
    assert again.digest == resolved.digest
    assert again.variants == resolved.variants
    assert again.names == resolved.names
    assert again.resolved_yaml() == resolved.resolved_yaml()


def test_a_variant_holds_policies_with_its_own_settings_and_the_file_keeps_its_bytes(read):
    resolved = read(GOOD)
    assert resolved.names["package"] == ("charter", "doctorates", "vouchers")
    (lottery,) = resolved.variants["lottery"]
    (vouchers,) = resolved.variants["vouchers"]
    assert lottery == vouchers.model_copy(update={"selection": "lottery"})
    assert resolved.variants["baseline"] == ()
    assert resolved.text == GOOD.encode()


def test_a_set_value_holds_in_every_sample_and_others_keep_their_card(read, shelf):
    values = read(GOOD.replace("half_life: 2 years", "half_life: 3 years")).values
    assert values["ties.half_life"] == 3
    assert values["voucher.price"] == shelf.card("voucher.price").central


def test_own_ranges_are_drawn_evenly_and_nothing_else_is_uncertain(read, shelf):
    resolved = read(GOOD)
    assert resolved.uncertain(shelf) == ("programme.lapse",)
    drawn = resolved.sample(shelf, {"programme.lapse": 0.2})
    assert drawn["programme.lapse"] == pytest.approx(0.05 + 0.2 * 0.15)
    assert {**drawn, "programme.lapse": 0} == {**resolved.values, "programme.lapse": 0}


def test_cards_are_drawn_from_their_ranges_except_those_that_are_set(read, shelf):
    start, end = GOOD.index("uncertain:"), GOOD.index("runs:")
    resolved = read(GOOD[:start] + "uncertain: cards\n" + GOOD[end:])
    uncertain = resolved.uncertain(shelf)
    assert set(shelf.names()) - set(uncertain) == {"ties.half_life"}
    drawn = resolved.sample(shelf, dict.fromkeys(uncertain, 0.9))
    assert drawn["ties.half_life"] == 2
    assert drawn["voucher.price"] == shelf.card("voucher.price").at(0.9)
    nothing = read(GOOD[:start] + "uncertain: none\n" + GOOD[end:], "runs.samples=1")
    assert nothing.uncertain(shelf) == ()
    assert nothing.sample(shelf, {}) == nothing.values


def test_what_is_decided_is_not_drawn_as_if_nobody_knew_it(read, shelf):
    start, end = GOOD.index("uncertain:"), GOOD.index("runs:")
    some = GOOD[:start] + "uncertain: cards\n" + GOOD[end:]
    left_out = some.replace("    entrants: 50 people/year\n", "")
    assert left_out != some
    resolved = read(left_out)
    assert set(read(some).uncertain(shelf)) - set(resolved.uncertain(shelf)) == {
        "doctorate.entrants"
    }
