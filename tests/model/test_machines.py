"""I13 · Cloud partnerships keep the expectations F13.1 to F13.3, and their books.

Power: where computing limits most projects (LEAN) a cloud of four times the own hours brings the
small place some thirty papers a quarter while it serves and takes two a quarter from it in the year
after. Withdrawals are frequent (RISKY), so that 32 worlds know both within half a paper.
"""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.chance import named_key
from sim.model.machines import away, own_hours, renew_machines, rented_hours
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
    expected_output,
    mean_and_error,
    past,
    under_way,
)
from tests.policies.making import policy

SEEDS = range(8)
MANY = range(32)
YEARS = 12
HISTORIES = 150
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
    """A world lived quarter by quarter: the rented share and own equipment of the small place.

    And its papers so far.
    """
    model, found = past(seed).future(*offers, years=0, values=values, **fields), []
    for _ in range(4 * YEARS):
        model.step()
        papers = model.recorder.ledger.papers[:, SMALL].sum()
        found.append((model.lent[SMALL].sum(), model.state.compute[SMALL], papers))
    return model, np.array(found)


def quarters_by_kind(seed):
    """Extra papers of the small place a quarter: in all, in those served, in the year after.

    All papers of a project appear at its end: later ones of projects that were served would fill
    most of the gap of the first two years without. A kind of which a world has no quarter is nan.
    """
    values = {**RISKY, "output.sequel_delay": 0.0}
    rented, _, papers = course(seed, cloud(), values=values)[1].T
    extra = np.diff(papers - course(seed, values=values)[1][:, 2], prepend=0.0)
    served = rented > 0
    lately = np.array([served[max(0, t - 4) : t].any() for t in range(len(served))])
    gone = extra[~served & lately]
    return extra.mean(), extra[served].mean(), gone.mean() if len(gone) else np.nan


def test_more_papers_on_the_mean_and_at_prompt_output_fewer_in_the_year_after_a_withdrawal():
    worlds = np.array([quarters_by_kind(seed) for seed in MANY])
    (mean, error), (served, _) = map(mean_and_error, worlds.T[:2])
    gone, its_error = mean_and_error(worlds[np.isfinite(worlds[:, 2]), 2])
    assert mean > 2 * error
    assert served > mean
    assert gone < -2 * its_error


@cache
def begun():
    """The world a quarter after the branch, at the central values of all cards."""
    return past(1).future(years=0.25)


@cache
def output_of_computing():
    """What the projects of the small place are expected to bring with so much computing.

    By the equation of output, over all that are under way; relative to what there is.
    """
    model, factors, found = begun(), np.geomspace(0.1, 10.0, 21), []
    mine = [row for row in under_way(model) if row.at[0] == SMALL]
    here = model.state.institutions["place"] == SMALL
    usual = model.state.institutions["compute"].copy()
    for factor in (1.0, *factors):
        model.state.institutions["compute"] = np.where(here, factor, 1.0) * usual
        found.append(expected_output(model, mine).sum())
    model.state.institutions["compute"] = usual
    return np.log(factors), np.array(found[1:]) / found[0]


@cache
def outputs(share, *providers):
    """Output expected of the small place in each quarter, a row a draw of the withdrawals.

    Relative to a world without a cloud; rented hours are this share of all at signing.
    """
    model, found = begun(), np.ones((HISTORIES, 4 * YEARS))
    wanted = np.zeros((3, 3))
    hours = share / (1 - share) * own_hours(model.almanac, model.state)[SMALL]
    wanted[SMALL, list(providers)] = hours / len(providers)
    for history in range(HISTORIES):
        almanac, state = replace(model.almanac, seed=np.uint64(history)), model.state.copy()
        for quarter in range(4 * YEARS):
            served = rented_hours(almanac, state, wanted.copy())
            renew_machines(almanac, state, np.zeros(3), served)
            more = 1 + served[SMALL].sum() / own_hours(almanac, state)[SMALL]
            found[history, quarter] = state.compute[SMALL] * more
            state.t += 1
    return np.interp(np.log(found), *output_of_computing())


def mean_and_tail(share, *providers):
    """Mean and fifth percentile of output, each in fifteen batches of draws (2, batch)."""
    batches = outputs(share, *providers).reshape(15, -1)
    return np.array([batches.mean(axis=1), np.percentile(batches, 5, axis=1)])


@expects("cloud_partnership", "F13.1")
def test_the_mean_rises_and_the_lower_tail_falls_with_the_share_of_the_provider():
    """Shares of nothing, .3 and .7 at the central values of all cards, 150 draws of twelve years.

    Expected output, since chance moves the papers of a small place by 27 of 700 a year, and its
    fifth percentile falls by one or two per cent.
    """
    doses = [np.ones((2, 15)), mean_and_tail(0.3, LARGE), mean_and_tail(0.7, LARGE)]
    for less, more in pairwise(doses):
        (mean, error), (tail, its_error) = map(mean_and_error, more - less)
        assert mean > 2 * error
        assert tail < -2 * its_error


@expects("cloud_partnership", "F13.2")
def test_a_second_provider_makes_the_loss_of_the_tail_smaller_and_costs_more():
    """The same capacity from one or two providers, in the same draws."""
    one, two = mean_and_tail(0.7, LARGE)[1], mean_and_tail(0.7, LARGE, THIRD)[1]
    less, error = mean_and_error(two - one)
    assert one.mean() < 1
    assert less > 2 * error
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
    rented, own, _ = course(1, cloud(), values=LEAN, future="provider_withdrawal")[1].T
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


@expects("cloud_partnership", "F19.5")
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
