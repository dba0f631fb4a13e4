"""Whether two results fit together, and whether their runs are proven pairs."""

import numpy as np
import pytest

from sim.analysis.kinship import kinship
from sim.errors import PairingError, UsageError
from tests.analysis.fake import POLICY, YEARS, FakeResults, Plan, steady

EFFECTS = {"baseline": steady(0.0), "vouchers": steady(2.0), "package": steady(3.0)}
PLAN = Plan(EFFECTS, samples=2, replicates=3)


def result(**said: object) -> FakeResults:
    """An invented result whose manifest says something else."""
    found = FakeResults(PLAN)
    found.manifest = found.manifest.model_copy(update=said)
    return found


def test_runs_with_one_past_are_pairs_and_only_as_many_as_both_have() -> None:
    more = FakeResults(Plan(EFFECTS, samples=2, replicates=5))
    kin = kinship(result(), more)
    assert kin.paired
    assert (kin.samples, kin.replicates) == (2, 3)
    assert kin.quarters == 4 * (POLICY - YEARS[0])


def test_variants_of_both_are_compared_in_the_order_of_the_first() -> None:
    fewer = {name: EFFECTS[name] for name in ("baseline", "package")} | {"other": steady(1.0)}
    assert kinship(result(), FakeResults(Plan(fewer, replicates=3, samples=2))).variants == (
        "baseline",
        "package",
    )


def test_one_run_with_another_past_is_enough_to_be_no_pair() -> None:
    other = result(seed=8)
    other.arrays["check/digest"]["vouchers"][1, 2, 5:] += np.uint64(1_000_000_000)
    for variant in ("baseline", "package"):
        other.arrays["check/digest"][variant][1, 2, 5:] += np.uint64(1_000_000_000)
    kin = kinship(result(), other)
    assert not kin.paired
    assert "2021-Q2" in kin.unpaired
    assert "sample 1, replicate 2" in kin.unpaired
    assert "seed (7 and 8)" in kin.unpaired


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"evidence_sha256": "f" * 64}, "evidence"),
        ({"model_sha256": "f" * 64}, "model"),
        ({"structure": {"event": "M"}}, "structure"),
    ],
)
def test_what_is_not_the_same_is_named_even_between_pairs(
    said: dict[str, object], word: str
) -> None:
    kin = kinship(result(), result(**said))
    assert kin.paired
    assert kin.differ_in == (word,)


def test_the_variants_whose_policies_differ_are_named() -> None:
    other = result()
    changed = tuple(
        v.model_copy(update={"sha256": "f"}) if v.name == "package" else v
        for v in other.manifest.variants
    )
    other.manifest = other.manifest.model_copy(update={"variants": changed})
    assert kinship(result(), other).differ_in == ("policies or future of package",)


def test_all_reasons_against_a_comparison_are_told_at_once() -> None:
    horizon = result().manifest.horizon
    other = result(
        world="science",
        scale=0.5,
        corridor=("RU", "US"),
        horizon=horizon.model_copy(update={"end": horizon.end + 4}),
    )
    with pytest.raises(UsageError) as caught:
        kinship(result(), other)
    told = str(caught.value)
    assert "world: ai against science" in told
    assert "scale: 1.0 against 0.5" in told
    assert "corridor: RU-CN against RU-US" in told
    assert "2020-Q1 to 2040-Q4, policies from 2026-Q1 against 2020-Q1 to 2041-Q4" in told
    assert told.endswith("Nothing is compared.")


def test_results_without_a_common_variant_or_outcome_do_not_fit() -> None:
    other = FakeResults(
        Plan({"nothing": steady(0.0)}, samples=2, replicates=3, outcomes=("moves",))
    )
    with pytest.raises(UsageError, match="no variant is in both"):
        kinship(result(), other)
    papers = Plan(EFFECTS, samples=2, replicates=3, outcomes=("papers",))
    moves = Plan(EFFECTS, samples=2, replicates=3, outcomes=("moves",))
    with pytest.raises(UsageError, match="no outcome is in both"):
        kinship(FakeResults(papers), FakeResults(moves))


def test_an_outcome_that_is_counted_otherwise_is_not_shared() -> None:
    other = result()
    infos = dict(other.manifest.outcomes)
    infos["papers"] = infos["papers"].model_copy(update={"unit": "pages"})
    other.manifest = other.manifest.model_copy(update={"outcomes": infos})
    kin = kinship(result(), other)
    assert "papers" not in kin.outcomes
    assert "joint_papers" in kin.outcomes


def test_a_result_that_draws_what_is_not_known_is_not_set_against_one_that_does_not() -> None:
    with pytest.raises(UsageError, match="2 against 1"):
        kinship(result(), FakeResults(Plan(EFFECTS, replicates=3)))


def test_a_result_whose_own_runs_are_no_pairs_is_refused() -> None:
    other = result()
    other.arrays["check/digest"]["package"][0, 0, 3:] += np.uint64(1_000_000_000)
    with pytest.raises(PairingError, match="package and baseline"):
        kinship(result(), other)
