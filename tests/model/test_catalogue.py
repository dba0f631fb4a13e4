"""Laws of every instrument in the real model, also of those that do not exist yet.

M1, M9, M11, M15 and M16, the order of policies, and that twice the dose does at most twice as much.
Each kind runs as its example in a small world, with EAGER cards, so that all of its parts move.
Limits that concern single processes stand in ``test_limits``.
"""

from functools import cache

import numpy as np
import pytest

from sim.policies.catalogue import POLICIES
from sim.world.state import DUAL, VISITING
from tests.model.test_limits import memberships
from tests.model.worlds import (
    BRANCH,
    EAGER,
    cards,
    digests,
    extra_joint,
    first_difference,
    mean_and_error,
    past,
)
from tests.policies.making import policy

KINDS = sorted(POLICIES)
EXOGENOUS = {kind for kind in KINDS if not policy(kind).filled(cards()).planned_cost(cards(), 2030)}

IN_LOG_POINTS = {"visa_regime"}
"""Whose dose multiplies again and again, so that twice as much may do more than twice as much."""
APPLIED_FOR = [
    kind
    for kind in KINDS
    if policy(kind).filled(cards()).programmes() and kind not in IN_LOG_POINTS
]


@cache
def lived(*offers, years=5.0, order=1):
    """A world under the examples of some kinds from the branch, or later."""
    made = [policy(kind, begins=begins) for kind, begins in offers][::order]
    return past().future(*made, years=years, values=EAGER)


@cache
def future(seed, *offers):
    """Six years of one of several worlds."""
    return past(seed).future(*offers, years=6, values=EAGER)


@pytest.mark.parametrize("kind", KINDS)
def test_a_dose_of_nothing_is_the_world_without_it_bit_for_bit(kind):
    """M1."""
    none = policy(kind, begins=BRANCH).filled(cards()).scaled(0)
    given = past().future(none, years=3, values=EAGER)
    assert (digests(given) == digests(lived(years=3.0))).all()
    assert given.recorder.ledger.cost.sum() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_differs_before_it_begins_and_something_does_afterwards(kind):
    """M9 and M16; seven years, because some instruments have a lag of four."""
    found = first_difference(lived((kind, f"{BRANCH + 1}-Q3"), years=7.0), lived(years=7.0))
    assert found is not None
    assert found >= 4 * BRANCH + 6


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_policies_cannot_matter(kind):
    other = KINDS[KINDS.index(kind) - 1]
    both = ((kind, BRANCH), (other, BRANCH))
    assert (digests(lived(*both)) == digests(lived(*both, order=-1))).all()


@pytest.mark.parametrize("kind", APPLIED_FOR)
def test_twice_the_dose_does_at_most_twice_as_much(kind):
    """Of what people apply for: joint papers of six years in four worlds, within three errors."""
    whole = policy(kind, begins=BRANCH).filled(cards())
    more = [
        extra_joint(future(s, whole), future(s)).sum()
        - 2 * extra_joint(future(s, whole.scaled(0.5)), future(s)).sum()
        for s in range(4)
    ]
    mean, error = mean_and_error(more)
    assert mean <= 3 * error


@pytest.mark.parametrize("kind", KINDS)
def test_people_and_their_time_are_conserved(kind):
    """M11: nobody is lost or doubled, and everybody's load is the number of projects under way."""
    state = lived((kind, BRANCH)).state
    ids, people = state.ids[state.living], state.people[state.living]
    assert len(np.unique(ids)) == len(ids)
    heads = np.bincount(people["place"], minlength=len(state.places))
    assert (state.places["count"] == heads).all()
    loads = np.where(state.living, state.people["load"], 0)
    assert (loads == memberships(state)).all()


@pytest.mark.parametrize("kind", sorted(set(KINDS) - EXOGENOUS))
def test_what_is_paid_stays_within_what_was_planned(kind):
    """M11, over the whole life of an instrument of four years."""
    offer = policy(kind, begins=BRANCH, until=BRANCH + 3).filled(cards())
    paid = past().future(offer, years=12, values=EAGER).recorder.ledger.cost.sum()
    planned = sum(
        sum(offer.planned_cost({**cards(), **EAGER}, year).values())
        for year in range(BRANCH, BRANCH + 12)
    )
    assert 0 < paid <= 1.01 * planned


@pytest.mark.parametrize("kind", KINDS)
def test_it_ends_gracefully(kind):
    """M15: nobody is left on a stay, in a doctorate or on an award, and nobody is called back."""
    offer = policy(kind, begins=BRANCH, until=BRANCH + 1)
    state = past().future(offer, years=14, values=EAGER).state
    assert state.students == []
    assert state.stays == []
    assert state.awards == []
    assert state.pupils == []
    assert all(unit.closed or unit.until <= state.t for unit in state.units)
    assert not (state.people["marks"][state.living] & (DUAL | VISITING)).any()
