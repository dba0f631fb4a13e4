"""I18 · Visas keep the expectations F18.1 and F18.2; F18.3 is in ``test_interactions.py``.

Power: meetings often lead to something and everybody knows and applies (EAGER); 120 visits a year
in each direction.
"""

import numpy as np
import pytest

from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    EAGER,
    LARGE,
    SMALL,
    doctorates,
    extra_joint,
    first_difference,
    mean_and_error,
    past,
)
from tests.policies.making import policy

SEEDS = range(8)
MANY = range(24)


def visas(**fields):
    """Free travel between the two places."""
    plain = {"begins": BRANCH, "visitors": "120 people/year"}
    return policy("visa_regime", **{**plain, **fields})


def world(seed, *offers, years=6):
    """A world under policies."""
    return past(seed).future(*offers, years=years, values=EAGER)


def moves(model):
    """Moves between the two places since the branch, both ways."""
    table = model.recorder.ledger.moves[AT:].sum(axis=0)
    return table[SMALL, LARGE] + table[LARGE, SMALL]


@expects("visa_regime", "F18.1")
def test_visits_rise_and_moves_hardly_do():
    """Some 40 moves in six years without visas; their change stays within a tenth."""
    free, plain = [world(s, visas()) for s in MANY], [world(s) for s in MANY]
    assert all(len(model.state.encounters) > 500 for model in free)
    assert all(len(model.state.encounters) == 0 for model in plain)
    change, error = mean_and_error(moves(a) - moves(b) for a, b in zip(free, plain, strict=True))
    usual = np.mean([moves(model) for model in plain])
    assert abs(change) <= 0.1 * usual + 2 * error


@expects("visa_regime", "F18.2")
def test_when_the_rule_ends_visits_stop_at_once_and_joint_work_fades_slowly():
    ended = [world(s, visas(until=BRANCH + 3), years=10) for s in MANY]
    plain = [world(s, years=10) for s in MANY]
    for model in ended[:4]:
        assert (model.state.encounters["last"] >= 0).all()
        begun = model.almanac.epoch + int(model.state.encounters["last"].max(initial=0))
        assert begun < 4 * (BRANCH + 4)
    extra = np.mean([extra_joint(a, b)[:10] for a, b in zip(ended, plain, strict=True)], axis=0)
    assert extra[4:7].sum() > 0.25 * extra[1:4].sum() > 0
    assert extra[8:].sum() < extra[3:5].sum() + 1


def test_nothing_happens_before_the_rule_begins():
    late = first_difference(world(1, visas(begins=BRANCH + 2), years=4), world(1, years=4))
    assert late is not None
    assert late >= 4 * (BRANCH + 2)


def test_visits_of_two_instruments_add_up_and_none_is_made_twice():
    """Both fill one lever between the same two places; each calls for its own share of it."""
    free = visas(trouble="0 log points", knowledge="0 log points")
    sold = {"clients": ["BB"], "contracts": "60 contracts/year", "visits": "2 people"}
    clients = policy("solution_export", begins=BRANCH, **sold)
    met = [
        world(1, *offers, years=0.25).state.encounters["dose"].sum()
        for offers in ((free,), (clients,), (free, clients), (clients, free))
    ]
    assert met[2] == met[3] == pytest.approx(met[0] + met[1])
    assert min(met) > 0


HINDERED = {
    "rule": "restricted",
    "trouble": "1 log points",
    "knowledge": "0 log points",
    "visitors": "0 people/year",
}
"""Nothing but the trouble of journeys."""


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("joint_programme", {"awards": "48 awards/year"}),
        ("lab_link", {"seed": "0.1 MUSD/year"}),
        ("lighthouse_pilot", {"pilots": "24 awards/year"}),
        ("joint_centre", {"staff": "60 people"}),
    ],
)
def test_trouble_of_journeys_changes_nothing_where_nobody_makes_one(kind, fields):
    offer = policy(kind, begins=BRANCH, **fields)
    hindered = world(1, offer, visas(**HINDERED), years=1.25)
    assert first_difference(hindered, world(1, offer, years=1.25)) is None


@pytest.mark.parametrize(("months", "fewer"), [("12 months", True), ("0 months", False)])
def test_trouble_of_journeys_deters_from_doctorates_with_months_abroad_alone(months, fewer):
    offer = doctorates(months_abroad=months, entrants="200 people/year")
    begun = [
        sum(len(world(s, offer, *others, years=0.25).state.students) for s in range(4))
        for others in ((visas(**HINDERED),), ())
    ]
    assert begun[0] < 0.8 * begun[1] if fewer else begun[0] == begun[1] > 0


@pytest.mark.parametrize(
    ("kind", "fields", "eased"),
    [
        ("summer_school", {}, True),
        ("exchange_grant", {"months": "1 months"}, True),
        ("exchange_grant", {"months": "3 months"}, False),
        ("dual_phd", {"months_abroad": "6 months"}, False),
    ],
)
def test_a_rule_for_short_journeys_leaves_longer_ones_as_they_are(kind, fields, eased):
    """Card visa.short_days is thirty days; what is taken up is told by its cost."""
    offer = policy(kind, begins=BRANCH, **fields)
    rule = {"visitors": "0 people/year", "knowledge": "0 log points", "trouble": "1 log points"}
    paid = {
        covers: world(3, offer, visas(covers=covers, **rule), years=2).recorder.ledger.cost.sum()
        for covers in ("every", "short")
    }
    plain = world(3, offer, years=2).recorder.ledger.cost.sum()
    assert paid["every"] != plain
    assert (paid["short"] != plain) == eased
    assert (paid["short"] == paid["every"]) == eased
