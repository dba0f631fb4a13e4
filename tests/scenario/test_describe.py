"""The words of a check say what will run and what it costs, and warn of what looks unmeant."""

import pytest

from sim.scenario.describe import describe, money_text, runs_in_all
from tests.bad.corpus import GOOD

PLAIN = GOOD.replace("ramp: 3 years", "ramp: 0 years").replace(
    "{ties.half_life: 2 years}",
    '{voucher.price: "3.5 CNY/GPU-h", voucher.overhead: 20%, cost.cny_per_usd: "7 CNY/USD"}',
)


def test_the_title_counts_the_runs(read):
    resolved = read(GOOD, "futures=[status_quo, thaw]")
    assert runs_in_all(resolved) == 5 * 3 * 2 * 2
    assert describe(resolved).lines()[0] == (
        "good: 5 variants x 3 samples x 2 replicates x 2 futures = 60 runs, 2005-2040 by quarter"
    )


def test_each_variant_shows_its_money_its_policies_and_who_pays(read):
    lines = describe(read(PLAIN)).lines()
    assert lines[1].split() == ["variant", "2026-2040", "policies"]
    assert lines[2].split() == ["baseline", "0.0", "MUSD", "none"]
    assert lines[3].split() == ["vouchers", "5.4", "MUSD", "vouchers", "2026-2034"]
    assert lines[4].split() == ["paid", "by", "CN", "5.4"]


def test_the_table_fits_a_narrow_terminal(read):
    lines = describe(read(GOOD)).lines()
    assert max(len(line) for line in lines if not line.startswith("warning")) <= 80


def test_one_draw_is_counted_in_the_singular(read):
    alone = GOOD.replace("replicates: 2", "replicates: 1").replace("samples: 3", "samples: 1")
    assert " x 1 sample x 1 replicate = 5 runs" in describe(read(alone)).lines()[0]


def test_settings_of_a_variant_are_said(read):
    (lottery,) = (v for v in describe(read(GOOD)).variants if v.name == "lottery")
    assert lottery.changes == ("vouchers.selection: lottery",)


@pytest.mark.parametrize(
    ("find", "write", "warning"),
    [
        ("replicates: 2", "replicates: 9", "9 replicates tell only large differences"),
        ("replicates: 2", "replicates: 1", "1 replicate tells only large differences"),
        ("samples: 3", "samples: 1", "1 sample shows one state"),
        ("add: [doctorates, charter]", "add: [charter]", "doctorates is in no variant"),
        ("set: {vouchers.selection: lottery}", "without: []", "lottery is the same as vouchers"),
        ("  package:", "  nothing: {}\n  package:", "nothing has no policies"),
        ("replicates: 2", "replicates: 3", "do not cost the same"),
        (
            "{ties.half_life: 2 years}",
            '{ties.half_life: {value: 90 years, source: "my own"}}',
            "ties.half_life is 90 years here, outside the range of its card (0.5 to 4)",
        ),
        ("corridor: [RU, CN]", "corridor: [US, FR]", "nothing in package links US and FR"),
    ],
)
def test_what_looks_unmeant_is_warned_of(find, write, warning, read):
    warnings = describe(read(GOOD.replace(find, write))).warnings
    assert any(warning in said for said in warnings), warnings


def test_a_dose_beyond_the_people_of_its_place_is_warned_of_once(read):
    flooded = GOOD.replace("entrants: 50 people/year", "entrants: 500_000 people/year")
    (said,) = [w for w in describe(read(flooded)).warnings if "find nobody" in w]
    assert said.startswith("doctorates calls 500,000 people a year from the ")
    assert "researchers of RU" in said
    assert not [w for w in describe(read(GOOD)).warnings if "find nobody" in w]


@pytest.mark.parametrize(
    ("kind", "asks"),
    [
        (
            "kind: lab_link, home: RU, partner: CN, pairs: 9_000 awards/year, selection: merit",
            "crowd calls 9,000 leaders a year from the",
        ),
        (
            "kind: joint_centre, host: CN, guest: RU, staff: 90_000 people",
            "crowd has 90,000 posts for the",
        ),
    ],
)
def test_awards_and_posts_beyond_the_people_of_a_place_are_warned_of(kind, asks, read):
    crowded = GOOD.replace(
        "policies:\n", f"policies:\n  crowd: {{{kind}, from: 2026}}\n", 1
    ).replace("  package:", "  crowd: {policies: [crowd]}\n  package:", 1)
    said = [w for w in describe(read(crowded)).warnings if "find nobody" in w]
    assert any(w.startswith(asks) and "researchers of RU" in w for w in said), said


@pytest.mark.parametrize(
    ("added", "reaches_nobody"), [("[links]", True), ("[links, school]", False)]
)
def test_an_offer_to_who_has_met_is_warned_of_where_nobody_meets(added, reaches_nobody, read):
    follow_up = (
        "policies:\n"
        "  links: {kind: lab_link, home: RU, partner: CN, pairs: 9 awards/year, open_to: met,"
        " selection: merit, from: 2026}\n"
        "  school: {kind: summer_school, host: CN, guests: [RU], participants: 300 people/year,"
        " days: 12 days, group_size: 5, selection: merit, from: 2026}\n"
    )
    text = GOOD.replace("policies:\n", follow_up, 1)
    text = text.replace("  package:", f"  linked: {{policies: {added}}}\n  package:", 1)
    said = [w for w in describe(read(text)).warnings if "nothing in linked lets people meet" in w]
    assert bool(said) == reaches_nobody


def test_in_a_smaller_world_money_is_a_share_and_the_scale_is_said(read):
    whole = describe(read(GOOD))
    small = whole.at(0.05)
    head = small.lines()[1]
    assert head.startswith(
        "at scale 0.05: money is that of a 1:20 world; doses are written at full"
    )
    for before, after in zip(whole.variants, small.variants, strict=True):
        assert after.total == pytest.approx(before.total / 20)
    assert whole.at(1.0) == whole


def test_small_money_is_shown_with_the_figures_that_it_has(read):
    small = describe(read(PLAIN)).at(0.001)
    assert small.lines()[4].split() == ["vouchers", "0.0054", "MUSD", "vouchers", "2026-2034"]
    assert [money_text(m) for m in (0.0, 0.999, 1.04, 5858.26)] == ["0.0", "1.0", "1.0", "5,858.3"]


def test_facts_switches_and_futures_of_the_file_are_said(read):
    (said,) = [
        line for line in describe(read(GOOD, "futures=[thaw]", "structure.event=Z")).lines()
        if line.startswith("set here")
    ]  # fmt: skip
    assert "ties.half_life 2 years" in said
    assert "structure.event Z" in said
    assert "futures thaw" in said
    usual = GOOD.replace("parameters: {ties.half_life: 2 years}\n", "")
    assert not [line for line in describe(read(usual)).lines() if line.startswith("set here")]


def test_a_scenario_without_doubts_has_no_warnings(read):
    start, end = GOOD.index("  package:\n"), GOOD.index("structure:")
    text = GOOD[:start] + GOOD[end:].replace("replicates: 2", "replicates: 20")
    begin, stop = text.index("  doctorates:\n"), text.index("variants:")
    assert describe(read(text[:begin] + text[stop:])).warnings == ()


def test_the_words_are_data_too(read):
    data = describe(read(PLAIN)).as_dict()
    assert data["variants"][1]["public_money_musd"] == {"CN": pytest.approx(9 * 0.6)}
    assert data["variants"][0]["policies"] == []
