"""A run checks its own pairing before it is closed."""

from sim.experiment.run import run
from tests.experiment.making import plan


def test_variants_that_differ_before_the_policy_date_are_reported(tmp_path):
    report = run(plan(trouble={"seats": "drift"}), tmp_path)
    assert report.complete
    assert report.exit_code == 1
    assert [check.name for check in report.wrong] == ["pairing"]
    assert "seats and baseline differ from 2022-Q2 on" in report.wrong[0].says


def test_a_sound_run_says_how_much_it_checked(tmp_path):
    report = run(plan(), tmp_path)
    assert report.wrong == ()
    assert report.manifest.checks[0].says.startswith("6 pairs are equal in each of the 8 quarters")
