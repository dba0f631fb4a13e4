"""A setting given beside the file is read as if it stood in it, and blamed by its own name."""

import pytest

from sim.errors import ScenarioError
from sim.scenario.overrides import Override
from tests.bad.corpus import GOOD


def test_one_path_set_to_two_values_is_refused(read):
    with pytest.raises(ScenarioError) as refused:
        read(GOOD, "runs.seed=8", "scale=5%", "runs.seed=9")
    (fault,) = refused.value.faults
    assert (fault.file, fault.code) == ("-S runs.seed=9", "set-twice")
    assert fault.remedy == "keep this or -S runs.seed=8"


def test_an_option_of_its_own_outweighs_a_setting_of_the_same_path(read):
    assert read(GOOD, "runs.seed=8", Override("runs.seed", 9, "--seed 9")).scenario.runs.seed == 9


@pytest.mark.parametrize(
    ("setting", "find", "write"),
    [
        ("runs.seed=8", "seed: 7", "seed: 8"),
        ("scale=5%", "scale: 10%", "scale: 5%"),
        (
            "policies.vouchers.amount=2 MGPU-h/year",
            "amount: 1_000_000 GPU-h/year",
            "amount: 2 MGPU-h/year",
        ),
        (
            "variants.package.add=[charter]",
            "add: [doctorates, charter]",
            "add: [charter]",
        ),
        (
            "variants.lottery.set.vouchers.selection=first_come",
            "vouchers.selection: lottery",
            "vouchers.selection: first_come",
        ),
        ("parameters.ties.half_life=3 years", "ties.half_life: 2 years", "ties.half_life: 3 years"),
        ("uncertain.programme.lapse.to=30%", "to: 20%", "to: 30%"),
        ("compare.at.0=2031", "at: [2030", "at: [2031"),
        ("structure.diversion=off", "diversion: on", "diversion: off"),
        ("futures=[thaw, status_quo]", "world: ai", "world: ai\nfutures: [thaw, status_quo]"),
    ],
)
def test_a_setting_is_the_same_as_writing_it_into_the_file(setting, find, write, read):
    assert GOOD.count(find) == 1
    by_option, by_hand = read(GOOD, setting), read(GOOD.replace(find, write))
    assert by_option.digest == by_hand.digest
    assert by_option.scenario == by_hand.scenario
    assert by_option.text == GOOD.encode()


@pytest.mark.parametrize(
    ("setting", "code", "words"),
    [
        ("runs.seed=many", "not-a-number", "whole number"),
        ("runs.sead=7", "unknown-key", 'did you mean "seed"?'),
        ("runs.colour=7", "unknown-key", "leave it out"),
        ("policies.doctorates.entrant=5", "unknown-key", 'did you mean "entrants"?'),
        ("policies.doctorates.entrants=-3", "unit-missing", 'write "3 people/year"'),
        ("policies.vouchers.selection=best", "unknown-word", "write one of: merit, lottery"),
        ("variants.lottery.set.vouchers.selection=best", "unknown-word", "write one of: merit"),
        ("rnus.seed=7", "unknown-key", '"runs"'),
        ("vouchers.amount=1 GPU-h/year", "unknown-key", '"policies.vouchers.amount"'),
        ("ties.half_life=2 years", "unknown-key", '"parameters.ties.half_life"'),
        ("policies.doctorate.entrants=9 people/year", "unknown-policy", '"doctorates"'),
        ("policies.vouchers.recipients=Russia", "not-a-place", 'did you mean "RU"?'),
        ("policies.vouchers.amount=12", "unit-missing", '"12 GPU-h/year"'),
        ("runs.seed", "not-a-setting", "path=value"),
        ("=7", "not-a-setting", "path=value"),
        ("runs.seed=", "empty", "path=value"),
        ("runs.seed=!!python/name:os.system", "tag", "nothing is ever evaluated"),
        ("variants.package.add=[charter", "not-yaml", '"]"'),
        ("compare.at.9=2031", "unknown-key", "9"),
        ("world.size=3", "unknown-key", "size"),
        ("policies.doctorates.from=2050", "outside-horizon", "2040-Q4"),
    ],
)
def test_a_fault_in_a_setting_names_the_option_and_not_a_line(setting, code, words, refused):
    faults = refused(GOOD, setting)
    assert [(f.file, f.line, f.code) for f in faults] == [(f"-S {setting}", 0, code)]
    assert words in str(faults[0])


def test_values_of_other_options_are_blamed_under_their_own_name(read, refused):
    assert read(GOOD, Override("runs.replicates", 5, "-n 5")).scenario.runs.replicates == 5
    (fault,) = refused(GOOD, Override("runs.replicates", 0, "-n 0"))
    assert str(fault) == (
        "-n 0: error: 0 is outside 1 to 10000\n       | write a whole number from 1 to 10000"
    )


def test_faults_of_file_and_settings_come_together(refused):
    faults = refused(GOOD.replace("scale: 10%", "scale: 10"), "runs.seed=many")
    assert {fault.line for fault in faults} == {0, 6}


def test_a_remedy_is_not_refused_itself(read, refused):
    (fault,) = refused(GOOD, "policies.doctorates.entrants=-3")
    assert "below 0" in fault.problem
    read(GOOD, f"policies.doctorates.entrants={fault.remedy.split(chr(34))[1]}")


BREAK = """policies:
  break:
    kind: sanctions
    target: RU
    senders: [JP, RU]
    from: 2026
"""


def test_a_place_that_breaks_with_itself_is_told_so(refused):
    (fault,) = refused(GOOD.replace("policies:\n", BREAK, 1))
    assert fault.problem == "RU cannot break with itself"
    (fault,) = refused(GOOD.replace("policies:\n", BREAK.replace("RU]", "JP]"), 1))
    assert fault.problem == "JP is named twice"


def test_checks_that_could_not_run_yet_are_announced(read):
    for setting, more in (("policies.vouchers.amount=12", True), ("compare.at=[2024]", False)):
        with pytest.raises(ScenarioError) as caught:
            read(GOOD, setting)
        assert str(caught.value).endswith("More may appear once these are right.") == more
