"""E20 · Lists of single institutions, and F9.4: what a listed parent costs the partner abroad.

Power: strict lists (LISTS) name nearly every institution of the small place within two years; a
centre of sixty posts on either side makes most of the large place's forty institutions partners.
Its joint papers with the third place fall by about half, the standard error over four worlds is a
hundredth; so the sign would show with much milder cards too.
"""

from dataclasses import fields
from functools import cache

import numpy as np
import pytest

from sim.model.lists import (
    BURDEN,
    LISTED,
    RISK,
    count_exposed,
    keep_lists,
    on_record,
    partners,
    wariness,
)
from sim.outcomes.base import Ledger
from sim.world.listings import Listing, listings
from sim.world.named import Named, named_institutions
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

SEEDS = range(4)
YEARS = 6
LISTS = {**EAGER, "unit.closure": 0.0, "listing.hazard": 10.0, "listing.spillover": 0.8}
NOTHING_ELSE = {"size": "0 log points", "chill": "0 log points"}


def event(lists="yes", **fields):
    """The third place keeps lists of the small one, and breaks nothing off beside them."""
    plain = {"begins": BRANCH, "target": "AA", "senders": ["CC"], "bystanders": [], **NOTHING_ELSE}
    return policy("sanctions", **{**plain, "lists": lists, **fields})


def centre():
    """A centre in the small place with guests from the large one, who are all there."""
    return policy("joint_centre", begins=BRANCH, staff="60 people", presence="100%")


@cache
def lived(seed=1, *, lists=None, with_centre=False, until=None, **values):
    """A world with lists ("yes"), the same event without ("no"), or no event at all (None)."""
    ends = {"until": until} if until else {}
    offers = [event(lists, **ends)] if lists else []
    offers += [centre()] if with_centre else []
    return past(seed).future(*offers, years=YEARS, values={**LISTS, **values})


def ledgers(one, other):
    """The arrays of two ledgers that differ."""
    pairs = [(f.name, *(getattr(m.recorder.ledger, f.name) for m in (one, other)))
             for f in fields(Ledger)[2:]]  # fmt: skip
    return {name for name, a, b in pairs if not np.array_equal(a, b, equal_nan=True)}


def same(one, other):
    return (digests(one) == digests(other)).all()


def work_with_third(model, place):
    """Joint papers of a place with the third one, from the second year of lists on."""
    return model.recorder.ledger.joint_latent[AT + 2 : AT + YEARS, place, THIRD].sum()


def test_sanctions_without_lists_are_what_they_were():
    assert same(lived(lists="no"), lived())
    assert ledgers(lived(lists="no"), lived()) == set()


def test_lists_that_name_nobody_change_nothing_bit_for_bit():
    nobody = lived(lists="yes", with_centre=True, **{"listing.hazard": 0.0})
    assert ledgers(nobody, lived(lists="no", with_centre=True, **{"listing.hazard": 0.0})) == set()


def test_lists_that_nobody_heeds_move_exposure_only():
    unheeded = lived(lists="yes", **{"listing.friction": 0.0})
    assert ledgers(unheeded, lived(**{"listing.friction": 0.0})) == {"exposed"}
    assert same(unheeded, lived(**{"listing.friction": 0.0}))


def test_nothing_differs_before_lists_are_kept():
    assert (first_difference(lived(lists="yes"), lived()) or 0) >= 4 * BRANCH


def test_listed_institutions_lose_work_with_those_who_keep_the_list_only():
    listed, usual = lived(lists="yes"), lived()
    assert work_with_third(listed, SMALL) < 0.6 * work_with_third(usual, SMALL)
    corridor = [
        m.recorder.ledger.joint_latent[AT + 2 :, SMALL, LARGE].sum() for m in (listed, usual)
    ]
    assert corridor[0] > 0.85 * corridor[1]


@expects("joint_centre", "F9.4")
@expects("joint_centre", "F19.7")
def test_a_listed_parent_costs_the_partner_ties_with_third_places():
    """Without the centre the same lists take little of what the two others do together."""

    def loss(*, with_centre):
        ratios = []
        for seed in SEEDS:
            kept, free = (
                work_with_third(lived(seed, lists=lists, with_centre=with_centre), LARGE)
                for lists in ("yes", "no")
            )
            ratios.append(1.0 - kept / free)
        return mean_and_error(ratios)

    (lost, error), (unlinked, other_error) = loss(with_centre=True), loss(with_centre=False)
    assert lost > 0.1
    assert lost - unlinked > 3 * np.hypot(error, other_error)
    assert abs(unlinked) < 0.1


def exposure(model):
    ledger = model.recorder.ledger.exposed
    return ledger[AT + YEARS - 1, :, 0] / ledger[AT + YEARS - 1, :, 1]


def test_exposure_is_a_share_of_people_and_reaches_the_partner_through_the_centre():
    with_it, without = (exposure(lived(lists="yes", with_centre=c)) for c in (True, False))
    assert 0.5 < without[SMALL] <= 1.0
    assert without[LARGE] == without[THIRD] == with_it[THIRD] == 0.0
    assert 0.0 < with_it[LARGE] < 0.2
    assert exposure(lived(lists="no", with_centre=True)).max() == 0.0


def test_work_comes_back_when_lists_are_no_longer_kept():
    ended = lived(lists="yes", until=BRANCH + 1)
    assert BURDEN not in ended.state.memory
    assert BURDEN in lived(lists="yes").state.memory
    assert work_with_third(ended, SMALL) > 1.3 * work_with_third(lived(lists="yes"), SMALL)


def test_a_centre_makes_partners_of_the_institutions_of_its_staff_and_a_closed_one_of_nobody():
    state = lived(lists="yes", with_centre=True).state.copy()
    place = state.institutions["place"]
    pairs = partners(state)
    assert len(pairs) > 0
    assert (place[pairs] == [LARGE, SMALL]).all()
    for unit in state.units:
        unit.closed = True
    assert len(partners(state)) == 0


def test_an_award_makes_partners_for_as_long_as_it_runs():
    offer = policy("joint_programme", begins=BRANCH)
    state = past(1).future(offer, years=1.5, values=LISTS).state.copy()
    pairs = partners(state)
    assert len(pairs) > 0
    assert {SMALL, LARGE} == set(state.institutions["place"][pairs].ravel().tolist())
    state.t = max(award.ends for award in state.awards)
    assert len(partners(state)) == 0


def test_no_place_lists_its_own_institutions_for_whom_they_work_with():
    """The large place has listed all of the small one, where a centre with its own people is."""
    model = lived(lists="yes", with_centre=True)
    state, lists = model.state.copy(), np.zeros((3, 3))
    place = state.institutions["place"]
    lists[SMALL, LARGE] = 1.0
    state.memory[RISK] = np.zeros(len(place))
    state.memory[LISTED] = np.zeros((len(place), 3))
    state.memory[LISTED][place == SMALL, LARGE] = 1.0
    nothing = {"list_entries": 0 * lists, "open_exemption": 0 * lists}
    levers = {"lists": lists, **nothing, "export_risk": np.zeros(3)}
    keep_lists(model.almanac, state, levers)
    assert state.memory[RISK][place == LARGE].max() == 0.0
    assert state.memory[RISK][place == SMALL].max() > 0.0


def test_expected_exposure_by_hand():
    state = past(1).model.state.copy()
    first, *_ = np.flatnonzero(state.institutions["place"] == SMALL)
    state.memory[RISK] = np.zeros(len(state.institutions))
    state.memory[RISK][first] = np.log(2.0)
    out = np.zeros((3, 2))
    count_exposed(state, out)
    here = ((state.people["stage"] >= 0) & (state.people["institution"] == first)).sum()
    assert out[:, 0] == pytest.approx([here / 2, 0, 0])
    assert out[:, 1] == pytest.approx(state.places["count"])


def test_a_provider_fears_lists_by_the_share_of_people_on_them():
    model = past(1).future(years=0, values={"listing.provider": 2.0})
    state = model.state
    assert wariness(model.almanac, state, SMALL) == 0.0
    state.memory[LISTED] = np.zeros((len(state.institutions), 3))
    state.memory[BURDEN] = np.zeros((len(state.institutions), 3))
    assert wariness(model.almanac, state, SMALL) == 0.0
    state.memory[LISTED][state.institutions["place"] == SMALL, THIRD] = 1.0
    assert wariness(model.almanac, state, SMALL) == pytest.approx(2.0)
    assert wariness(model.almanac, state, LARGE) == 0.0


def known(monkeypatch, **listed):
    """Let these institutions, of a share of the small place each, and no others be on the record.

    Each comes with who keeps the list, and since when.
    """
    rows = [Listing(name, keeper, since) for name, (_, keeper, since) in listed.items()]
    named = [Named(name, name, "AA", (), 1.0, share) for name, (share, *_) in listed.items()]
    monkeypatch.setattr("sim.model.lists.listings", lambda: rows)
    monkeypatch.setattr("sim.world.named.named_institutions", lambda: named)


def test_institutions_on_the_record_are_listed_from_the_start(monkeypatch):
    known(monkeypatch, x=(0.19, "CC", 4 * BRANCH - 8), y=(0.03, "CC", 4 * BRANCH - 8))
    model = past(1).future(event(), years=0.25, values={**LISTS, "listing.hazard": 0.0})
    on_list = np.flatnonzero(model.state.memory[LISTED][:, THIRD])
    weights = np.arange(1, 21) ** -0.8
    nearest = [int(np.abs(weights / weights.sum() - share).argmin()) for share in (0.19, 0.03)]
    assert on_list.tolist() == nearest
    out = np.zeros((3, 2))
    count_exposed(model.state, out)
    assert out[SMALL, 0] == pytest.approx(model.state.institutions["count"][on_list].sum())


@pytest.mark.parametrize("row", [("CC", 4 * BRANCH + 40), ("BB", 4 * BRANCH - 8)])
def test_what_is_not_on_a_list_now_kept_is_not_listed(monkeypatch, row):
    known(monkeypatch, x=(0.1, *row))
    model = past(1).future(event(), years=0.25, values={**LISTS, "listing.hazard": 0.0})
    assert model.state.memory[LISTED].sum() == 0
    kept = np.zeros((3, 3))
    kept[SMALL, THIRD] = 1.0
    assert on_record(model.almanac, model.state, kept) == []


def test_the_record_of_lists_names_known_institutions_with_their_dates():
    found = {(row.institution, row.keeper) for row in listings()}
    assert found == {("mipt", "US"), ("skoltech", "US"), ("hit", "US")}
    assert {row.institution for row in listings()} <= {one.id for one in named_institutions()}


def newly_listed(seed, entries):
    """Institutions of the small place on a list after two years, if nobody else can be."""
    offer = event(entries=f"{entries} entries/year") if entries else event()
    values = {**LISTS, "listing.hazard": 0.0, "listing.secondary": 0.0}
    state = past(seed).future(offer, years=2, values=values).state
    return int((state.memory[LISTED].max(axis=1) > 0).sum())


def test_lists_grow_as_fast_as_is_said_whatever_the_card():
    """Of twenty institutions; within a quarter nobody is listed twice, so a little slower."""
    found = {e: [newly_listed(s, e) for s in range(12)] for e in (0, 1, 3)}
    assert sum(found[0]) == 0
    mean, error = mean_and_error(found[1])
    assert mean == pytest.approx(2.0, abs=3 * error)
    assert sum(found[3]) > sum(found[1]) > 0


def with_open_science(share):
    return past(1).future(event(open_science=share), years=YEARS, values=LISTS)


def test_the_more_open_science_is_spared_the_more_work_with_third_places_is_kept():
    kept = [work_with_third(with_open_science(share), SMALL) for share in ("0%", "50%", "100%")]
    assert kept[0] == work_with_third(lived(lists="yes"), SMALL)
    assert kept[0] < kept[1] < kept[2] < work_with_third(lived(), SMALL)


def test_what_is_spared_frees_nobody_from_lists():
    spared, plain = with_open_science("100%"), lived(lists="yes")
    assert exposure(spared)[SMALL] == pytest.approx(exposure(plain)[SMALL], rel=0.1)


def contracts(watched, listing="0.02 1/contract/year"):
    """Groups of the small place that work for clients in the large one, watched or not."""
    return policy(
        "solution_export", begins=BRANCH, clients=["BB"], watched=watched, listing=listing
    )


def exporting(*offers, **fields):
    return past(1).future(*offers, contracts(**fields), years=4, values=LISTS)


def test_exporters_bear_the_risk_of_a_list_in_proportion_and_before_anybody_keeps_one():
    """Twenty contracts at 0.02: 1.6 listings in four years, over 20 institutions by size."""
    watched, plain = exporting(watched="yes"), exporting(watched="no")
    assert same(watched, plain)
    assert ledgers(watched, plain) == {"exposed"}
    assert watched.state.memory[RISK].sum() == pytest.approx(1.6)
    twice = exporting(watched="yes", listing="0.04 1/contract/year")
    assert twice.state.memory[RISK] == pytest.approx(2 * watched.state.memory[RISK])
    exposed = watched.recorder.ledger.exposed[AT + 3, :, 0]
    assert exposed[SMALL] > 0 == exposed[LARGE] == exposed[THIRD]


def test_where_lists_are_kept_some_exporters_are_put_on_them():
    """No other reason for a listing is left; at one a contract nearly all are listed."""
    found = []
    for listing in ("0 1/contract/year", "0.1 1/contract/year", "1 1/contract/year"):
        values = {**LISTS, "listing.hazard": 0.0, "listing.secondary": 0.0}
        offers = event(), contracts("yes", listing)
        state = past(1).future(*offers, years=4, values=values).state
        found.append(int((state.memory[LISTED].max(axis=1) > 0).sum()))
    assert found[0] == 0 < found[1] < found[2] <= 20
