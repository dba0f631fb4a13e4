"""Branch campuses: who teaches, who studies, who pays, and from when."""

import math

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {
    "home": "AA",
    "host": "BB",
    "students": "40 people/year",
    "faculty": "30 people",
    "wary": ["CC"],
}

OPENING = 2026 + 2


def campus(**fields):
    """The example from 2026, its cards filled in: it opens two years later."""
    return policy("branch_campus", **fields).filled(VALUES)


def test_nothing_happens_before_it_opens():
    assert campus().effects(4 * OPENING - 1) == ()
    assert {e.lever for e in campus().effects(4 * OPENING)} >= {"campus_faculty", "campus_students"}
    assert sum(campus().planned_cost(VALUES, OPENING - 1).values()) == 0


def test_the_keeper_sends_teachers_and_the_host_its_students():
    people = campus(wary=[]).effects(4 * OPENING)
    assert set(people) == {
        Effect("campus_faculty", ("AA", "BB"), add=30),
        Effect("campus_students", ("BB", "AA"), add=40),
    }


def test_the_home_pays_for_posts_and_the_host_for_students_to_their_degree():
    costs = [campus().planned_cost(VALUES, OPENING + n) for n in range(6)]
    assert [cost["AA"] for cost in costs] == [pytest.approx(30 * 0.04)] * 6
    studying = [40, 80, 120, 160, 160, 160]
    assert [cost["BB"] for cost in costs] == [pytest.approx(n * 0.015) for n in studying]


def test_presence_is_that_of_the_card_unless_it_is_given():
    posts, doctorates = campus().programmes()
    assert (posts.presence, posts.teaching, posts.fragility) == (0.35, 0.4, 1.0)
    assert doctorates.first_year
    assert campus(presence="80%").programmes()[0].presence == 0.8


def test_the_risk_of_a_list_grows_with_the_years_and_weighs_on_the_host():
    """Hazard 0.02 a year and a chill of 0.04: after ten years 0.04·(1 − e^(−0.2)) both ways."""
    friction = {e.index: e.add for e in campus().effects(4 * (OPENING + 10)) if "fr" in e.lever}
    expected = 0.04 * (1 - math.exp(-0.2))
    assert friction == {("BB", "CC"): pytest.approx(expected), ("CC", "BB"): friction["BB", "CC"]}
    assert not [e for e in campus(wary=[]).effects(4 * (OPENING + 10)) if e.lever == "friction"]


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"host": "AA", "wary": []}, "host", "same-place"),
        ({"wary": ["BB"]}, "wary", "named-twice"),
        ({"wary": ["CC", "CC"]}, "wary", "named-twice"),
    ],
)
def test_a_campus_abroad_stands_elsewhere_and_is_watched_by_others(fields, field, code):
    (found,) = campus(**fields).contradictions()
    assert (found.field, found.code) == (field, code)


@pytest.mark.parametrize("wrong", [{"students": "40 people"}, {"faculty": 30}, {"listing": 0.1}])
def test_what_makes_no_campus_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("branch_campus", **wrong)
