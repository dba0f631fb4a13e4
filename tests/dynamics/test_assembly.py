"""Seats go to the kinds of people that the cards name, whoever else is looking for somebody."""

import numpy as np
import pytest
from scipy.stats import chi2

from sim.chance import mix
from sim.dynamics.assembly import (
    BLOCK,
    agreed,
    main_domain,
)
from sim.dynamics.projects import assemble
from sim.dynamics.ties import spans_places, strengthen
from sim.world.state import HOME, MID, PHD, REPEAT, TEAM, WORK
from sim.world.views import arrays_of, records
from tests.dynamics.making import HOMES, PLACES
from tests.dynamics.proposing import PEOPLE, peopled, proposed, setting, team

WALL = 100.0 * (1.0 - np.eye(PLACES))


@pytest.fixture
def state():
    return peopled()


def told(row):
    seats = row["seats"]
    fields = (int(row.id), row.start, row.marks, row.domain, row.channel)
    return fields, team(row), row.at[:seats].tolist()


def test_a_team_is_the_same_alone_and_in_turn_with_others(state):
    w, q = arrays_of(state), setting(core=4.0)
    for i in range(PEOPLE):
        for step in (1, 2, 7):
            strengthen(w, q, i, (i + step) % PEOPLE, float(step), REPEAT)
    rows = proposed(state, q)
    assert len(rows) > 2 * BLOCK
    for row in rows:
        alone = records(np.zeros(1, WORK))[0]
        assemble(w, q, int(row.members[0]), np.uint64(row.id), -1, HOME, alone)
        assert told(alone) == told(row)


def test_teams_are_well_formed(state):
    rows = proposed(state, setting(core=4.0))
    for row in rows:
        members = team(row)
        assert len(set(members)) == len(members) <= TEAM
        addresses = [HOMES[j % 5] for j in members]
        assert row.at[: len(members)].tolist() == addresses
        assert spans_places(row) == (len(set(addresses)) > 1)
        assert (row.start, row.domain) == (40, 0)
    assert len(set(rows["id"].tolist())) == len(rows)
    assert 0 < sum(map(spans_places, rows)) < len(rows)


def test_without_incumbents_every_seat_goes_to_a_junior_of_the_institution(state):
    state.people["papers"][:PEOPLE] = 3
    state.people["papers"][:5] = 0
    state.people["stage"][5:15] = PHD
    rows = proposed(state, setting({"assembly.incumbent": 0.0}))
    partners = {(row.members[0] % 5, j) for row in rows for j in team(row)[1:]}
    assert {lead for lead, _ in partners} == set(range(5))
    assert all(j % 5 == lead and j < 15 for lead, j in partners)
    assert (state.people["stage"][[j for _, j in partners if j < 5]] == MID).all()


def test_full_friction_leaves_every_team_at_home(state):
    w, q = arrays_of(state), setting(friction=WALL)
    for i in range(PEOPLE):
        strengthen(w, q, i, (i + 2) % PEOPLE, 1.0, REPEAT)
    rows = proposed(state, q)
    assert len(rows) > PEOPLE
    assert not any(map(spans_places, rows))
    assert max(row["seats"] for row in rows) > 1


def test_a_project_is_in_the_domain_that_its_lead_knows_best(state):
    state.people["topic"][3] = [0.1, 0.2, 0.1, 0.1, 0.9, 0.1, 0.3, 0.1]
    w = arrays_of(state)
    assert main_domain(w.people[3]) == 4
    rows = proposed(state, setting(starts=3.0), 3, 4)
    assert set(rows["domain"].tolist()) == {4}


ANYBODY = {
    "assembly.incumbent": 1.0,
    "assembly.repeat": 0.0,
    "partner.local": 0.0,
    "partner.candidates": 6.0,
    "partner.quality": 0.0,
    "partner.distance_linear": 0.0,
    "partner.distance_square": 0.0,
    "partner.common_origin": 0.0,
    "partner.language": 0.0,
    "projects.time_budget": 1e6,
}
"""Nobody prefers anybody: no past partners, no distance, no quality, no home."""
SIZES = np.bincount([HOMES[n % 5] for n in range(PEOPLE)], minlength=PLACES)


def blind_teams(state, **changed):
    """Teams of a world in which places are chosen by their size and people at random."""
    w = arrays_of(state)
    w.partners[:] = 1.0
    weights = np.tile(SIZES.astype(float), (PLACES, 1))
    q = setting(ANYBODY, starts=4.0, core=3.0)._replace(
        partner_weight=weights,
        renown=np.zeros(8),
        abroad=np.array([weights[h].sum() - weights[h, h] for h in HOMES]),
        **changed,
    )
    keys = [np.uint64(mix(np.uint64(n))) for n in range(10)]
    return [row for key in keys for row in proposed(state, q._replace(key=key))]


def blind(state):
    """The lead and each partner of such teams."""
    return [(lead, j) for lead, *others in map(team, blind_teams(state)) for j in others]


def apart(friction):
    """Friction between the places 1 and 2 alone."""
    found = np.zeros((PLACES, PLACES))
    found[1, 2] = found[2, 1] = friction
    return found


def places_of(row):
    return row.at[: row["seats"]].tolist()


@pytest.mark.parametrize("lead", range(PLACES))
def test_friction_leaves_e_to_the_minus_r_of_the_teams_of_a_pair_whoever_leads(state, lead):
    """E19: a declared friction of R log points takes R log points of the pair, and of no other."""
    calm, tense = (blind_teams(state, friction=apart(r)) for r in (0.0, np.log(2.0)))
    assert calm[0].id == tense[0].id
    kept = [
        {1, 2} <= set(places_of(now))
        for before, now in zip(calm, tense, strict=True)
        if before.at[0] == lead and {1, 2} <= set(places_of(before))
    ]
    assert len(kept) > 100
    assert np.mean(kept) == pytest.approx(0.5, abs=3.0 * 0.5 / len(kept) ** 0.5)
    others = [
        places_of(before) == places_of(now)
        for before, now in zip(calm, tense, strict=True)
        if not {1, 2} <= set(places_of(before))
    ]
    assert len(others) > 100
    assert all(others)


def test_a_team_that_has_somebody_of_a_place_takes_more_of_them(state):
    tense = blind_teams(state, friction=apart(np.log(2.0)))
    calm = blind_teams(state, friction=apart(0.0))
    for before, now in zip(calm, tense, strict=True):
        if {1, 2} <= set(places_of(now)):
            assert team(now) == team(before)


def test_the_worst_friction_with_those_on_board_counts_and_not_the_sum(state):
    row = records(np.zeros(1, WORK))[0]
    row.seats, row.at[0], row.at[1] = 2, 0, 1
    friction = np.zeros((PLACES, PLACES))
    friction[0, 2], friction[1, 2] = np.log(2.0), np.log(4.0)
    q = setting(friction=friction)
    agreed_to = []
    for n in range(2_000):
        row.id = mix(np.uint64(n))
        agreed_to.append(agreed(q, row, 2))
        assert agreed(q, row, 1)
    assert np.mean(agreed_to) == pytest.approx(0.25, abs=0.03)


def test_without_preferences_pairs_of_places_are_as_frequent_as_their_sizes(state):
    """M4: the E-I index has the value of the sizes, and every affinity is 1.

    Some 3,000 seats. Who was found twice or is the lead takes no seat, so that home, where a team
    sits already, is a little rarer than its size: the bounds leave a tenth for that.
    """
    seen = np.zeros((PLACES, PLACES))
    for lead, j in blind(state):
        seen[HOMES[lead % 5], HOMES[j % 5]] += 1
    share = SIZES / SIZES.sum()
    led = seen.sum(axis=1)
    assert led.sum() > 2_500
    affinity = seen / np.outer(led, share)
    error = np.sqrt((1.0 - share) / np.outer(led, share))
    assert (np.abs(affinity - 1.0) < 0.1 + 3.0 * error).all()
    inside = np.trace(seen) / led.sum()
    assert 1.0 - 2.0 * inside == pytest.approx(1.0 - 2.0 * led @ share / led.sum(), abs=0.1)


def test_without_repeats_triads_and_fame_invitations_are_those_of_chance(state):
    """M5: how often people are invited spreads as Poisson counts do: the variance is the mean."""
    invited = np.bincount([j for _, j in blind(state)], minlength=PEOPLE)
    spread = ((invited - invited.mean()) ** 2).sum() / invited.mean()
    assert chi2.cdf(spread, PEOPLE - 1) == pytest.approx(0.5, abs=0.49)
