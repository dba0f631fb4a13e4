"""What papers gather: its mean and its ageing by hand, its luck by key, its premium by domain."""

import math

import numpy as np
import pytest

from sim.dynamics.citations import gather, gathered_by, team_ability
from sim.world.state import DOMAINS
from sim.world.views import arrays_of
from tests.dynamics.making import PLACES, projects, put, quarter, town

CARDS = {
    "citations.mean": 10.0,
    "citations.peak": 2.0,
    "citations.dispersion": 0.65,
    "citations.team": 0.5,
    "citations.open_data": 0.5,
    "citations.home": 1.0,
}
IN_FIVE_YEARS = 1.0 - 3.5 * math.exp(-2.5)
EARTH, VISION = DOMAINS.index("earth"), DOMAINS.index("vision")
SEATS = {0: 0, 1: 2, 2: 4}
MANY = 4000


def nothing_open():
    return np.zeros((PLACES, len(DOMAINS)))


def opened(place, domain, share=1.0):
    usable = nothing_open()
    usable[place, domain] = share
    return usable


@pytest.fixture
def state():
    """Ten people in each place: slots 0-9, 10-19 and 20-29, all of middling ability."""
    found = town()
    for place, institution in SEATS.items():
        for n in range(10):
            put(found, 10 * place + n, institution)
    return found


def gathered(state, teams, usable=None, cards=None, papers=1, domain=EARTH):
    rows = projects(state, *teams)
    rows["domain"][:] = domain
    known = np.full(len(teams), papers, np.int16)
    q = quarter(40, CARDS | (cards or {}))
    return gather(arrays_of(state), q, rows, known, nothing_open() if usable is None else usable)


def mean_of(state, team, **given):
    """Mean over many papers of the same people."""
    found = gathered(state, [team] * MANY, **given)
    return found.place[state.people["place"][team[0]]] / MANY


def test_a_paper_ages_as_the_law_says():
    assert gathered_by(0.0, 2.0) == 0.0
    assert gathered_by(2.0, 2.0) == pytest.approx(1.0 - 2.0 / math.e)
    assert gathered_by(5.0, 2.0) == pytest.approx(IN_FIVE_YEARS)
    assert gathered_by(100.0, 2.0) == pytest.approx(1.0)


def test_a_paper_is_cited_most_in_a_year_at_its_peak():
    years = np.arange(0.0, 10.0, 0.1)
    rate = np.diff([gathered_by(year, 2.0) for year in years])
    assert years[rate.argmax()] == pytest.approx(2.0, abs=0.1)


def test_the_mean_of_a_paper_by_hand(state):
    """Ten over a life; a third of the world's researchers reads at home, twice as much.

    The standard error of 4,000 draws with this luck is 2 %.
    """
    expected = 10.0 * IN_FIVE_YEARS * (1.0 + 1.0 / 3.0)
    assert mean_of(state, (0,)) == pytest.approx(expected, rel=0.06)


def test_two_places_read_at_home_what_they_wrote_together(state):
    alone, together = mean_of(state, (0, 1)), mean_of(state, (0, 10))
    assert together / alone == pytest.approx((1.0 + 2.0 / 3.0) / (1.0 + 1.0 / 3.0), rel=0.02)


def test_the_lead_counts_in_full_and_the_others_as_the_card_says(state):
    state.people["quality"][:4] = [0.2, 0.4, 0.8, 7.0]
    rows = projects(state, (0, 1, 2), (0,), (0, 1, 3))
    rows[2].members[2] = -1
    ability = [team_ability(arrays_of(state), row, 0.5) for row in rows]
    assert ability == pytest.approx([math.exp(0.5), math.exp(0.2), math.exp(0.4)])


def test_a_paper_counts_once_in_each_place_and_each_pair(state):
    one = gathered(state, [(0, 1, 10, 20)], papers=3)
    assert one.place[0] > 0
    assert (one.place == one.place[0]).all()
    assert (one.joint == one.place[0] * (1 - np.eye(PLACES))).all()
    assert not gathered(state, [(0, 1)], papers=3).joint.any()


def test_what_nobody_indexed_is_not_cited(state):
    assert not gathered(state, [(0, 10)] * 50, papers=0).place.any()


def test_luck_belongs_to_the_project_and_the_paper(state):
    teams = [(0, 10), (1, 20), (2,)]
    again = gathered(state, teams).place.tolist()
    assert gathered(state, teams).place.tolist() == again
    alone = [gathered(state, [team]).place for team in teams[:1]]
    more = gathered(state, [*teams, (3,)]).place
    assert alone[0][1] == again[1]
    assert (more - again)[1:].tolist() == [0, 0]
    twice = gathered(state, [(2,)] * 200, papers=2).place[0]
    assert gathered(state, [(2,)] * 200, papers=1).place[0] < twice


def test_without_a_premium_open_data_change_no_citation(state):
    teams = [(n, 10 + n) for n in range(9)]
    closed = gathered(state, teams, cards={"citations.open_data": 0.0})
    free = gathered(state, teams, opened(0, EARTH), cards={"citations.open_data": 0.0})
    assert free.place.tolist() == closed.place.tolist()
    assert free.joint.tolist() == closed.joint.tolist()


def test_the_premium_is_that_of_the_card_times_what_is_usable(state):
    usual = mean_of(state, (0,))
    assert mean_of(state, (0,), usable=opened(0, EARTH)) / usual == pytest.approx(1.5, rel=0.02)
    half = mean_of(state, (0,), usable=opened(0, EARTH, 0.4))
    assert half / usual == pytest.approx(1.2, rel=0.02)


@pytest.mark.parametrize(("place", "domain"), [(0, VISION), (1, EARTH), (2, EARTH)])
def test_data_of_another_domain_or_of_others_than_the_lead_bring_no_premium(state, place, domain):
    teams = [(n, 10 + n) for n in range(9)]
    assert gathered(state, teams, opened(place, domain)).place.tolist() == (
        gathered(state, teams).place.tolist()
    )


def test_the_premium_never_costs_a_paper_a_citation(state):
    for n in range(9):
        more = gathered(state, [(n,)], opened(0, EARTH)).place[0]
        assert more >= gathered(state, [(n,)]).place[0]
