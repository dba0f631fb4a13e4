"""I10 · Branch campuses keep the expectations F10.1 to F10.3, and their own books.

Power: thirty teachers who are all there and places for sixty students a year bring nothing for six
years, and then some four joint papers a year, thirty-six until the fourteenth, give or take thirty
from world to world: six on the mean of twenty-four.
"""

import numpy as np
import pytest

from sim.model.lists import RISK
from sim.model.units import time_given
from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    EAGER,
    LARGE,
    SMALL,
    cards,
    digests,
    extra_joint,
    mean_and_error,
    past,
)
from tests.policies.making import policy

SEEDS = range(8)
POWER = range(24)
OPEN = {**EAGER, "unit.closure": 0.0}
YEARS = 14
OPENING = 1
FIRST_DEGREES = OPENING + 4


def campus(**fields):
    """A campus of the small place in the large one, open a year after the branch."""
    plain = {
        "begins": BRANCH,
        "students": "60 people/year",
        "faculty": "30 people",
        "presence": "100%",
        "opening": f"{OPENING} years",
        "wary": [],
    }
    return policy("branch_campus", **{**plain, **fields})


def lived(seed, *offers, years=YEARS, values=OPEN):
    """A world some years after the branch."""
    return past(seed).future(*offers, years=years, values=values)


@expects("branch_campus", "F10.1")
def test_no_joint_papers_before_the_first_degrees_and_many_afterwards():
    gains = np.array([extra_joint(lived(s, campus()), lived(s)) for s in POWER])
    early, error = mean_and_error(gains[:, :FIRST_DEGREES].sum(axis=1))
    later, its_error = mean_and_error(gains[:, FIRST_DEGREES + 1 : YEARS].sum(axis=1))
    assert early <= 3 * error, "teaching takes time, and nobody has a degree yet"
    assert later > 3 * its_error


def talent(model):
    """Researchers of the keeper, and of these whoever once studied at its campus; by identity."""
    here = model.state.living & (model.state.people["place"] == SMALL)
    return set(model.state.ids[here].tolist())


def followed(seed, years=10):
    """A world with a campus, all who ever studied there, and person-years given to teaching."""
    model, students, given = lived(seed, campus(), years=0), set(), 0.0
    for quarter in range(4 * years):
        posts = model.levers_in(4 * BRANCH + quarter)["campus_faculty"]
        given += float(time_given(model.state, posts)[SMALL]) / 4
        model.step()
        students |= {pupil.identity for pupil in model.state.pupils}
    return model, students, given / (years - OPENING)


@expects("branch_campus", "F10.2")
def test_the_keeper_has_no_more_talent_on_balance_but_for_graduates_who_come():
    """After ten years, in full-time researchers: eight worlds.

    In fourteen years 1.7 more of 300 graduates come to the keeper (standard error .4, 24 worlds);
    teaching takes the time of eleven. Without those who come nobody is gained.
    """
    balance, others = [], []
    for s in SEEDS:
        model, students, given = followed(s)
        plain = talent(lived(s, years=10))
        balance.append(len(talent(model)) - given - len(plain))
        others.append(len(talent(model) - students) - len(plain - students))
    net, error = mean_and_error(balance)
    assert net < -2 * error
    gained, its_error = mean_and_error(others)
    assert its_error < 1
    assert gained <= 2 * its_error


def years_open(seed, *others):
    """Quarters that a campus lives in a world where many close, of forty."""
    model = past(seed).future(campus(), *others, years=0, values={**OPEN, "unit.closure": 0.1})
    for lived_so_far in range(40):
        model.step()
        if any(unit.closed for unit in model.state.units):
            return lived_so_far
    return 40


@expects("branch_campus", "F10.3")
def test_it_closes_sooner_when_the_two_places_fall_out():
    """The same draws decide in both worlds, so that no campus lives longer for a break."""
    alone = {"target": "AA", "senders": ["BB"], "bystanders": [], "lists": "no"}
    rupture = policy("sanctions", begins=BRANCH, **alone)
    calm = [years_open(s) for s in SEEDS]
    tense = [years_open(s, rupture) for s in SEEDS]
    assert all(b <= a for a, b in zip(calm, tense, strict=True))
    assert sum(tense) < sum(calm)


def test_nothing_is_different_before_it_opens():
    late = campus(opening="3 years")
    assert (digests(lived(1, late, years=3)) == digests(lived(1, years=3))).all()


def test_without_teachers_who_are_there_students_have_no_supervisor():
    model = lived(1, campus(presence="0%"), years=4)
    assert model.state.pupils
    assert all(pupil.supervisor < 0 for pupil in model.state.pupils)


def test_a_teacher_has_no_more_students_than_room_and_students_study_where_they_live():
    state = lived(1, campus(), years=5).state
    counted = np.bincount([p.supervisor for p in state.pupils if p.supervisor >= 0])
    assert counted.max() == cards()["campus.room"]
    still = [p.slot for p in state.pupils if state.ids[p.slot] == p.identity]
    assert len(still) > 100
    assert (state.people["place"][still] == LARGE).mean() > 0.95


def test_students_of_a_campus_without_posts_study_to_the_degree_and_are_paid_for():
    model = lived(1, campus(faculty="0 people", opening="0 years"), years=1)
    assert len(model.state.pupils) > 20
    assert all(pupil.supervisor < 0 for pupil in model.state.pupils)
    assert model.recorder.ledger.cost[AT, LARGE] > 20 * cards()["campus.student_cost"] / 2


def test_nobody_new_teaches_at_a_campus_whose_posts_have_ended():
    """Students who have no supervisor after the last quarter of the posts find none."""
    model = lived(1, campus(opening="0 years", until=f"{BRANCH}-Q4"), years=1)
    for pupil in model.state.pupils:
        pupil.supervisor = -1
    model.run_until(4 * (BRANCH + 2))
    assert model.state.pupils
    assert all(pupil.supervisor < 0 for pupil in model.state.pupils)


def test_teachers_who_have_left_research_take_no_time_from_it():
    model = lived(1, campus(opening="0 years"), years=0.25)
    posts, (unit,) = model.levers_in(model.quarter)["campus_faculty"], model.state.units
    assert time_given(model.state, posts)[SMALL] > 0
    unit.guests = [(slot, identity + 1) for slot, identity in unit.guests]
    assert time_given(model.state, posts)[SMALL] == 0


def test_a_closed_campus_lets_its_students_go_and_costs_nothing_more():
    model = lived(1, campus(), years=3, values={**EAGER, "unit.closure": 40.0})
    assert model.state.units[0].closed
    assert model.state.pupils == []
    model.run_until(4 * (BRANCH + 6))
    assert model.recorder.ledger.cost[AT + 3 :].sum() == 0


def test_a_campus_that_ends_within_a_year_pays_no_teacher_afterwards():
    short = campus(students="0 people/year", opening="0 years", until=f"{BRANCH}-Q2")
    paid = lived(1, short, years=2).recorder.ledger.cost[AT:, SMALL]
    assert np.allclose(paid[:2], [30 * cards()["unit.staff_cost"] / 2, 0])


def test_those_who_teach_lack_the_time_from_the_quarter_after_they_came_to_the_last():
    """Thirty who are all there, of whom one in ten lapses; the time is counted at the start."""
    short = campus(students="0 people/year", opening="0 years", until=f"{BRANCH + 1}-Q1")
    model, given = lived(1, short, years=0), []
    for quarter in range(6):
        posts = model.levers_in(4 * BRANCH + quarter)["campus_faculty"]
        given.append(float(time_given(model.state, posts)[SMALL] > 0))
        model.step()
    assert given == [0, 1, 1, 1, 1, 0]


def test_the_wary_work_less_with_the_host():
    """A list for certain, and careful places that break off: a chill of two log points."""
    strict = {"listing": "10 a year", "chill": "2 log points", "wary": ["CC"]}
    lost = []
    for s in SEEDS[:4]:
        given, plain = (lived(s, campus(**f), years=8) for f in (strict, {}))
        papers = [m.recorder.ledger.joint_latent[AT:, LARGE, 2].sum() for m in (given, plain)]
        lost.append(papers[1] - papers[0])
    mean, error = mean_and_error(lost)
    assert mean > 2 * error


def test_graduates_of_a_campus_are_counted_where_they_live():
    """Sixty places a year, of which a third or so ends with a degree after some years."""
    graduates = lived(1, campus(), years=9).recorder.ledger.graduates[AT:]
    assert graduates[:OPENING].sum() == 0
    assert graduates[:, LARGE, LARGE].sum() > 100
    assert graduates.sum() == graduates[:, LARGE, LARGE].sum()
    assert lived(1, years=9).recorder.ledger.graduates.sum() == 0


def test_the_risk_of_a_list_counts_as_exposure_of_the_keeper_by_the_share_who_teach():
    """Summed over institutions the hazard is that of the policy for as long as it is open."""
    given = lived(1, campus(listing="0.05 a year"), years=4)
    none = lived(1, campus(listing="0 a year"), years=4)
    risk, place = given.state.memory[RISK], given.state.institutions["place"]
    assert risk.sum() == pytest.approx(0.05 * (4 - OPENING))
    keeper = given.state.units[0].origin
    assert risk[place != keeper].sum() == 0.0
    exposed = given.recorder.ledger.exposed[AT + 3, :, 0]
    assert exposed[keeper] > 0.0 == np.delete(exposed, keeper).sum()
    assert (digests(given) == digests(none)).all()
    assert none.recorder.ledger.exposed[:, :, 0].sum() == 0.0
