"""Lists by hand: who is at risk, who is avoided for whom, and who turns an invitation down."""

import math

import numpy as np
import pytest

from sim.dynamics.listing import (
    avoidance,
    hazard,
    pace,
    sensitive_share,
    shun,
    through_partners,
)
from sim.world.state import DOMAINS
from sim.world.views import arrays_of
from tests.dynamics.making import HOMES, PLACES, projects, put, town

CARDS = {
    "listing.hazard": 0.1,
    "listing.secondary": 0.02,
    "listing.friction": 2.0,
    "listing.spillover": 0.5,
    "listing.caution": 0.25,
}
ALONE = np.zeros((0, 2), np.int64)
MANY = 4000


@pytest.fixture
def state():
    """Slots 0-9 at the first institution of place 0, 10-19 in place 1, 20-29 in place 2."""
    found = town()
    for place, institution in {0: 0, 1: 2, 2: 4}.items():
        for n in range(10):
            put(found, 10 * place + n, institution)
    return found


def test_work_counts_as_sensitive_by_the_squares_of_its_weights(state):
    state.people["topic"][:10] = 0.0
    state.people["topic"][:10, DOMAINS.index("physics")] = 0.6
    state.people["topic"][:10, DOMAINS.index("health")] = 0.8
    share = sensitive_share(state.people, len(HOMES))
    assert share == pytest.approx([0.36, 0, 0, 0, 0])


def test_the_hazard_is_that_of_size_field_and_strictness_and_of_partners():
    own, visible, sensitive = np.array([[1.0, 1.0, 0.0, 0.5], [1.0, 0.5, 1.0, 1.0], [0.5] * 4])
    exposed = np.array([[0.0, 0.0], [0.0, 0.0], [0.4, 1.0], [0.0, 0.0]])
    yearly = hazard(own, exposed, visible, sensitive, CARDS)
    assert yearly == pytest.approx([0.05, 0.025, 0.02, 0.025])


def test_exposure_passes_to_both_sides_of_a_pair_and_no_further():
    found = np.array([[0.0, 0.7], [0.0, 0.0], [0.0, 0.0], [0.2, 0.0]])
    exposed = through_partners(found, np.array([[0, 1], [1, 2], [1, 3]]))
    assert exposed.tolist() == [[0, 0], [0.2, 0.7], [0, 0], [0, 0]]
    assert through_partners(found, ALONE).max() == 0


def test_a_listed_institution_is_avoided_in_full_a_partner_and_a_bystander_in_part():
    """Place 2 keeps the list; place 1 does half of its joint work with it."""
    found = np.zeros((3, PLACES))
    found[0, 2] = 1.0
    share = np.array([[0.0, 1.0, 0.0], [0.5, 0.0, 0.5], [0.0, 1.0, 0.0]])
    burden = avoidance(found, np.array([[0, 1]]), share, CARDS)
    assert burden[0] == pytest.approx([0.0, 2.0 * 0.25 * 0.5, 2.0])
    assert burden[1] == pytest.approx([0.0, 2.0 * 0.5 * 0.25 * 0.5, 2.0 * 0.5])
    assert burden[2].max() == 0


def teams_after(state, team, strain=1.0, number=MANY):
    """The same team proposed many times, after people of place 2 avoid the first institution."""
    rows = projects(state, *[team] * number)
    burden = np.zeros((len(HOMES), PLACES))
    burden[0, 2] = strain
    shun(arrays_of(state), rows, np.stack([burden, burden]))
    return [tuple(row.members[: row.seats]) for row in rows]


@pytest.mark.parametrize("team", [(0, 20), (20, 0)])
def test_two_in_three_turn_down_what_a_log_point_divides(state, team):
    """4,000 draws: a standard error of 0.8 points of a hundred."""
    kept = sum(found == team for found in teams_after(state, team)) / MANY
    assert kept == pytest.approx(math.exp(-1.0), abs=0.025)
    assert set(teams_after(state, team)) == {team, team[:1]}


@pytest.mark.parametrize("team", [(0, 1, 10), (10, 20, 21), (0,), (20, 10)])
def test_others_work_together_as_before(state, team):
    assert set(teams_after(state, team, number=200)) == {team}


def test_who_turns_down_does_not_hang_on_who_else_was_invited_before(state):
    alone = [20 in found for found in teams_after(state, (0, 20), number=300)]
    after = [20 in found for found in teams_after(state, (0, 10, 20), number=300)]
    assert alone == after
    assert 0 < sum(alone) < 300


def test_without_strain_no_team_changes(state):
    assert set(teams_after(state, (0, 10, 20, 21), strain=0.0, number=200)) == {(0, 10, 20, 21)}


def test_whoever_stays_keeps_the_own_address(state):
    rows = projects(state, (0, 20, 10))
    burden = np.zeros((len(HOMES), PLACES))
    burden[0, 2] = 700.0
    shun(arrays_of(state), rows, np.stack([burden, burden]))
    assert rows[0].members[:2].tolist() == [0, 10]
    assert rows[0].at[:2].tolist() == [0, 1]
    assert rows[0].seats == 2


def test_who_is_asked_later_does_not_leave_because_of_somebody_who_did_not_join(state):
    """Slot 20 avoids the lead and stays out; slot 1, who would avoid nobody, joins."""
    put(state, 30, 1)
    rows = projects(state, (20, 0, 30))
    burden = np.zeros((len(HOMES), PLACES))
    burden[0] = [700.0, 0.0, 700.0]
    shun(arrays_of(state), rows, np.stack([burden, burden]))
    assert rows[0].members[: rows[0].seats].tolist() == [20, 30]


def test_new_entries_go_to_those_not_yet_listed_by_size_and_field_and_add_up():
    weight, place = np.array([0.5, 0.25, 0.0, 0.3]), np.array([0, 0, 0, 1])
    yearly = pace(np.array([6.0, 0.0]), weight, place)
    assert yearly == pytest.approx([4.0, 2.0, 0.0, 0.0])
    assert pace(np.array([6.0, 0.0]), np.zeros(4), place).max() == 0


@pytest.mark.parametrize(("field", "kept"), [("physics", False), ("health", True)])
def test_projects_of_other_fields_bear_the_burden_that_is_left_for_them(state, field, kept):
    rows = projects(state, *[(0, 20)] * 50)
    for row in rows:
        row.domain = DOMAINS.index(field)
    burden = np.zeros((2, len(HOMES), PLACES))
    burden[0, 0, 2] = 700.0
    shun(arrays_of(state), rows, burden)
    assert {row.seats == 2 for row in rows} == {kept}
