"""I9 · Joint centres keep the expectations F9.1 and F9.2.

Power: meetings often lead to something (EAGER). Sixty posts on either side, most of them filled,
bring some 50 joint papers in eight years with a standard error of 9 over eight worlds.
"""

from dataclasses import replace

import numpy as np
import pytest

from sim.dynamics.exposure import meeting_hazard
from sim.dynamics.mobility import relocate
from sim.dynamics.ties import strength_towards
from sim.model.events import recall
from sim.model.units import pairs_meant, side_by_side, strain
from sim.world.views import arrays_of, records
from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    EAGER,
    LARGE,
    SMALL,
    THIRD,
    cards,
    digests,
    extra_joint,
    mean_and_error,
    paired,
    past,
)
from tests.policies.making import policy

SEEDS = range(8)
OPEN = {**EAGER, "unit.closure": 0.0}
YEARS = 8


def centre(**fields):
    """A centre in the small place with guests from the large one."""
    return policy("joint_centre", **{"begins": BRANCH, "staff": "60 people", **fields})


def gain(offer, values=OPEN):
    """Joint papers beyond the baseline, mean over worlds and its error."""
    return mean_and_error(
        extra_joint(
            past(s).future(offer, years=YEARS, values=values),
            past(s).future(years=YEARS, values=values),
        ).sum()
        for s in SEEDS
    )


@expects("joint_centre", "F9.1")
def test_the_effect_is_in_proportion_to_presence_and_nothing_without_it():
    """M8 exactly; the rest within the error of chance."""
    nobody = past(1).future(centre(presence="0%"), years=4, values=OPEN)
    assert (digests(nobody) == digests(past(1).future(years=4, values=OPEN))).all()
    gains = {share: gain(centre(presence=f"{share}%")) for share in (20, 40, 80)}
    (few, error), (many, other_error) = gains[20], gains[80]
    assert many - few > 2 * np.hypot(error, other_error)
    assert abs(many - 4 * few) <= 3 * np.hypot(4 * error, other_error)


def strength(model):
    """Strength of all ties of the small place with the large one."""
    w, people = arrays_of(model.state), model.state.people
    here = np.flatnonzero(model.state.living & (people["place"] == SMALL))
    return sum(strength_towards(w, model.now, int(i), LARGE) for i in here)


@expects("joint_centre", "F9.2")
def test_closing_does_not_erase_ties_at_once():
    """Ties beyond the baseline one year after the end are most of those at the end."""
    offer, added = centre(presence="80%", until=BRANCH + 5), np.zeros(2)
    for s in SEEDS:
        given = past(s).future(offer, years=6, values=OPEN)
        plain = past(s).future(years=6, values=OPEN)
        for n, year in enumerate((6, 7)):
            for model in (given, plain):
                model.run_until(4 * (BRANCH + year))
            added[n] += strength(given) - strength(plain)
    assert added[1] > 0.6 * added[0] > 0


def test_a_centre_that_closed_stays_closed_and_costs_nothing_more():
    model = past(1).future(centre(), years=1, values={**EAGER, "unit.closure": 40.0})
    (unit,) = model.state.units
    assert unit.closed
    model.run_until(4 * (BRANCH + 5))
    assert model.recorder.ledger.cost[AT + 1 :].sum() == 0
    assert not model.state.units[0].until > 4 * (BRANCH + 5)


def test_vacant_posts_go_to_people_who_do_not_sit_there_already():
    """With more who wish than posts, and where nothing lapses, every call fills all of them."""
    offer, values = centre(presence="100%"), {**OPEN, "programme.lapse": 0.0}
    (unit,) = past(1).future(offer, years=4.25, values=values).state.units
    for members in (unit.guests, unit.hosts):
        assert len(members) == len(set(members)) == 60


def test_a_centre_that_ends_within_a_year_neither_works_nor_costs_afterwards():
    model = past(1).future(centre(until=f"{BRANCH}-Q1"), years=2, values=OPEN)
    paid = model.recorder.ledger.cost[AT:]
    assert np.allclose(paid[0, [SMALL, LARGE]], 60 * cards()["unit.staff_cost"] / 4)
    assert paid[1:].sum() == 0
    met = model.state.encounters["last"].max() + model.almanac.epoch
    assert met == 4 * BRANCH


def test_posts_follow_a_ramp_quarter_by_quarter():
    """As planned: the mean of the ramp in every quarter of the two years."""
    offer = centre(ramp="2 years", presence="0%").filled(cards())
    given = past(1).future(offer, years=2, values=OPEN)
    for year in range(2):
        planned = offer.planned_cost(cards(), BRANCH + year)["AA"]
        assert np.allclose(given.recorder.ledger.cost[AT + year, [SMALL, LARGE]], planned)


def test_posts_are_paid_for_by_both_sides_whether_filled_or_not():
    model = past(1).future(centre(presence="0%", until=BRANCH), years=3, values=OPEN)
    paid = model.recorder.ledger.cost[AT]
    assert np.allclose(paid[[SMALL, LARGE]], 60 * cards()["unit.staff_cost"])
    assert model.recorder.ledger.cost[AT + 1 :].sum() == 0


def standing(offer, years, values=OPEN):
    """Units open at the end of each year from the policy date: with people there, in name only."""
    model = past(1).future(offer, years=years, values=values)
    counted = model.recorder.ledger.units
    assert counted.sum() == counted[:, LARGE, SMALL].sum()
    return counted[AT - 1 : AT + years, LARGE, SMALL].astype(int).tolist()


def test_a_unit_stands_from_its_first_year_to_its_last_with_people_or_in_name():
    short = {"until": BRANCH + 2}
    assert standing(centre(**short), 5) == [[0, 0], [1, 0], [1, 0], [1, 0], [0, 0], [0, 0]]
    label = centre(presence="0%", **short)
    assert standing(label, 5) == [[0, 0], [0, 1], [0, 1], [0, 1], [0, 0], [0, 0]]


def test_a_unit_that_has_closed_does_not_stand():
    """Closed in its first quarter, since with this hazard nothing lasts a quarter."""
    assert standing(centre(), 3, {**OPEN, "unit.closure": 200.0}) == [[0, 0]] * 4


def begun(scale, seed, **fields):
    """Projects that pairs of a centre still in research are to begin after its first quarter."""
    here = past(1).future(centre(**fields), years=0.25, values=OPEN, scale=scale, seed=seed)
    rows, w = recall(here.desk()), arrays_of(here.state)
    chances = [meeting_hazard(w, here.now, int(row.ego), row) for row in records(rows)]
    return float(np.array(chances) @ pairs_meant(here.desk(), rows)) if len(rows) else 0.0


@pytest.mark.parametrize("scale", [0.3, 0.1, 0.03])
def test_a_unit_in_a_smaller_world_does_as_much_less(scale):
    """M3 on the mean over worlds: posts are whole, of 1.8 guests one or two are there.

    Six hundred worlds tell the mean to about one part in twenty at scale 0.03.
    """
    whole, its_error = mean_and_error(begun(1.0, seed, presence="30%") for seed in range(100))
    part, error = mean_and_error(begun(scale, seed, presence="30%") for seed in range(600))
    assert error < 0.08 * part
    assert abs(part - scale * whole) < 3 * np.hypot(error, scale * its_error)


def test_pairs_of_a_smaller_world_stand_for_as_many_when_one_has_given_up_the_post():
    """Who moved away is replaced at the next call; what the two remember is what it was."""
    model = past(1).future(centre(presence="80%"), years=0.25, values=OPEN, scale=0.25)
    desk, (unit,) = model.desk(), model.state.units
    gone, identity = unit.guests[0]
    relocate(desk.w, gone, int(np.flatnonzero(model.state.institutions["place"] == THIRD)[0]))
    model.run_until(4 * BRANCH + 5)
    (unit,), met = model.state.units, recall(model.desk())
    of_both = (met["ego"] == gone) | (met["slot"] == gone)
    assert model.state.ids[gone] == identity not in [who for _, who in unit.guests]
    assert of_both.any()
    assert set(pairs_meant(model.desk(), met)) == {4.0}


def test_at_full_scale_a_pair_stands_for_itself():
    here = past(1).future(centre(), years=0.25, values=OPEN)
    assert (pairs_meant(here.desk(), here.state.encounters) == 1.0).all()


def test_side_by_side_a_project_is_likelier_by_the_ratio_and_no_longer_when_it_is_closed():
    model = past(1).future(centre(presence="80%", nearness="3.5 times"), years=0.25, values=OPEN)
    met, (unit,) = recall(model.desk()), model.state.units
    unit.until += 1
    assert len(met) > 100
    assert set(pairs_meant(model.desk(), met)) == {3.5}
    unit.closed = True
    assert set(pairs_meant(model.desk(), met)) == {1.0}


@pytest.mark.parametrize(("other", "closed"), [(1.0, False), (2.0, False), (9.0, True)])
def test_of_several_units_with_the_same_pair_the_nearest_that_is_open_counts(other, closed):
    """Whichever of them was set up first."""
    model = past(1).future(centre(presence="80%", nearness="3.5 times"), years=0.25, values=OPEN)
    (unit,) = model.state.units
    unit.until += 1
    turned = replace(unit, guests=unit.hosts, hosts=unit.guests)
    second = replace(turned, origin=unit.host, host=unit.origin, nearness=other, closed=closed)
    for units in ([unit, second], [second, unit]):
        model.state.units = units
        assert set(pairs_meant(model.desk(), recall(model.desk()))) == {3.5}


def test_who_takes_over_the_slot_of_somebody_of_a_unit_is_not_of_it():
    model = past(1).future(centre(presence="80%", nearness="3.5 times"), years=0.25, values=OPEN)
    (unit,) = model.state.units
    unit.until += 1
    unit.guests = [(slot, identity + 1) for slot, identity in unit.guests]
    assert set(pairs_meant(model.desk(), recall(model.desk()))) == {1.0}


def test_who_has_moved_is_near_nobody_any_more():
    """At once, and not only when the post is filled anew."""
    model = past(1).future(centre(presence="80%", nearness="3.5 times"), years=0.25, values=OPEN)
    desk, (unit,) = model.desk(), model.state.units
    unit.until += 1
    moved = unit.guests[0][0]
    relocate(desk.w, moved, int(np.flatnonzero(model.state.institutions["place"] == THIRD)[0]))
    met = recall(desk)
    of_both = (met["ego"] == moved) | (met["slot"] == moved)
    assert of_both.any()
    assert set(pairs_meant(desk, met[of_both])) == {1.0}
    assert set(pairs_meant(desk, met[~of_both])) == {3.5}


def test_who_has_moved_meets_nobody_at_a_centre_any_more():
    model = past(1).future(centre(presence="80%"), years=0.25, values=OPEN)
    desk, (unit,) = model.desk(), model.state.units
    moved, staying = unit.guests[0][0], unit.guests[1][0]
    third = int(np.flatnonzero(model.state.institutions["place"] == THIRD)[0])
    relocate(desk.w, moved, third)
    model.state.encounters = model.state.encounters[:0]
    side_by_side(desk, unit)
    met = np.stack([model.state.encounters["ego"], model.state.encounters["slot"]])
    assert (met == staying).any()
    assert not (met == moved).any()


def test_nearness_adds_joint_papers_and_a_ratio_of_one_changes_nothing():
    added = []
    for times in (1, 2, 4):
        offer = centre(presence="80%", nearness=f"{times} times")
        pairs = [paired(s, offer, 5, OPEN) for s in range(3)]
        added.append(sum(extra_joint(*pair).sum() for pair in pairs))
    assert 0 < added[0] < added[1] < added[2]
    plain = past(1).future(centre(presence="80%"), years=2, values=OPEN)
    once = past(1).future(centre(presence="80%", nearness="1 times"), years=2, values=OPEN)
    assert (digests(plain) == digests(once)).all()


def test_a_fragile_centre_closes_more_easily_the_more_the_two_places_fall_out():
    for fragility in (0, 1, 2):
        offer = centre(fragility=f"{fragility} per log point")
        model = past(1).future(offer, years=0.25, values=OPEN)
        (unit,), desk = model.state.units, model.desk()
        for friction in (-0.5, 0.0, 0.5):
            now = desk.q._replace(friction=np.full((3, 3), friction))
            wanted = np.exp(fragility * max(0.0, friction))
            assert strain(replace(desk, q=now), unit) == pytest.approx(wanted)
