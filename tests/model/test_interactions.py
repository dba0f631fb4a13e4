"""7.19 · Two instruments together: F7.4, F18.3 and F19.4 in joint papers.

F19.5 is held by ``test_machines.py`` and F19.7 by ``test_lists.py``. An interaction is what both
bring beyond the sum of what each brings alone, in the same world with the same draws.
Power: everybody knows of an offer and meetings often lead to something (EAGER). Where visas are
looked at people apply as cards say (CASUAL), so that places are left for whom trouble deters:
stays bring some 130 joint papers in six years and 50 more with free travel, a school 33 and 12
more; standard errors are 10 and 3.
"""

from functools import cache

import pytest

from tests.model.expecting import expects
from tests.model.worlds import BRANCH, EAGER, cards, extra_joint, mean_and_error, past
from tests.policies.making import policy

FEW, SEEDS = range(8), range(16)
MANY = range(48)
YEARS = 6
CASUAL = {**EAGER, "programme.apply_base": cards()["programme.apply_base"]}


def school(participants=240):
    """A yearly school of the small and the large place."""
    return policy("summer_school", begins=BRANCH, participants=f"{participants} people/year")


def links(open_to):
    """Seed money for pairs of laboratories."""
    return policy("lab_link", begins=BRANCH, seed="0.1 MUSD/year", open_to=open_to)


def stays(**fields):
    """Stays of people of the small place with the large one."""
    return policy("exchange_grant", begins=BRANCH, reverse_share="0%", **fields)


def visas():
    """Journeys without trouble, at the high end of the card; no visits beside the other offer."""
    free = {"trouble": "1 log points", "visitors": "0 people/year"}
    return policy("visa_regime", begins=BRANCH, **free)


@cache
def without(seed, *, casual):
    """The same world without any instrument."""
    return past(seed).future(years=YEARS, values=CASUAL if casual else EAGER)


def gain(seed, *offers, casual=False):
    """Joint papers of six years beyond the baseline."""
    given = past(seed).future(*offers, years=YEARS, values=CASUAL if casual else EAGER)
    return extra_joint(given, without(seed, casual=casual)).sum()


def interaction(one, other, seeds=SEEDS, *, casual=False):
    """Joint papers of both beyond the sum of each alone, mean over worlds and its error."""
    return mean_and_error(
        gain(s, one, other, casual=casual)
        - gain(s, one, casual=casual)
        - gain(s, other, casual=casual)
        for s in seeds
    )


@expects("summer_school", "F7.4")
def test_a_school_and_seed_money_bring_more_than_the_sum_of_both():
    """With money that leaders can have without a school too; sixteen worlds tell 2 papers of 33."""
    mean, error = interaction(school(), links("leaders"))
    assert mean > 2 * error


def test_money_for_those_who_met_brings_nothing_without_a_school_and_much_with_it():
    """By definition of such money; eight worlds."""
    assert gain(1, links("met")) == 0
    mean, error = interaction(school(), links("met"), range(8))
    assert mean > 2 * error


@expects("visa_regime", "F18.3")
@expects("visa_regime", "F19.4")
@pytest.mark.parametrize(
    ("offer", "seeds"),
    [(stays(grants="400 people/year", months="12 months"), FEW), (school(400), MANY)],
    ids=["stays", "school"],
)
def test_free_travel_adds_to_what_stays_and_schools_bring(offer, seeds):
    mean, error = interaction(offer, visas(), seeds, casual=True)
    assert mean > 2 * error
