"""The table of effects: every instrument, in the terms of a study where one has any."""

import numpy as np
import pytest

from benchmarks import effects
from benchmarks.effects import HORIZONS, Effects, compared, table, units_begun, usual
from benchmarks.figure import Size
from sim.evidence.literature import read_literature
from sim.model.group import BASELINE
from sim.policies.catalogue import POLICIES

YEARS = HORIZONS[-1]


def invented(**more: float) -> Effects:
    """Ten joint papers a year without, so many more a year with each; 2 MUSD a year."""
    shift = np.linspace(-1.0, 1.0, 5)[:, None] * np.ones(YEARS)
    joint = {kind: 10.0 + 1.5 * shift + more.get(kind, 0.0) for kind in POLICIES}
    joint[BASELINE] = 10.0 + shift
    money = {name: np.full((5, YEARS), 2.0 * (name != BASELINE)) for name in joint}
    return Effects(joint, money)


def row(found: Effects, kind: str) -> tuple[str, ...]:
    return next(line for line in table(found) if line[0] == kind)


def test_every_instrument_has_a_usual_dose_and_something_that_studies_say():
    assert set(usual()) == set(POLICIES)
    for kind, policies in usual().items():
        assert {type(policy) for policy in policies} == {POLICIES[kind]}
    assert {finding.policy for finding in read_literature()} <= set(POLICIES)


def test_beside_an_instrument_of_which_no_study_is_known_stands_that(monkeypatch):
    monkeypatch.setattr(effects, "read_literature", tuple)
    assert compared(invented(), "forum") == ("-", "no study is known", "-")


def test_extra_papers_and_their_price_are_those_of_the_arithmetic():
    # The five draws gain 3.5, 3.75, 4, 4.25 and 4.5 a year; so few bear no more than their range.
    _, five, fifteen, price, *_ = row(invented(forum=4.0), "forum")
    assert five == "20 (17.5 to 22.5)"
    assert fifteen == "60 (52.5 to 67.5)"
    assert price.startswith("0.5 (")


def test_without_an_effect_there_is_no_price():
    assert row(invented(), "forum")[3] == "not defined: the interval of the extra includes 0"


def test_a_ratio_is_laid_beside_a_ratio():
    model, study, verdict = compared(invented(joint_centre=1.0), "joint_centre")
    assert model.startswith("1.1 (")
    assert study == "1 (0.9 to 1.2) ratio, grade C"
    assert verdict == "within"
    assert compared(invented(joint_centre=9.0), "joint_centre")[2] == "outside"


def test_papers_of_an_award_are_counted_for_awards_that_had_time_to_show():
    # 52 awards in each of ten years are 520; 104 papers in each of 15 years are 1,560.
    assert units_begun(usual()["joint_programme"], "awards", 10) == pytest.approx(520.0)
    model, _, verdict = compared(invented(joint_programme=104.0), "joint_programme")
    assert model.startswith("3 (")
    assert verdict == "within"


def test_papers_of_a_doctorate_are_laid_beside_two_studies_and_may_lie_outside():
    """Fifty begun a year along a ramp of two are 450 in ten; 36 papers a year make 540 in 15."""
    assert units_begun(usual()["dual_phd"], "entrants", 10) == pytest.approx(450.0)
    model, study, verdict = compared(invented(dual_phd=36.0), "dual_phd")
    assert model.startswith("1.2 (")
    assert study == "0.56 (0.06 to 1.02) papers for each place, grade D"
    assert verdict == "outside"


def test_an_interval_that_reaches_into_the_range_of_a_study_is_said_to():
    finding = next(f for f in read_literature() if f.id == "joint_centre.designated")
    assert effects.verdict(finding, (1.3, 1.1, 1.5)) == "outside, intervals meet"
    assert effects.verdict(finding, (1.3, 1.25, 1.4)) == "outside"
    assert effects.verdict(finding, (float("nan"), 0.0, 1.0)) == "-"


@pytest.mark.slow
def test_the_whole_table_is_made_in_a_tiny_world():
    lines = effects.measure(Size(scale=0.003, replicates=2)).lines
    assert set(POLICIES) <= {line.split()[0] for line in lines if line}


def test_whole_counts_that_cancel_leave_exactly_nothing_in_a_smaller_world():
    """One paper and two in two years are three and none, also where counts stand for ten thirds."""
    joint = {"forum": np.array([[1.0, 2.0], [1.0, 3.0]]), BASELINE: np.array([[3.0, 0.0], [1, 0]])}
    found = Effects(joint, joint, scale=0.3)
    assert found.gained("forum", 2).tolist() == [[0.0], [3 / 0.3]]


def test_a_ratio_that_is_not_defined_is_a_dash():
    """Nobody writes anything together, so that there is nothing to divide by."""
    found = invented()
    none = np.zeros((5, YEARS))
    assert compared(Effects(dict.fromkeys(found.joint, none), found.money), "lab_link")[0] == "-"
