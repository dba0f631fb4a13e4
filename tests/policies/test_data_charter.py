"""The charter acts through what is kept of it, not through what is signed."""

from itertools import pairwise

import pytest
from pydantic import ValidationError

from sim.policies.data_charter import DataCharter
from tests.policies.making import VALUES, WORLD, policy

EXAMPLE = {
    "signatories": ["AA", "BB"],
    "domains": ["earth", "industry"],
    "coverage": "80%",
    "joint_tooling": "yes",
}


def usable(charter, quarter):
    levers = WORLD.after(charter.filled(VALUES).effects(quarter))
    return levers["data_coverage"] * levers["data_compliance"]


def test_each_signatory_opens_its_data_of_the_named_domains_to_everybody():
    share = usable(policy("data_charter", ramp="0 years"), 8104)
    earth, industry = 5, 7
    assert share[0, earth] == share[1, industry] == pytest.approx(0.8 * 0.2)
    assert share.sum() == pytest.approx(4 * 0.8 * 0.2)


def test_what_is_open_grows_in_proportion_to_the_ramp():
    charter = policy("data_charter", ramp="9 months")
    assert usable(charter, 8105).sum() == pytest.approx(0.5 * usable(charter, 8107).sum())


def test_a_promise_kept_by_nobody_opens_nothing_and_costs_nothing():
    charter = policy("data_charter", compliance="0%")
    assert usable(charter, 8200).sum() == 0
    assert sum(charter.filled(VALUES).planned_cost(VALUES, 2027).values()) == 0


def test_a_data_set_is_paid_for_once_by_its_own_place_while_the_charter_ramps_up():
    charter = policy("data_charter").filled(VALUES)
    each = 200 * 2 * 0.8 * 0.2 * 0.06
    for year in range(2026, 2030):
        expected = pytest.approx(each / 4)
        assert charter.planned_cost(VALUES, year) == {"AA": expected, "BB": expected}
    assert charter.planned_cost(VALUES, 2030) == {"AA": 0, "BB": 0}


def test_joint_tools_ease_work_between_signatories_only():
    friction = WORLD.after(policy("data_charter").filled(VALUES).effects(8200))["friction"]
    assert friction[0, 1] == friction[1, 0] == pytest.approx(-0.05 * 0.8)
    assert abs(friction).sum() == pytest.approx(2 * 0.05 * 0.8)
    apart = policy("data_charter", joint_tooling="no").filled(VALUES)
    assert WORLD.after(apart.effects(8200))["friction"].sum() == 0


def test_its_rules_are_those_of_the_file():
    first, second = policy("data_charter", embargo="2 years").programmes()
    assert (first.origin, first.partners, second.origin) == ("AA", ("BB",), "BB")
    assert (first.embargo_months, first.joint_tooling) == (24, True)
    assert first.cells() == (("data_coverage", "AA", "earth"), ("data_coverage", "AA", "industry"))


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"signatories": ["AA", "BB", "AA"]}, "signatories", "named-twice"),
        ({"domains": ["earth", "earth"]}, "domains", "named-twice"),
        ({"signatories": ["AA"]}, "joint_tooling", "nobody-to-share-with"),
        (
            {"joint_tooling": "no", "tooling_gain": "0.1 log points"},
            "tooling_gain",
            "no-effect",
        ),
    ],
)
def test_settings_that_contradict_are_told(fields, field, code):
    (found,) = policy("data_charter", **fields).contradictions()
    assert (found.field, found.code) == (field, code)


@pytest.mark.parametrize(
    "wrong", [{"signatories": "AA"}, {"domains": ["weather"]}, {"coverage": 80}, {"domains": []}]
)
def test_what_makes_no_charter_is_refused(wrong):
    with pytest.raises(ValidationError):
        policy("data_charter", **wrong)


def kept(**fields):
    charter = policy("data_charter", **fields).filled(VALUES)
    assert isinstance(charter, DataCharter)
    return charter.kept()


def test_without_stewards_and_enforcement_what_is_kept_is_the_card():
    assert kept() == 0.2
    assert kept(compliance="35%") == 0.35


def test_stewards_open_half_of_what_stays_closed_at_their_card_and_enforcement_its_share_of_it():
    assert kept(stewards="2 people/100 data sets") == pytest.approx(0.2 + 0.8 / 2)
    assert kept(enforcement="100%") == pytest.approx(0.2 + 0.8 * 0.5)
    both = kept(stewards="0.02 people/data set", enforcement="50%")
    assert both == pytest.approx(1 - 0.8 * 0.5 * 0.75)


def test_more_stewards_and_stricter_rules_never_open_less_nor_more_than_everything():
    numbers = [kept(stewards=f"{n} people/100 data sets") for n in (0, 1, 2, 5, 50, 100)]
    strict = [kept(enforcement=share) for share in ("0%", "10%", "50%", "100%")]
    for found in (numbers, strict):
        assert found == sorted(found)
        assert len(set(found)) == len(found)
        assert found[-1] < 1
    gains = [b - a for a, b in pairwise(numbers)]
    assert gains[0] > gains[1]


def test_stewards_are_paid_every_year_for_what_is_promised():
    """Three in a hundred data sets, of 2 × 200 × 0.8 on either side: 9.6 people at 0.04 MUSD."""
    staffed, bare = (
        policy("data_charter", ramp="0 years", **fields).filled({**VALUES, "unit.staff_cost": 0.04})
        for fields in ({"stewards": "3 people/100 data sets"}, {})
    )
    assert staffed.planned_cost(VALUES, 2035) == {
        p: pytest.approx(9.6 * 0.04) for p in ("AA", "BB")
    }
    assert bare.planned_cost(VALUES, 2035) == {"AA": 0, "BB": 0}
    levers = WORLD.after(staffed.effects(8200))["data_stewards"]
    assert levers.sum(axis=1) == pytest.approx([2 * 0.8 * 0.03] * 2 + [0])


def test_along_an_s_curve_less_is_open_in_the_first_half_of_the_ramp():
    straight, curved = (
        policy("data_charter", ramp="4 years", course=c) for c in ("straight", "s_curve")
    )
    first = [usable(one, 8104 + 3).sum() for one in (straight, curved)]
    assert 0 < first[1] < first[0]
    assert usable(straight, 8104 + 16).sum() == usable(curved, 8104 + 16).sum()
