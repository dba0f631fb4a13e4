"""Who took up an offer before is remembered offer by offer."""

import numpy as np
import pytest

from sim.model.offers import candidates, had, name_of, note_awardees
from tests.model.worlds import BRANCH, EAGER, SCARCE, SMALL, digests, doctorates, past, vouchers
from tests.policies.making import policy

HEARSAY = {"programme.aware_first": 0.2, "programme.apply_base": 1.0, "programme.peer": 20.0}
"""Few know of an offer by themselves, and one colleague in ten makes nearly everybody know it."""


def school():
    """A school in the large place for people of the small one."""
    return policy("summer_school", begins=BRANCH, participants="2000 people/year")


def lived(*offers, years, **values):
    """A world in which computing brings nothing, so that vouchers can only be heard of."""
    useless = {**SCARCE, **EAGER, **HEARSAY, "compute.elasticity": 0.0}
    return past(1).future(*offers, years=years, values={**useless, **values})


def test_vouchers_advertise_nothing_but_themselves():
    awards = policy("joint_programme", begins=BRANCH, awards="96 awards/year")
    both, alone = lived(vouchers(), awards, years=2.25), lived(awards, years=2.25)
    assert (both.state.voucher_until > 0).sum() > 50
    assert (digests(both) == digests(alone)).all()


@pytest.mark.parametrize("offer", [school(), doctorates(entrants="120 people/year")])
def test_colleagues_spread_the_word_from_the_second_call_on(offer):
    takers = {}
    for years in (1, 1.25):
        both = (lived(offer, years=years, **{"programme.peer": p}) for p in (20.0, 0.0))
        takers[years] = [len(*model.state.awardees.values()) for model in both]
    assert takers[1][0] == takers[1][1] > 0
    assert takers[1.25][0] > takers[1.25][1]


def test_earlier_awardees_are_counted_among_people_of_the_institution():
    model = lived(years=0.25)
    desk, state, offer = model.desk(), model.state, school().programmes()[0]
    slots = np.flatnonzero(state.living & (state.people["place"] == SMALL))
    home = state.people["institution"][slots]
    colleagues = slots[home == home[0]]
    note_awardees(state, offer, colleagues[:2])
    people = candidates(desk, offer, slots[2:], slots, 1, np.ones(len(slots) - 2))
    there = home[2:] == home[0]
    assert people.peers[there] == pytest.approx(2 / len(colleagues))
    assert not people.peers[~there].any()


def test_a_slot_that_somebody_else_holds_now_had_no_award():
    model = lived(years=0.25)
    state, offer = model.state, school().programmes()[0]
    slots = np.flatnonzero(state.living)[:3]
    note_awardees(state, offer, slots[:2])
    note_awardees(state, offer, slots[:1])
    assert had(state, offer, slots).tolist() == [True, True, False]
    assert len(state.awardees[name_of(offer)]) == 2
    state.ids[slots[0]] += np.uint64(1)
    assert had(state, offer, slots).tolist() == [False, True, False]


def test_branches_of_one_past_remember_apart():
    model = lived(school(), years=1)
    other = model.state.copy()
    note_awardees(model.state, school().programmes()[0], np.flatnonzero(model.state.living))
    (before,), (after,) = other.awardees.values(), model.state.awardees.values()
    assert 0 < len(before) < len(after)
