"""A comparison whose runs are no pairs is refused."""

import numpy as np
import pytest

from sim.analysis.compare import compare
from sim.analysis.pairing import check_pairing
from sim.errors import PairingError
from tests.analysis.fake import POLICY, YEARS, FakeResults, Plan, steady

PLAN = Plan({"baseline": steady(0.0), "package": steady(5.0)}, samples=2, replicates=3)
BEFORE = 4 * (POLICY - YEARS[0])


def test_runs_that_differ_only_after_the_policy_date_are_pairs() -> None:
    found = check_pairing(FakeResults(PLAN), "baseline")
    assert (found.pairs, found.quarters) == (6, BEFORE)


def test_the_first_quarter_that_differs_is_named() -> None:
    results = FakeResults(PLAN)
    results.arrays["check/digest"]["package"][1, 2, 5:] += np.uint64(1_000_000_000)
    results.arrays["check/digest"]["package"][0, 1, 7:] += np.uint64(1_000_000_000)
    with pytest.raises(PairingError, match=r"2021-Q2.*sample 1, replicate 2"):
        check_pairing(results, "baseline")


def test_replicates_that_are_copies_are_refused() -> None:
    results = FakeResults(PLAN)
    for stack in results.arrays["check/digest"].values():
        stack[1, 2] = stack[1, 0]
    with pytest.raises(PairingError, match="replicates 0 and 2"):
        check_pairing(results, "baseline")


def test_a_result_without_digests_is_refused() -> None:
    results = FakeResults(PLAN)
    del results.arrays["check/digest"]
    with pytest.raises(PairingError, match="no state digests"):
        check_pairing(results, "baseline")


def test_an_outcome_that_differs_before_the_policy_date_is_named() -> None:
    results = FakeResults(PLAN)
    results.arrays["joint_papers"]["package"][0, 1, 2, 0, 1] += 1.0
    with pytest.raises(PairingError, match=r"joint_papers of package .* 2022"):
        compare(results)


def test_a_variant_of_a_future_is_paired_with_the_reference_of_that_future() -> None:
    effects = {name: steady(0.0) for name in ("baseline", "baseline@thaw", "package@thaw")}
    results = FakeResults(Plan(effects, replicates=3))
    assert compare(results).select("joint_papers", "RU-CN")[2].to == "baseline@thaw"
