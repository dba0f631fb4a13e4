"""I16 · Sanctions, limits on equipment and futures keep the expectations F16.1 to F16.5.

Power: 1,300 joint papers of the small and the large place in six years, so that the mean of eight
worlds has a standard error of some 2 %.
"""

from functools import cache
from itertools import pairwise

import numpy as np

from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    LARGE,
    SCARCE,
    SMALL,
    THIRD,
    change_by_need,
    digests,
    first_difference,
    mean_and_error,
    past,
    vouchers,
)
from tests.policies.making import policy

SEEDS = range(8)
MANY = range(24)
YEARS = 6


def broken(**fields):
    """The third place breaks with the small one, severely; the large one takes no measures."""
    plain = {
        "begins": BRANCH,
        "senders": ["CC"],
        "bystanders": [],
        "size": "0.6 log points",
        "acts_on": "papers",
        "lists": "no",
    }
    return policy("sanctions", **{**plain, **fields})


@cache
def calm(seed, years=YEARS):
    """The same world without any break."""
    return past(seed).future(years=years)


def ratio(other, *offers, first=3, last=YEARS, seeds=SEEDS):
    """Joint papers of the small place with another beside the baseline, late in the run."""
    found = []
    for s in seeds:
        given, plain = past(s).future(*offers, years=last), calm(s, last)
        rows = slice(AT + first, AT + last)
        pairs = (m.recorder.ledger.joint_latent[rows, SMALL, other].sum() for m in (given, plain))
        found.append(next(pairs) / next(pairs))
    return mean_and_error(found)


@expects("sanctions", "F16.1")
def test_joint_papers_fall_the_more_the_harder_a_place_breaks():
    falls = [ratio(THIRD, broken(size=f"{size} log points")) for size in (0.2, 0.4, 0.8)]
    for (mild, error), (hard, other_error) in pairwise(falls):
        assert mild - hard > 2 * np.hypot(error, other_error)
    assert falls[0][0] < 1


@expects("sanctions", "F16.2")
def test_joint_papers_with_others_stay_level_and_their_share_rises():
    """Without any mechanism of diversion but the slow turn of institutions."""
    level, error = ratio(LARGE, broken())
    lost, _ = ratio(THIRD, broken())
    assert abs(level - 1) <= 0.12
    assert level / lost > 1.2 + 2 * error


def test_a_break_costs_its_size_in_two_years_and_goes_on_by_whom_people_no_longer_know():
    """Its size whoever leads the teams; after eight years more than its size, and more than soon.

    Later the ties that were not made are missing, and institutions turn to where joint work brings
    more (E18); how much more is nobody's law.
    """
    for size in (0.38, 0.6):
        offer = broken(size=f"{size} log points")
        soon, error = ratio(THIRD, offer, first=2, last=3)
        late, late_error = ratio(THIRD, offer, first=8, last=10)
        assert np.exp(-1.15 * size) < soon < np.exp(-0.85 * size)
        assert late < np.exp(-size) - 3 * late_error
        assert late < soon - 2 * np.hypot(error, late_error)


@expects("sanctions", "F16.3")
def test_places_that_took_no_measures_lose_a_few_per_cent():
    """At the chill of the card, twenty-four worlds: the two to six per cent of the study."""
    chilled = broken(bystanders=["BB"])
    soon = {"first": 1, "last": 4, "seeds": MANY}
    here, error = ratio(LARGE, chilled, **soon)
    there, other_error = ratio(LARGE, broken(), **soon)
    loss = there - here
    assert loss > 2 * np.hypot(error, other_error)
    assert 0.02 < loss < 0.06


@expects("sanctions", "F16.4")
def test_five_years_after_the_end_less_than_all_has_come_back():
    late = {"first": 9, "last": 10}
    back, error = ratio(THIRD, broken(until=BRANCH + 4), seeds=MANY, **late)
    lasting, other_error = ratio(THIRD, broken(), seeds=MANY, **late)
    assert back - lasting > 2 * np.hypot(error, other_error)
    assert back < 1 - 2 * error


@expects("export_controls", "F16.5")
def test_only_projects_that_computing_limits_lose():
    """The others are the placebo: of teams that are the same with limits and without."""
    controls = policy("export_controls", begins=BRANCH)
    free = {**SCARCE, "compute.limited_share": 0.0}
    same = past(1).future(controls, years=YEARS, values=free)
    assert (digests(same) == digests(past(1).future(years=YEARS, values=free))).all()
    papers = {}
    for name, offers in (("controls", (controls,)), ("none", ())):
        worlds = [past(s).future(*offers, years=10, values=SCARCE) for s in SEEDS]
        papers[name] = np.array([m.recorder.ledger.papers[AT + 5 : AT + 10].sum(0) for m in worlds])
    lost, error = mean_and_error((papers["controls"] - papers["none"])[:, SMALL])
    assert lost < -2 * error
    limited, others = np.array([change_by_need(s, controls, 3, SCARCE) for s in range(4)]).T
    mean, error = mean_and_error(limited)
    assert mean < -3 * error
    assert (np.abs(others) < 0.1 * abs(mean)).all()


def test_a_future_changes_nothing_before_the_policy_date():
    usual = past(1).future(vouchers(), years=6, values=SCARCE)
    without = past(1).future(vouchers(), years=6, values=SCARCE, future="provider_withdrawal")
    found = first_difference(usual, without)
    assert found is not None
    assert found >= 4 * (BRANCH + 3)


def test_when_providers_withdraw_no_hours_are_issued():
    """From the third year for a year and a half: the call of the fourth year is missed."""
    model = past(1).future(vouchers(), years=6, values=SCARCE, future="provider_withdrawal")
    issued = model.recorder.ledger.vouchers[AT : AT + 6, 0]
    assert issued[3] == 0
    assert issued[2] > 0
    assert issued[5] > 0
