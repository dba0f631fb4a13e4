"""I13 · Cloud partnerships keep the expectations F13.1 to F13.3, and their books.

Power: where computing limits most projects (LEAN) a cloud of four times the own hours brings the
small place a hundred papers a year while it serves and takes six from it afterwards. Withdrawals
are frequent, so that eight worlds see some thirty-five years of both kinds, enough for an error
of two or three papers.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.chance import named_key
from sim.model.machines import away
from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    LARGE,
    SCARCE,
    SMALL,
    THIRD,
    cards,
    digests,
    mean_and_error,
    past,
)
from tests.policies.making import policy

SEEDS = range(8)
MANY = range(16)
YEARS = 12
LEAN = {**SCARCE, "cloud.crowding": 0.8, "cloud.withdrawal": 0.0}
RISKY = {**LEAN, "cloud.withdrawal": 0.4, "cloud.replacement": 3.0}


def cloud(**fields):
    """Computing for the small place, some four times what it has itself."""
    plain = {"begins": BRANCH, "capacity": "500_000 GPU-h/year"}
    return policy("cloud_partnership", **{**plain, **fields})


def lived(seed, *offers, years=YEARS, values=LEAN):
    """A world some years after the branch."""
    return past(seed).future(*offers, years=years, values=values)


def course(seed, *offers, values=RISKY, **fields):
    """A world lived quarter by quarter: the rented share and own equipment of the small place."""
    model, found = past(seed).future(*offers, years=0, values=values, **fields), []
    for _ in range(4 * YEARS):
        model.step()
        found.append((model.lent[SMALL].sum(), model.state.compute[SMALL]))
    return model, np.array(found)


def years_by_kind(seed):
    """Extra papers of the small place in years served all along, and in years without."""
    model, found = course(seed, cloud())
    extra = (model.recorder.ledger.papers - lived(seed).recorder.ledger.papers)[AT:, SMALL]
    served = (found[:, 0] > 0).reshape(-1, 4)
    extra = extra[: len(served)]
    return extra, extra[served.all(axis=1)], extra[~served.any(axis=1)]


@expects("cloud_partnership", "F13.1")
def test_more_papers_on_the_mean_and_fewer_than_without_it_after_a_withdrawal():
    kinds = [np.concatenate(one) for one in zip(*map(years_by_kind, MANY), strict=True)]
    (mean, error), (served, _), (without, its_error) = map(mean_and_error, kinds)
    assert mean > 2 * error
    assert served > mean
    assert without < -2 * its_error


@expects("cloud_partnership", "F13.2")
def test_a_second_provider_makes_the_loss_smaller_and_costs_more():
    """Quarters without any hours: the same draws let the first provider go in both worlds."""
    one, two = (
        np.array([course(s, cloud(providers=names))[1][:, 0] == 0 for s in SEEDS])
        for names in (["BB"], ["BB", "CC"])
    )
    assert (two <= one).all()
    fewer, error = mean_and_error(one.mean(axis=1) - two.mean(axis=1))
    assert fewer > 2 * error
    paid = [
        lived(1, cloud(providers=names), years=2).recorder.ledger.cost.sum()
        for names in (["BB"], ["BB", "CC"])
    ]
    assert paid[1] == pytest.approx((1 + cards()["cloud.redundancy"]) * paid[0])


@expects("cloud_partnership", "F13.3")
def test_a_withdrawal_works_at_once_and_recovery_takes_years():
    """Providers leave after three years for one and a half, as the future says.

    More than half of the equipment that was not bought meanwhile is still missing at its end.
    """
    rented, own = course(1, cloud(), values=LEAN, future="provider_withdrawal")[1].T
    fall, back = 12, 18
    assert rented[fall - 1] > 0.5
    assert (rented[fall:back] == 0).all()
    assert own[fall - 1] < 0.8
    assert 1 - own[back - 1] > 0.5 * (1 - own[fall - 1])


def quarters_served(seed, *others):
    """Quarters until the first withdrawal, of forty-eight."""
    _, found = course(seed, cloud(), *others, values={**RISKY, "cloud.withdrawal": 0.05})
    gone = np.flatnonzero(found[:, 0] == 0)
    return int(gone[0]) if len(gone) else len(found)


def test_a_provider_leaves_sooner_when_its_client_falls_out_with_third_places():
    """The same draws decide in both worlds."""
    fields = {"target": "AA", "senders": ["CC"], "bystanders": [], "size": "1 log points"}
    rupture = policy("sanctions", begins=BRANCH, lists="no", **fields)
    calm, tense = ([quarters_served(s, *r) for s in SEEDS] for r in ((), (rupture,)))
    assert all(b <= a for a, b in zip(calm, tense, strict=True))
    assert sum(tense) < sum(calm)


def first_withdrawal(places):
    """The quarter in which BB leaves AA, when the table lists the places in this order."""
    drivers: Any = SimpleNamespace(
        places=places,
        place_key=np.array([named_key(code) for code in places], np.uint64),
        partner_share=np.full((3, 3), 1 / 3),
    )
    spec = SimpleNamespace(values={**cards(), "cloud.withdrawal": 0.3})
    almanac: Any = SimpleNamespace(drivers=drivers, spec=spec, seed=np.uint64(5))
    state: Any = SimpleNamespace(friction=np.zeros((2, 3, 3)), memory={}, t=0)
    pair = places.index("AA"), places.index("BB")
    while not away(almanac, state, *pair):
        state.t += 1
    return state.t


def test_when_a_provider_leaves_follows_who_it_is_and_not_where_it_stands_in_the_table():
    orders = (("AA", "BB", "CC"), ("CC", "AA", "BB"), ("BB", "CC", "AA"))
    assert len({first_withdrawal(order) for order in orders}) == 1
    assert first_withdrawal(("AA", "BB", "CC")) > 0


def test_where_computing_limits_nothing_no_paper_changes():
    values = {**LEAN, "compute.limited_share": 0.0}
    given, plain = lived(1, cloud(), years=4, values=values), lived(1, years=4, values=values)
    assert (digests(given) == digests(plain)).all()


def test_hours_are_counted_at_the_provider_and_none_is_lost():
    model = lived(1, cloud(), years=3)
    used = model.recorder.ledger.compute[AT : AT + 3]
    share = used[:, SMALL, LARGE] / used[:, SMALL].sum(axis=1)
    assert ((share > 0.5) & (share < 1)).all()
    assert (used[:, SMALL, THIRD] == 0).all()
    assert (used >= 0).all()


def test_what_is_served_is_paid_and_nothing_else():
    """Half a million hours at 3.75 CNY; while the provider is away nothing."""
    v, model = cards(), lived(1, cloud(), years=2)
    price = v["voucher.price"] / v["cost.cny_per_usd"] * 1e-6
    assert model.recorder.ledger.cost[AT, SMALL] == pytest.approx(5e5 * price)
    gone = lived(1, cloud(), years=2, values={**LEAN, "cloud.withdrawal": 400.0})
    assert gone.recorder.ledger.cost.sum() == 0


def test_a_future_in_which_providers_withdraw_takes_the_cloud_too():
    model = past(1).future(cloud(), years=4, values=LEAN, future="provider_withdrawal")
    assert model.lent[SMALL].sum() == 0
    assert lived(1, cloud(), years=4).lent[SMALL].sum() > 0.5


def test_the_smaller_the_quota_the_less_research_has_and_the_same_is_paid():
    """At a quota of half the hours of research are those of a contract over half, bit for bit."""
    worlds = {q: lived(1, cloud(academic_quota=f"{q}%"), years=3) for q in (25, 50, 100)}
    lent = [worlds[q].lent[SMALL, LARGE] for q in (25, 50, 100)]
    assert 0 < lent[0] < lent[1] < lent[2]
    paid = [model.recorder.ledger.cost[AT : AT + 3].sum() for model in worlds.values()]
    assert paid == pytest.approx([paid[0]] * 3)
    half = lived(1, cloud(capacity="250_000 GPU-h/year"), years=3)
    assert (digests(worlds[50]) == digests(half)).all()
    assert half.recorder.ledger.cost.sum() == pytest.approx(paid[1] / 2)


def test_a_provider_that_left_serves_and_costs_nobody_anything():
    values = {**LEAN, "cloud.withdrawal": 400.0}
    gone = lived(1, cloud(academic_quota="50%"), years=2, values=values)
    assert gone.recorder.ledger.cost.sum() == 0
