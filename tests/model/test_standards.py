"""I12 · Shared standards keep the expectations F12.1 to F12.4.

Power: a gain of 0.3 log points, twice the high end of its card, brings some 90 joint papers in
eight years with a standard error of 5 over eight worlds.
"""

import numpy as np
import pytest

from sim.model.conditions import quarter_of
from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    EAGER,
    LARGE,
    SMALL,
    THIRD,
    digests,
    first_difference,
    mean_and_error,
    past,
)
from tests.policies.making import policy

SEEDS = range(8)
YEARS = 8


def standard(**fields):
    """A standard of the small and the large place that fits what others use."""
    plain = {
        "begins": BRANCH,
        "gain": "0.3 log points",
        "lag": "1 years",
        "incompatible": "no",
        "outsiders": [],
    }
    return policy("shared_standard", **{**plain, **fields})


def gains(offer):
    """Joint papers of each pair of places beyond the baseline, a table a world."""
    worlds = [
        (
            past(s).future(offer, years=YEARS, values=EAGER),
            past(s).future(years=YEARS, values=EAGER),
        )
        for s in SEEDS
    ]
    tables = [a.recorder.ledger.joint_latent - b.recorder.ledger.joint_latent for a, b in worlds]
    return np.array([table[AT : AT + YEARS].sum(axis=0) for table in tables])


@expects("shared_standard", "F12.1")
def test_below_a_critical_number_of_adopters_nothing_changes():
    few = past(1).future(standard(critical=3), years=4, values=EAGER)
    assert (digests(few) == digests(past(1).future(years=4, values=EAGER))).all()
    enough, error = mean_and_error(gains(standard())[:, SMALL, LARGE])
    assert enough > 2 * error


@expects("shared_standard", "F12.2")
def test_the_share_of_the_gain_within_the_corridor_falls_with_adopters():
    shares = []
    for adopters in (["AA", "BB"], ["AA", "BB", "CC"]):
        table = gains(standard(adopters=adopters)).mean(axis=0)
        shares.append(table[SMALL, LARGE] / (table.sum() / 2))
    assert shares[0] > 0.8
    assert shares[1] < 0.7 * shares[0]


@expects("shared_standard", "F12.3")
def test_a_standard_that_does_not_fit_lowers_joint_work_with_outsiders():
    split = standard(incompatible="yes", outsiders=["CC"], split="0.1 log points")
    for place in (SMALL, LARGE):
        lost, error = mean_and_error(gains(split)[:, place, THIRD])
        assert lost < -2 * error


@expects("shared_standard", "F12.4")
def test_nothing_changes_before_the_lag_has_passed():
    given = past(1).future(standard(lag="3 years"), years=5, values=EAGER)
    found = first_difference(given, past(1).future(years=5, values=EAGER))
    assert found is not None
    assert found >= 4 * (BRANCH + 3)


@pytest.mark.parametrize(("there", "left", "drawn"), [(0.5, 0.2, 0.0), (0.1, 0.0, 0.2)])
def test_what_is_taken_away_is_friction_first_and_only_the_rest_draws_partners(there, left, drawn):
    """A gain of 0.3 log points against friction that is there, and search weights e^rest."""
    model = past(1).future(years=0)
    state = model.state
    state.friction[0][SMALL, LARGE] = there
    offer = standard(lag="0 years", scope="100%").filled(model.spec.values)
    plain, eased = (
        quarter_of(model.almanac, state, model.levers.after(effects))
        for effects in ((), offer.effects(4 * BRANCH))
    )
    assert eased.friction[SMALL, LARGE] == pytest.approx(left)
    ratio = eased.partner_weight[SMALL, LARGE] / plain.partner_weight[SMALL, LARGE]
    assert np.log(ratio) == pytest.approx(drawn)
