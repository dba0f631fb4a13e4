"""I2 · Federated data keep the expectations F2.1 to F2.5, and their queue and incidents.

Power: with data that are worth a lot (PRECIOUS: every health project needs them, and all of them
would make it write four times as much) forty hospitals bring the large place some 2,500 papers in
eight years, and a mean of four worlds is good to a hundred.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.model.approvals import incident
from sim.world.state import DOMAINS
from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    LARGE,
    SMALL,
    THIRD,
    digests,
    extra_papers,
    gains_by_size,
    mean_and_error,
    past,
)
from tests.policies.making import policy

SEEDS = range(4)
YEARS = 8
HEALTH = DOMAINS.index("health")
PRECIOUS = {
    "data.gain": 3.0,
    "federation.need": 1.0,
    "federation.boards": 1000.0,
    "federation.incident": 0.0,
}


def clinics(**fields):
    """Hospitals of the small place that answer teams of the large one."""
    plain = {
        "begins": BRANCH,
        "users": ["BB"],
        "nodes": "40 nodes",
        "answering": "100%",
        "approval": "1 years",
    }
    return policy("federated_data", **{**plain, **fields})


def lived(seed, *offers, years=YEARS, values=None):
    """A world some years after the branch."""
    return past(seed).future(*offers, years=years, values={**PRECIOUS, **(values or {})})


def gain(place=LARGE, **fields):
    """Extra papers of a place, mean over worlds and its error."""
    return mean_and_error(
        extra_papers(lived(s, clinics(**fields)), lived(s), place).sum() for s in SEEDS
    )


def opened(model):
    """What a health team of the large place can use."""
    return model.now.data_admitted[LARGE, HEALTH]


@expects("federated_data", "F2.1")
def test_each_further_hospital_is_worth_less():
    counts = (0, 20, 40, 60)
    found = [opened(lived(1, clinics(nodes=f"{n} nodes"), years=3)) for n in counts]
    steps = np.diff(found)
    assert steps[0] > steps[1] > steps[2] > 0
    (few, error), (some, _), (many, _) = (gain(nodes=f"{n} nodes") for n in (10, 40, 80))
    assert (some - few) / 30 - (many - some) / 40 > error / 10


@expects("federated_data", "F2.2")
def test_nothing_changes_before_the_lag_of_approval():
    slow = clinics(approval="3 years")
    assert (digests(lived(1, slow, years=3)) == digests(lived(1, years=3))).all()
    assert lived(1, slow, years=3).recorder.ledger.cost.sum() > 0


def course(years):
    """What is open, quarter by quarter, in a world with incidents and a slow board."""
    values = {"federation.incident": 0.4, "federation.boards": 8.0}
    model = lived(3, clinics(approval="0 years"), years=0, values=values)
    found = []
    for _ in range(4 * years):
        model.step()
        found.append(opened(model))
    return np.array(found)


@expects("federated_data", "F2.3")
def test_an_incident_stops_it_for_over_a_year_and_it_recovers_slower():
    found = course(years=20)
    falls = np.flatnonzero((found[:-1] > 0) & (found[1:] == 0)) + 1
    assert len(falls) > 0
    for fall, end in zip(falls, [*falls[1:], len(found)], strict=True):
        again = np.flatnonzero(found[fall:end] > 0)
        back = np.flatnonzero(found[fall:end] >= found[fall - 1])
        assert len(again) == 0 or again[0] > 4
        assert len(back) == 0 or back[0] > again[0]


@expects("federated_data", "F2.4")
def test_small_institutions_gain_more_than_large_ones():
    """With data of every domain, as health alone has too few papers to tell the two apart."""
    found = [
        gains_by_size(lived(s, clinics(domains=DOMAINS)), lived(s), past(s).model, (LARGE,))
        for s in range(12)
    ]
    small, large = np.transpose(found)
    assert large.mean() > 0
    more, error = mean_and_error(small - large)
    assert more > 2 * error


@expects("federated_data", "F2.5")
def test_data_that_stay_where_they_are_bring_no_more_than_data_handed_over():
    stay, over = (lived(1, clinics(pooled=p), years=3) for p in ("no", "yes"))
    assert 0 < opened(stay) < opened(over)
    (apart, error), (together, its_error) = gain(), gain(pooled="yes")
    assert apart < together + 2 * np.hypot(error, its_error)


def test_teams_of_other_places_gain_only_as_partners():
    """The third place is no user: what its teams may use is what it was."""
    model = lived(1, clinics(), years=3)
    assert (model.now.data_admitted[[SMALL, THIRD]] == 0).all()
    assert gain(LARGE)[0] > 3 * abs(gain(THIRD)[0])


def test_a_slow_board_is_a_queue():
    quick, slow = (
        opened(lived(1, clinics(), years=3, values={"federation.boards": boards}))
        for boards in (1000.0, 4.0)
    )
    assert 0 < slow < 0.5 * quick


def test_access_ends_with_the_agreement_and_money_too():
    model = lived(1, clinics(until=BRANCH + 3), years=5)
    assert opened(model) == 0
    assert model.recorder.ledger.cost[AT + 4 :].sum() == 0
    assert model.recorder.ledger.cost[AT, SMALL] == pytest.approx(40 * 0.15)


def hospitals(model, year):
    """Admitted and waiting of the small place's hospitals, for teams of the large one."""
    return model.recorder.ledger.hospitals[AT + year, LARGE, SMALL]


def test_whoever_signed_and_answers_is_admitted_or_waits():
    """Forty apply after a year; eight a year are admitted."""
    model = lived(1, clinics(), years=4, values={"federation.boards": 8.0})
    found = [hospitals(model, year) for year in range(4)]
    assert found[0].tolist() == [0, 0]
    assert [float(f.sum()) for f in found[1:]] == pytest.approx([40.0] * 3)
    assert [f[0] for f in found[1:]] == pytest.approx([8.0, 16.0, 24.0])
    ledger = model.recorder.ledger.hospitals
    assert ledger.sum() == pytest.approx(120.0)


def test_while_everything_is_shut_all_wait_and_after_the_end_nobody_does():
    shut = lived(1, clinics(), years=2, values={"federation.incident": 400.0})
    assert hospitals(shut, 1).tolist() == [0, 40]
    ended = lived(1, clinics(until=BRANCH + 2), years=4, values={"federation.boards": 4.0})
    assert hospitals(ended, 2)[1] > 0
    assert hospitals(ended, 3).tolist() == [0, 0]


def incidents(prevented):
    """Quarters of two thousand years in which data get out."""
    spec = SimpleNamespace(values={"federation.incident": 0.2})
    almanac: Any = SimpleNamespace(seed=np.uint64(5), spec=spec)
    return {t for t in range(8_000) if incident(almanac, "AA", t, prevented)}


def test_audits_make_incidents_rarer_and_never_bring_one():
    """The same draws decide; four hundred of some size, so an error of five in a hundred."""
    none, half, all_but_few, every = (incidents(share) for share in (0.0, 0.5, 0.9, 1.0))
    assert none > half > all_but_few > every == set()
    assert len(half) == pytest.approx(0.5 * len(none), rel=0.15)


def test_a_strict_audit_keeps_data_open_that_an_incident_would_shut():
    risky = {"federation.incident": 400.0, "federation.audited": 1.0}
    shut, kept = (
        opened(lived(1, clinics(audit=audit, approval="0 years"), years=1, values=risky))
        for audit in ("0%", "100%")
    )
    assert shut == 0 < kept


def test_an_audit_that_prevents_nothing_changes_nothing_but_money():
    useless = {"federation.audited": 0.0, "federation.incident": 0.2}
    plain, audited = (
        lived(1, clinics(audit=audit), years=4, values=useless) for audit in ("0%", "100%")
    )
    assert (digests(plain) == digests(audited)).all()
    assert audited.recorder.ledger.cost.sum() > plain.recorder.ledger.cost.sum()
