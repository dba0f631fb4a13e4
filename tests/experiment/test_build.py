"""From a scenario to a plan: what decides the numbers decides the hashes, and nothing else does."""

import dataclasses
import getpass
import platform

import pytest

from sim.evidence.shelf import Shelf
from sim.experiment.build import Asked, plan_of
from sim.experiment.run import run
from sim.scenario.read import read_scenario
from tests.experiment.toy import ENGINE

SCENARIO = """
format: 1
name: tiny
question: Do vouchers bring joint papers?
corridor: [RU, CN]
horizon: {start: 2005, policy: 2026, end: 2030}
policies:
  vouchers:
    kind: compute_voucher
    recipients: RU
    provider: CN
    amount: 1_000_000 GPU-h/year
    cap_per_lab: 20_000 GPU-h/year
    selection: merit
    joint_clause: no
    from: 2026
    ramp: 3 years
variants:
  baseline: {}
  vouchers: {policies: [vouchers]}
  lottery: {extends: vouchers, set: {vouchers.selection: lottery}}
runs: {replicates: 2, samples: 3, seed: 7}
"""


@pytest.fixture(scope="module")
def shelf():
    return Shelf.read()


@pytest.fixture
def planned(tmp_path, shelf):
    """Plans the scenario, with words replaced in it."""
    (tmp_path / "ann").mkdir()
    path = tmp_path / "ann" / "tiny.yaml"

    def plan(*changes, evidence=shelf, overrides=(), asked=None):
        text = SCENARIO
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text)
        return plan_of(read_scenario(path, overrides, shelf=shelf), evidence, asked)

    return plan


def test_each_sample_has_its_own_values_and_policies_filled_with_them(planned):
    plan = planned()
    specs = plan.specs[""]
    assert len(specs) == 3
    assert len({spec.values["ties.half_life"] for spec in specs}) == 3
    for spec in specs:
        assert [variant.name for variant in spec.variants] == ["baseline", "vouchers", "lottery"]
        assert spec.variants[1].policies[0].cards == spec.values["voucher.cards"]


def test_a_single_sample_has_the_central_values(planned, shelf):
    plan = planned(("samples: 3", "samples: 1"))
    assert plan.specs[""][0].values == shelf.values()
    assert plan.manifest.uncertain == ()
    assert plan.files["samples.csv"] == b"sample\n0\n"


def test_values_drawn_stand_beside_the_scenario(planned):
    plan = planned(
        ("runs:", "uncertain: {ties.half_life: {from: 1 years, to: 3 years, source: own}}\nruns:")
    )
    lines = plan.files["samples.csv"].decode().splitlines()
    assert lines[0] == "sample,ties.half_life"
    assert [float(line.split(",")[1]) for line in lines[1:]] == [
        spec.values["ties.half_life"] for spec in plan.specs[""]
    ]
    assert plan.manifest.uncertain == ("ties.half_life",)


def test_dates_reach_the_model_as_quarters_both_ends_included(planned):
    spec = planned().specs[""][0]
    assert (spec.start, spec.policy, spec.end) == (4 * 2005, 4 * 2026, 4 * 2030 + 3)
    assert planned().manifest.horizon.years == spec.years


def test_a_world_without_a_scale_has_its_own(planned):
    assert planned().specs[""][0].scale == 1.0
    assert planned(("name: tiny", "name: tiny\nworld: science")).specs[""][0].scale == 0.01
    assert planned(("name: tiny", "name: tiny\nscale: 5%")).manifest.scale == 0.05


def test_every_variant_is_told_in_words_with_its_cost(planned):
    baseline, vouchers, lottery = planned().manifest.variants
    assert baseline.policies == ()
    assert sum(baseline.planned_cost.values()) == 0
    assert vouchers.policies == ("vouchers 2026-2030",)
    assert vouchers.planned_cost["CN"] > 0
    assert "vouchers.selection: lottery" in lottery.policies


def test_futures_beyond_the_first_carry_their_name(planned):
    plan = planned(("runs:", "futures: [status_quo, thaw]\nruns:"))
    assert list(plan.specs) == ["", "@thaw"]
    assert [spec.future for spec in (plan.specs[""][0], plan.specs["@thaw"][0])] == [
        "status_quo",
        "thaw",
    ]
    assert plan.manifest.variant_names[3:] == ("baseline@thaw", "vouchers@thaw", "lottery@thaw")
    assert plan.manifest.runs.planned == 36


def test_the_same_scenario_is_the_same_run(planned):
    first, second = planned(), planned(asked=Asked(("sim", "run"), threads=2))
    assert first.manifest.run_sha256 == second.manifest.run_sha256


@pytest.mark.parametrize(
    "change",
    [
        ("seed: 7", "seed: 8"),
        ("corridor: [RU, CN]", "corridor: [DE, CN]"),
        ("end: 2030", "end: 2031"),
        ("runs:", "structure: {event: M}\nruns:"),
        ("name: tiny", "name: tiny\nscale: 50%"),
    ],
)
def test_what_all_units_share_makes_another_work(planned, change):
    assert planned(change).manifest.work_sha256 != planned().manifest.work_sha256
    assert planned(change).manifest.run_sha256 != planned().manifest.run_sha256


def test_other_evidence_is_another_work(planned, shelf):
    other = dataclasses.replace(shelf, stamp="0" * 64)
    assert planned(evidence=other).manifest.work_sha256 != planned().manifest.work_sha256
    assert planned(evidence=other).manifest.run_sha256 != planned().manifest.run_sha256


@pytest.mark.parametrize(
    "change",
    [
        ("replicates: 2", "replicates: 4"),
        ("joint papers?", "anything?"),
        ("runs:", "compare: {at: [2029]}\nruns:"),
    ],
)
def test_more_runs_or_another_question_is_another_run_of_the_same_work(planned, change):
    before, after = planned().manifest, planned(change).manifest
    assert after.run_sha256 != before.run_sha256
    assert all(after.stamps.of(key) == before.stamps.of(key) for key in before.keys)


def test_a_changed_policy_changes_the_work_of_its_variants_only(planned):
    before, after = (
        planned().manifest,
        planned(
            ("set: {vouchers.selection: lottery}", "set: {vouchers.cap_per_lab: 9_000 GPU-h/year}")
        ).manifest,
    )
    changed = {key.variant for key in before.keys if after.stamps.of(key) != before.stamps.of(key)}
    assert changed == {"lottery"}


def test_a_changed_value_of_a_card_changes_the_work_of_every_unit(planned):
    before = planned().manifest
    after = planned(("runs:", "parameters: {ties.half_life: 3 years}\nruns:")).manifest
    assert not any(after.stamps.of(key) == before.stamps.of(key) for key in before.keys)


def test_a_remark_in_the_file_changes_nothing(planned):
    plain = planned().manifest
    assert planned(("runs:", "# a remark\nruns:")).manifest.run_sha256 == plain.run_sha256


def test_settings_beside_the_file_count_as_if_they_stood_in_it(planned):
    beside = planned(overrides=["runs.seed=8"]).manifest
    assert beside.run_sha256 == planned(("seed: 7", "seed: 8")).manifest.run_sha256


def test_the_manifest_says_what_the_numbers_rest_on(planned, shelf):
    said = planned(
        asked=Asked(("sim", "run", "tiny.yaml"), quick=True, warnings=("careful",))
    ).manifest
    assert sum(said.evidence.values()) == len(shelf.cards)
    assert said.places["CN"] == "China"
    assert said.quick
    assert said.warnings[-1] == "careful"
    assert said.outcomes["joint_papers"].dims == ("place", "place")
    assert said.labels["place"][:2] == ("CN", "RU")
    assert set(said.packages) >= {"numpy", "numba", "mesa"}


def test_a_run_from_a_private_folder_leaves_no_trace_of_it(planned, tmp_path):
    command = (
        "/Users/ann/bin/sim",
        "run",
        str(tmp_path / "ann" / "tiny.yaml"),
        "-o",
        str(tmp_path / "out"),
    )
    plan = planned(
        ("samples: 3", "samples: 1"), asked=Asked(command, warnings=(f"see {tmp_path}/x",))
    )
    report = run(dataclasses.replace(plan, engine=ENGINE, sources=""), tmp_path / "results")
    said = b"".join(path.read_bytes() for path in report.folder.rglob("*") if path.is_file())
    for secret in (str(tmp_path), tmp_path.name, "/ann", platform.node()):
        assert secret.encode() not in said
    assert getpass.getuser() == "root" or getpass.getuser().encode() not in said
    assert report.manifest.command[:4] == ("sim", "run", "tiny.yaml", "-o")


def test_the_manifest_names_the_outcomes_by_which_its_policies_are_read(planned):
    read = (
        "dependency",
        "compute_used",
        "compute_dependency",
        "provider_concentration",
        "voucher_hours",
        "voucher_queue",
    )
    assert planned().manifest.shows == read
