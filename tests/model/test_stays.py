"""I6 · Stays keep the expectations F6.1 to F6.4 and end as they should.

Power: nearly everybody knows and applies (EAGER); 40 stays a year are a thirtieth of those who
may go, and bring about a hundred joint papers in six years with a standard error of ten.
"""

from collections import Counter
from dataclasses import replace
from functools import cache

import numpy as np

from sim.dynamics.mobility import relocate
from sim.dynamics.ties import strongest_in
from sim.model.stays import depart_for, visit
from sim.world.state import PHD, VISITING
from sim.world.views import arrays_of
from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    EAGER,
    LARGE,
    SMALL,
    THIRD,
    doctors,
    extra_joint,
    extra_papers,
    first_difference,
    mean_and_error,
    past,
)
from tests.policies.making import policy

SEEDS = range(8)
POWER = range(64)
YEARS = 6


def grants(**fields):
    """Stays of people of the small place with the large one."""
    plain = {"begins": BRANCH, "reverse_share": "0%", "selection": "lottery"}
    return policy("exchange_grant", **{**plain, **fields})


@cache
def lived(seed, years=YEARS, **fields):
    """A world with these stays; without any when no field is given."""
    return past(seed).future(*((grants(**fields),) if fields else ()), years=years, values=EAGER)


def quarters_away(model, years):
    """Person-quarters under a foreign address, counted while the world goes on."""
    total = 0
    for _ in range(4 * years):
        model.step()
        total += int((model.state.people["marks"][model.state.living] & VISITING > 0).sum())
    return total


@expects("exchange_grant", "F6.1")
def test_people_are_away_for_no_longer_than_the_months_granted():
    for months in (3, 6, 12):
        offer = grants(months=f"{months} months", until=BRANCH + 2)
        model = past(1).future(offer, years=0, values=EAGER)
        away = quarters_away(model, 6)
        granted = 3 * 40 * months / 3
        assert 0.5 * granted < away <= granted


def pairs_across(model):
    """The strongest pair across the border of each of the small place."""
    w, found = arrays_of(model.state), set()
    for i in np.flatnonzero(model.state.living & (model.state.people["place"] == SMALL)):
        j = strongest_in(w, model.now, int(i), LARGE)
        if j >= 0:
            found.add((int(w.ids[i]), int(w.ids[j])))
    return found


@expects("exchange_grant", "F6.2")
def test_partners_change_more_than_the_number_of_papers():
    """Relative change of pairs across the border against that of the papers of the small place."""
    offer, pairs, papers = {"months": "12 months"}, [], []
    for s in range(16):
        given, plain, start = lived(s, **offer), lived(s), past(s).future(years=0.25)
        old = pairs_across(start)
        pairs.append(len(pairs_across(given) - old) / len(pairs_across(plain) - old) - 1)
        usual = plain.recorder.ledger.papers[AT:, SMALL].sum()
        papers.append(abs(extra_papers(given, plain)[:YEARS].sum()) / usual)
    more, error = mean_and_error(np.array(pairs) - 2 * np.array(papers))
    assert more > 2 * error


def one_sided(model):
    """Net over gross moves between the two places."""
    moves = model.recorder.ledger.moves[AT:].sum(axis=0)
    out, back = moves[SMALL, LARGE], moves[LARGE, SMALL]
    return (out - back) / (out + back)


@expects("exchange_grant", "F6.3")
def test_grants_in_one_direction_make_flows_more_one_sided():
    """Ninety stays of a year each year for ten years; whoever has ties there moves there more."""
    offer = {"grants": "90 people/year", "months": "12 months"}
    change = [
        one_sided(lived(s, years=10, **offer)) - one_sided(lived(s, years=10)) for s in range(12)
    ]
    mean, error = mean_and_error(change)
    assert mean > 2 * error


@expects("exchange_grant", "F6.4")
def test_trouble_with_visas_mutes_the_grant():
    """Fewer stays begin, and less comes of them, when travel is as hard as the card allows.

    One stay in six is lost: of 160 a year some twenty joint papers of two hundred, give or take
    five over sixty-four worlds, where forty a year would lose fewer than chance moves.
    """
    closed = policy(
        "visa_regime", places=["AA", "BB"], rule="restricted", trouble="1 log points", begins=BRANCH
    )
    offer = {"grants": "160 people/year", "months": "12 months"}

    def hindered(seed, *offers):
        return past(seed).future(*offers, closed, years=YEARS, values=EAGER)

    worlds = {
        "open": [(lived(s, **offer), lived(s)) for s in POWER],
        "closed": [(hindered(s, grants(**offer)), hindered(s)) for s in POWER],
    }
    joint, begun = {}, {}
    for name, pairs in worlds.items():
        joint[name] = np.array([extra_joint(*pair).sum() for pair in pairs])
        begun[name] = np.mean([given.recorder.ledger.cost[AT:].sum() for given, _ in pairs])
    assert begun["closed"] < 0.95 * begun["open"]
    less, error = mean_and_error(joint["open"] - joint["closed"])
    assert less > 2 * error


def test_everybody_comes_home_unless_gone_from_research():
    model = past(3).future(grants(until=BRANCH), years=3, values=EAGER)
    assert model.state.stays == []
    assert not (model.state.people["marks"][model.state.living] & VISITING).any()


def test_a_stay_of_some_weeks_keeps_the_address_at_home():
    model = past(3).future(grants(months="1 months"), years=0.5, values=EAGER)
    assert not (model.state.people["marks"][model.state.living] & VISITING).any()
    assert len(model.state.encounters) > 5


def test_nothing_comes_of_a_stay_whose_guest_has_moved_or_whose_host_has_left():
    """Twelve months that are paid for: no language is learned, and nobody is met."""
    model = past(3).future(years=0.25, values=EAGER)
    (offer,) = grants(months="12 months").filled(model.spec.values).programmes()
    people, abroad = model.state.people, int(np.flatnonzero(model.state.institutions["place"])[-1])
    here = np.where(model.state.living, people["place"], -1)
    for gone in ("guest", "host", "host abroad"):
        desk = replace(model.desk(), state=model.state.copy())
        desk = replace(desk, w=arrays_of(desk.state))
        guest, host = (int(np.flatnonzero(here == place)[0]) for place in (SMALL, LARGE))
        depart_for(desk, offer, guest, host)
        if gone == "host":
            desk.w.people["stage"][host] = -1
        else:
            relocate(desk.w, guest if gone == "guest" else host, abroad)
        for _ in range(3):
            visit(desk)
            desk.state.t += 1
        assert desk.state.stays == []
        assert desk.w.people["learned"][guest] == people["learned"][guest]
        assert len(desk.state.encounters) == 0


def test_who_is_on_a_stay_has_not_left_for_it():
    """Doctors of five years ago who are guests at the year's end count as retained at home."""
    model = past(3).future(grants(months="12 months"), years=0.5, values=EAGER)
    state, recorder = model.state, model.recorder
    away = [s.slot for s in state.stays if state.people["marks"][s.slot] & VISITING]
    ids, here, there = state.ids[away], np.full(len(away), SMALL), np.full(len(away), LARGE)
    recorder.cohorts.clear()
    recorder.leavers.clear()
    recorder.cohorts.append((BRANCH - 5, ids, here))
    recorder.leavers.append((BRANCH, ids, there))
    recorder.close_year(BRANCH, state, arrays_of(state))
    assert len(away) > 5
    assert recorder.ledger.retained[AT, SMALL].tolist() == [len(away), len(away)]
    assert recorder.ledger.returns[AT, LARGE].tolist() == [0, len(away)]


def test_guests_meet_a_host_for_as_long_as_the_host_is_there():
    model = past(3).future(grants(months="12 months"), years=0.5, values=EAGER)
    desk, state = model.desk(), model.state
    abroad = int(np.flatnonzero(state.institutions["place"] == THIRD)[0])
    for host in {stay.host for stay in state.stays}:
        relocate(desk.w, host, abroad)
    visit(desk)
    assert len(state.encounters) > 0
    assert not (state.encounters["last"] == state.t).any()


def test_longer_stays_leave_more_ties():
    gains = {}
    for months in (3, 12):
        offer = {"months": f"{months} months"}
        gains[months] = mean_and_error(
            extra_joint(lived(s, **offer), lived(s)).sum() for s in SEEDS
        )
    assert gains[12][0] - gains[3][0] > 2 * np.hypot(gains[12][1], gains[3][1])


def test_a_degree_taken_on_a_stay_is_a_doctorate_of_the_home():
    model = past(1).future(grants(months="12 months"), years=0, values=EAGER)
    state = model.state
    abroad: set[int] = set()
    for _ in range(16):
        there = (state.people["marks"] & VISITING > 0) & (state.people["stage"] == PHD)
        who = state.ids.copy()
        model.step()
        risen = there & (state.ids == who) & (state.people["stage"] > PHD)
        abroad.update(map(int, who[risen]))
    assert abroad
    assert {doctors(model)[who] for who in abroad} == {SMALL}


def test_no_host_has_more_guests_than_there_is_room_for():
    """Of 200 stays some share a host where nothing bounds them."""

    def guests(room):
        offer = grants(months="12 months", grants="200 people/year", guests_per_host=room)
        stays = past(3).future(offer, years=0.25, values=EAGER).state.stays
        return max(Counter(stay.host for stay in stays).values()), len(stays)

    free, one, many = guests(0), guests(1), guests(100)
    assert free[0] > one[0] == 1
    assert one[1] < free[1]
    assert many == free


def test_a_journey_that_would_have_been_made_anyway_is_paid_for_and_adds_nothing():
    given = past(3).future(grants(anyway="100%"), years=2, values=EAGER)
    without = past(3).future(years=2, values=EAGER)
    assert first_difference(given, without) is None
    assert given.recorder.ledger.cost[AT:].sum() > 0


def test_the_more_would_have_gone_anyway_the_fewer_are_added():
    added = {
        share: {
            stay.identity
            for stay in past(3)
            .future(grants(anyway=f"{share}%"), years=0.25, values=EAGER)
            .state.stays
        }
        for share in (0, 35, 70, 100)
    }
    assert set() == added[100] < added[70] < added[35] < added[0]
