"""Doctorates under two supervisors: seats from home to host, stipends paid by the home."""

import pytest
from pydantic import ValidationError

from sim.world.levers import Effect
from tests.policies.making import VALUES, policy

EXAMPLE = {
    "home": "AA",
    "host": "BB",
    "entrants": "50 people/year",
    "months_abroad": "12 months",
    "existing_pairs": "50%",
    "selection": "merit",
}


def test_at_the_full_dose_all_places_are_open_from_home_to_host():
    doctorates = policy("dual_phd")
    assert doctorates.effects(8104) == (Effect("seats", ("AA", "BB"), add=50),)


def test_a_cohort_is_paid_for_until_its_studies_end():
    doctorates = policy("dual_phd", until=2026)
    stipend, office = 50 * 12 * 0.0015 / 4, 50 * 0.003
    for year in range(2026, 2030):
        cost = doctorates.planned_cost(VALUES, year)
        assert cost == {"AA": pytest.approx(stipend + office), "BB": pytest.approx(office)}
    assert doctorates.planned_cost(VALUES, 2030) == {"AA": 0, "BB": 0}


def test_in_the_steady_state_as_many_cohorts_study_as_a_doctorate_has_years():
    doctorates = policy("dual_phd", months_abroad="0 months")
    cost = doctorates.planned_cost({**VALUES, "doctorate.years": 3.5}, 2040)
    assert cost["BB"] == pytest.approx(50 * 3.5 * 0.003)


def test_its_rules_are_those_of_the_file():
    doctorates = policy("dual_phd", return_clause="3 years", months_abroad="2 years")
    (offer,) = doctorates.programmes()
    assert (offer.origin, offer.host, offer.lever) == ("AA", "BB", "seats")
    assert (offer.return_clause_years, offer.months_abroad, offer.existing_pairs) == (3, 24, 0.5)


def test_months_that_do_not_fit_into_a_doctorate_are_refused_and_not_planned_for():
    """Four years, one of them at home before, the last quarter for the degree: 33 months."""
    fits, longer = (policy("dual_phd", months_abroad=f"{m} months") for m in (33, 34))
    assert not [*fits.beyond(VALUES)]
    (found,) = longer.beyond(VALUES)
    assert (found.field, found.remedy) == ("months_abroad", "write at most 33 months")
    assert longer.planned_cost(VALUES, 2035) == fits.planned_cost(VALUES, 2035)


def test_two_supervisors_are_in_two_places():
    (found,) = policy("dual_phd", host="AA").contradictions()
    assert (found.field, found.code) == ("host", "same-place")


@pytest.mark.parametrize(
    "wrong", [{"entrants": "50 people"}, {"existing_pairs": 50}, {"months_abroad": 12}]
)
def test_what_makes_no_doctorate_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("dual_phd", **wrong)


def test_the_home_pays_for_lessons_when_students_leave_and_for_posts_when_they_finish():
    plain = policy("dual_phd").filled(VALUES)
    more = policy("dual_phd", language_course="6 months", funded_return="20%").filled(VALUES)
    extra = [
        more.planned_cost(VALUES, year)["AA"] - plain.planned_cost(VALUES, year)["AA"]
        for year in (2026, 2027, 2029, 2030)
    ]
    lessons, posts = 50 * 6 * 0.0003, 50 * 0.2 * 0.03
    assert extra == pytest.approx([0.0, lessons, lessons, lessons + posts])
    assert more.planned_cost(VALUES, 2030)["BB"] == plain.planned_cost(VALUES, 2030)["BB"]
