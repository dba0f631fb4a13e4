"""Who takes up an offer: awareness grows, ties pull, merit sees them and a lot does not."""

import numpy as np
import pytest

from sim.chance import named_key
from sim.dynamics.uptake import (
    Candidates,
    anyway,
    applicants,
    aware_share,
    choose,
    lapses,
    priority,
)
from tests.model.worlds import cards

KEY = named_key("an offer")
CARDS = cards()
MANY = 4_000


def people(**fields):
    """Many alike, apart from what is said."""
    plain = {
        "ids": np.arange(1, MANY + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15),
        "quality": np.zeros(MANY),
        "papers": np.full(MANY, 5.0),
        "tie": np.zeros(MANY),
        "benefit": np.full(MANY, 0.5),
        "peers": np.zeros(MANY),
        "newcomer": np.ones(MANY, bool),
    }
    return Candidates(**{**plain, **fields})


def half(low, high):
    """One value for the first half, another for the second."""
    return np.repeat([low, high], MANY // 2).astype(float)


def split(chosen):
    """How many of the first and of the second half."""
    rows = np.flatnonzero(chosen) if np.asarray(chosen).dtype == bool else np.asarray(chosen)
    return int((rows < MANY // 2).sum()), int((rows >= MANY // 2).sum())


def elect(candidates, applied, selection, places, newcomer_share, v=CARDS):
    """Rows of those who are chosen by a rule."""
    rank = priority(KEY, candidates, selection, v)
    return choose(candidates, rank, applied, places, newcomer_share)


def test_awareness_begins_and_ends_where_the_cards_say():
    v = cards()
    assert aware_share(0.0, v) == v["programme.aware_first"]
    assert aware_share(100.0, v) == pytest.approx(v["programme.aware_full"])
    shares = [aware_share(year, v) for year in range(10)]
    assert shares == sorted(shares)


@pytest.mark.parametrize("field", ["tie", "benefit", "peers"])
def test_more_apply_where_there_is_more_to_gain_or_more_to_hear(field):
    few, many = split(applicants(KEY, people(**{field: half(0.0, 1.0)}), 1.0, 0.0, cards()))
    assert many > 1.15 * few


def test_risk_and_paperwork_keep_people_away():
    v = cards()
    usual = applicants(KEY, people(), 3.0, 0.0, v).sum()
    assert applicants(KEY, people(), 3.0, 1.0, v).sum() < 0.8 * usual
    heavy = {**v, "programme.apply_admin": v["programme.apply_admin"] + 1.0}
    assert applicants(KEY, people(), 3.0, 0.0, heavy).sum() < 0.8 * usual


def test_whoever_applies_to_a_worse_offer_applies_to_a_better_one_too():
    v = cards()
    worse = applicants(KEY, people(), 1.0, 0.5, v)
    better = applicants(KEY, people(benefit=np.ones(MANY)), 2.0, 0.0, v)
    assert (worse & ~better).sum() == 0
    assert better.sum() > worse.sum()


def test_merit_prefers_track_record_and_ties_and_a_lot_prefers_nobody():
    everybody = np.ones(MANY, bool)
    for field in ("quality", "papers", "tie"):
        unequal = people(**{field: half(0.0, 2.0)})
        _, favoured = split(elect(unequal, everybody, "merit", MANY // 4, 0.0))
        assert favoured == MANY // 4
        plain, other = split(elect(unequal, everybody, "lottery", MANY // 4, 0.0))
        assert abs(plain - other) < 5 * (MANY // 4) ** 0.5


def test_those_who_are_well_connected_come_first_more_often():
    everybody = np.ones(MANY, bool)
    chosen = elect(people(tie=half(0.0, 2.0)), everybody, "first_come", MANY // 4, 0.0)
    plain, connected = split(chosen)
    assert connected > 1.5 * plain
    assert plain > 0


def test_nobody_is_chosen_twice_or_without_applying():
    applied = np.arange(MANY) % 3 == 0
    for selection in ("merit", "lottery", "first_come"):
        mixed = people(newcomer=np.arange(MANY) % 2 == 0)
        chosen = elect(mixed, applied, selection, 500, 0.3)
        assert len(chosen) == len(set(chosen.tolist())) == 500
        assert applied[chosen].all()


def test_the_share_for_newcomers_is_theirs_alone():
    new = np.arange(MANY) >= MANY - 50
    best_are_old = people(newcomer=new, quality=np.where(new, -3.0, 3.0))
    everybody = np.ones(MANY, bool)
    assert new[elect(best_are_old, everybody, "merit", 100, 0.0)].sum() == 0
    assert new[elect(best_are_old, everybody, "merit", 100, 0.3)].sum() == 30
    unfilled = elect(best_are_old, everybody, "merit", 200, 0.5)
    assert new[unfilled].sum() == 50
    assert (~new[unfilled]).sum() == 100


def test_a_larger_programme_keeps_everybody_whom_a_smaller_one_chose():
    everybody = np.ones(MANY, bool)
    for selection in ("merit", "lottery", "first_come"):
        small = elect(people(), everybody, selection, 50, 0.0)
        large = elect(people(), everybody, selection, 500, 0.0)
        assert small.tolist() == large[:50].tolist()


def test_the_order_in_which_people_are_listed_decides_nothing():
    there = people(tie=half(0.0, 1.0))
    turned = Candidates(*(getattr(there, name)[::-1] for name in Candidates.__slots__))
    for selection in ("merit", "lottery", "first_come"):
        assert (
            priority(KEY, turned, selection, CARDS)[::-1] == priority(KEY, there, selection, CARDS)
        ).all()
    forward = applicants(KEY, there, 1.0, 0.0, cards())
    assert (applicants(KEY, turned, 1.0, 0.0, cards())[::-1] == forward).all()


def test_awards_lapse_as_often_as_the_card_says():
    share = cards()["programme.lapse"]
    lapsed = lapses(KEY, people().ids, cards()).mean()
    assert lapsed == pytest.approx(share, abs=4 * (share * (1 - share) / MANY) ** 0.5)


@pytest.mark.parametrize(
    ("field", "card"), [("papers", "programme.merit_papers"), ("tie", "programme.merit_tie")]
)
def test_merit_sees_of_a_record_as_much_as_the_card_says(field, card):
    unequal, everybody = people(**{field: half(3.0, 0.0)}), np.ones(MANY, bool)
    blind = elect(unequal, everybody, "merit", MANY // 4, 0.0, {**CARDS, card: 0.0})
    seen = elect(unequal, everybody, "merit", MANY // 4, 0.0, {**CARDS, card: 0.1})
    assert split(blind)[1] > 0
    assert split(seen) == (MANY // 4, 0)


def test_ties_help_those_who_come_first_as_much_as_the_card_says():
    linked, everybody = people(tie=half(2.0, 0.0)), np.ones(MANY, bool)
    early = [
        split(elect(linked, everybody, "first_come", MANY // 4, 0.0,
                     {**CARDS, "programme.first_come_tie": weight}))[0]
        for weight in (0.0, 1.0, 2.0)
    ]  # fmt: skip
    assert abs(early[0] - MANY // 8) < 4 * (MANY // 16) ** 0.5
    assert early[0] < early[1] < early[2]


def test_half_of_what_is_paid_for_would_have_come_anyway_at_the_tie_of_the_card():
    assert anyway(0.0, 2.0) == 0.0
    assert anyway(2.0, 2.0) == 0.5
    assert anyway(6.0, 2.0) == 0.75
