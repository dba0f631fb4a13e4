"""A smaller world says the same as the whole one, something else, or cannot tell."""

import numpy as np
import pytest

from sim.analysis.scaling import Part, extensive, kept, part
from sim.errors import UsageError
from sim.outcomes.catalogue import BY_NAME
from sim.store.manifest import OutcomeInfo
from tests.analysis.fake import FakeResults, Plan, steady

EFFECTS = {"baseline": steady(0.0), "package": steady(40.0)}


def world(scale, *, common=1.0, replicates=6):
    """An invented run whose papers shrink with the world, and whose movers do not."""
    plan = Plan(EFFECTS, replicates=replicates, common=common, scale=scale, cost={})
    found = FakeResults(plan)
    found.manifest = found.manifest.model_copy(update={"scale": scale})
    return found


def judged(**more):
    """Verdicts by outcome and reading, a tenth of the world against the whole."""
    found = kept({1.0: world(1.0, **more), 0.1: world(0.1, **more)})
    return {(one.outcome, one.reading): one for one in found}


def test_counts_that_shrink_with_the_world_hold_once_they_are_divided_by_its_scale():
    one = judged()["joint_papers", "levels"]
    assert (one.verdict, one.scale) == ("holds", 0.1)
    assert one.worst.ratio == pytest.approx(1.0)


def test_counts_that_do_not_shrink_with_the_world_differ():
    one = judged()["moves", "levels"]
    assert one.verdict == "differs"
    assert one.worst.ratio == pytest.approx(10.0, rel=0.3)


def test_ratios_are_read_as_they_are():
    assert judged()["retention", "levels"].worst.ratio == pytest.approx(1.0)


def test_a_joint_centre_is_one_in_a_world_of_any_size_and_papers_are_not():
    read = {name: OutcomeInfo.model_validate(BY_NAME[name].info()) for name in BY_NAME}
    assert not extensive(read["standing_units"])
    assert extensive(read["joint_papers"])


def test_what_a_smaller_world_cannot_define_in_every_run_is_open():
    small, whole = world(0.1), world(1.0)
    small.arrays["retention/den"]["package"][0, 0] = 0.0
    found = {(one.outcome, one.reading): one for one in kept({1.0: whole, 0.1: small})}
    one = found["retention", "levels"]
    assert (one.verdict, one.worst.where.endswith(", package")) == ("open", True)
    assert np.isnan(one.worst.ratio)
    assert found["joint_papers", "levels"].verdict == "holds"


def test_differences_are_judged_apart_from_levels():
    found = judged()
    assert found["joint_papers", "differences"].verdict == "holds"
    assert found["joint_papers", "differences"].worst.where.endswith(", package")
    assert ("retention", "differences") not in found


def test_what_chance_hides_is_open():
    assert judged(common=400.0, replicates=3)["joint_papers", "levels"].verdict == "open"


def test_the_worst_of_all_parts_in_all_variants_speaks_for_an_outcome():
    one = judged()["joint_papers", "levels"]
    assert one.parts == 3 * len(EFFECTS)
    assert one.worst.reach > 0.0


def test_more_parts_make_every_interval_wider():
    small, whole = np.array([9.0, 10.0, 12.0]), np.array([9.0, 11.0, 12.0])
    assert part("x", small, whole, 10).reach > part("x", small, whole, 1).reach
    # Welch: both variances are 7/3, so t(4, 97.5 %) = 2.776 times the root of 7/9 + 7/9.
    assert part("x", small, whole, 1).reach == pytest.approx(2.776 * 1.2472, rel=1e-3)


@pytest.mark.parametrize(
    ("gap", "reach", "verdict"),
    [(5.0, 4.0, "holds"), (5.0, 6.0, "open"), (12.0, 6.0, "differs"), (-12.0, 6.0, "differs")],
)
def test_a_verdict_asks_for_what_is_sure(gap, reach, verdict):
    assert Part("RU-CN", 100.0, gap, reach).verdict == verdict


def test_one_scale_or_one_replicate_says_nothing():
    with pytest.raises(UsageError, match="two replicates at each"):
        list(kept({1.0: world(1.0)}))
    with pytest.raises(UsageError, match="two replicates at each"):
        list(kept({1.0: world(1.0), 0.1: world(0.1, replicates=1)}))
