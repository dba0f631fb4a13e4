"""I7 and I11 · Schools and forums keep their expectations.

Power: meetings often lead to something and everybody knows and applies (EAGER), so that a yearly
school of 120 brings some 20 joint papers in six years, with a standard error of 3 over six worlds.
"""

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from sim.dynamics.exposure import meeting_hazard
from sim.dynamics.meetings import FAINT
from sim.dynamics.ties import holds, pair_strength
from sim.world.views import arrays_of, records
from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    EAGER,
    LARGE,
    SMALL,
    cards,
    extra_joint,
    mean_and_error,
    papers_by_project,
    past,
)
from tests.policies.making import policy

SEEDS = range(8)
MANY = range(24)
TWICE_AS_MANY = range(48)
YEARS = 6


def school(**fields):
    """A school of the small and the large place, held in the large one."""
    return policy("summer_school", **{"begins": BRANCH, **fields})


def forum(**fields):
    """A forum of all three places, held in the small one."""
    return policy("forum", **{"begins": BRANCH, **fields})


@cache
def without(seed):
    """The same world without any event; it lives on when more of its years are asked for."""
    return past(seed).future(years=0, values=EAGER)


@cache
def extra(seed, years, *offers):
    """Joint papers of a world beyond its baseline, by year."""
    without(seed).run_until(4 * (BRANCH + years))
    world = past(seed).future(*offers, years=years, values=EAGER)
    return extra_joint(world, without(seed))[:years]


def yearly(*offers, seeds=SEEDS, years=YEARS):
    """Joint papers beyond the baseline, a row a world and a column a year."""
    return np.array([extra(seed, years, *offers) for seed in seeds])


def gain(*offers, seeds=SEEDS, years=YEARS):
    """Joint papers beyond the baseline in all years, mean over worlds and its error."""
    return mean_and_error(yearly(*offers, seeds=seeds, years=years).sum(axis=1))


def across(model):
    """Sessions between the two places that are in mind."""
    rows, place = model.state.encounters, model.state.people["place"]
    ends = np.stack([place[rows["ego"]], place[rows["slot"]]], axis=1)
    both = (np.sort(ends, axis=1) == np.sort((SMALL, LARGE))).all(axis=1)
    return rows["dose"][both].sum()


@expects("summer_school", "F7.1")
def test_a_school_works_in_proportion_to_its_participants():
    """Sessions across the border double with participants; papers do so within their error."""
    sizes = (60, 120, 240)
    offers = [school(participants=f"{size} people/year") for size in sizes]
    met = [
        np.mean([across(past(s).future(o, years=1, values=EAGER)) for s in SEEDS]) for o in offers
    ]
    for half, whole in pairwise(met):
        assert whole == pytest.approx(2 * half, rel=0.12)
    papers = [gain(offer, seeds=MANY) for offer in offers]
    for (half, error), (whole, larger_error) in pairwise(papers):
        assert half < whole
        assert abs(whole - 2 * half) <= 3 * np.hypot(2 * error, larger_error)


@expects("summer_school", "F7.2")
def test_small_groups_do_far_more_than_mingling():
    grouped, error = gain(school(), seeds=MANY)
    mingling, other_error = gain(school(group_size=0), seeds=MANY)
    assert grouped - 3 * mingling > 2 * np.hypot(error, 3 * other_error)


@expects("summer_school", "F7.3")
def test_the_papers_of_one_edition_peak_after_one_to_four_years():
    """One edition of 240, followed for ten years in 48 worlds, in which it leads to much.

    Power: years 2 to 4 bring 13.6 joint papers; the error of the last three years is 2.
    """
    values = {**EAGER, "exposure.hazard": 3 * EAGER["exposure.hazard"]}
    edition = school(until=BRANCH, participants="240 people/year")
    one = np.array([after_one(seed, edition, values) for seed in TWICE_AS_MANY])
    assert 1 <= np.convolve(one.sum(axis=0), np.ones(3), "same").argmax() <= 4
    late, error = mean_and_error(one[:, 7:].sum(axis=1) - 0.5 * one[:, 1:4].sum(axis=1))
    assert late < -2 * error


def after_one(seed, edition, values, years=10):
    """Joint papers beyond the baseline by year, at other values of the cards."""
    given, without = (
        past(seed).future(*offers, years=years, values=values) for offers in ((edition,), ())
    )
    return extra_joint(given, without)[:years]


@expects("summer_school", "F7.5")
def test_leaving_out_one_edition_costs_what_one_edition_gives():
    big = {"participants": "240 people/year"}
    every = yearly(school(until=BRANCH + 3, **big), seeds=MANY, years=10)
    gap = yearly(
        school(until=BRANCH, **big),
        school(begins=BRANCH + 2, until=BRANCH + 3, **big),
        seeds=MANY,
        years=10,
    )
    alone = yearly(school(begins=BRANCH + 1, until=BRANCH + 1, **big), seeds=MANY, years=10)
    lost, error = mean_and_error((every - gap).sum(axis=1))
    given, other_error = mean_and_error(alone.sum(axis=1))
    assert lost > 2 * error
    assert abs(lost - given) <= 3 * np.hypot(error, other_error)


def promised(seed, offer, years, values=EAGER):
    """Who came to the first edition, and projects that all who met should begin, by quarter."""
    model, found, came = past(seed).future(offer, years=0, values=values), [], set()
    for quarter in range(4 * years):
        found.append(0.0)
        model.step()
        w, known = arrays_of(model.state), model.spec.values["exposure.known"]
        for row in records(model.state.encounters):
            pair = int(row.ego), int(row.slot)
            if holds(w, row) and w.people[pair[0]].key == row.ego_key:
                met = meeting_hazard(w, model.now, pair[0], row)
                found[-1] += met / (1 + pair_strength(w, model.now, *pair) / known)
                came |= set(w.ids[list(pair)].tolist()) if quarter == 0 else set()
    return came, np.array(found)


def rise_per_participant(group_size):
    """Projects that one edition starts, beside papers of participants with each other without it.

    In five years, at the chance of the card that a meeting leads to something.
    """
    rises = []
    usual = {**EAGER, "exposure.hazard": cards()["exposure.hazard"]}
    for seed in range(3):
        once = forum(until=BRANCH, group_size=group_size, selection="lottery")
        came, projects = promised(seed, once, 5, usual)
        found = papers_by_project(seed, years=5, values=usual).values()
        among = [(len(came & set(team)), papers) for team, papers in found]
        rises.append(2 * projects.sum() / sum(n * papers for n, papers in among if n > 1))
    return np.mean(rises)


@expects("forum", "F11.1")
def test_a_forum_of_talks_does_no_more_than_a_conference_and_one_of_small_groups_more():
    """Joint papers of a participant with others rose by 9 and 19 % in studies of conferences."""
    assert rise_per_participant(0) <= 0.19
    assert rise_per_participant(5) > 0.09


def test_a_forum_of_talks_does_less_than_one_of_small_groups():
    """Some two papers in six years, of which 24 worlds tell half: seniors have little time."""
    talks, error = gain(forum(), seeds=TWICE_AS_MANY)
    groups, other_error = gain(forum(group_size=5), seeds=TWICE_AS_MANY)
    assert talks >= -2 * error
    assert groups - talks > 2 * np.hypot(error, other_error)


@expects("forum", "F11.2")
def test_editions_for_the_same_people_add_less_each_time():
    """Projects expected of five yearly editions for forty by merit, and of five single ones.

    Each is followed to the end of the eighth year, hence the last one for four; twelve worlds.
    """
    elite = {"participants": "40 people/year", "group_size": 5}
    ratios = []
    for s in range(12):
        one = promised(s, forum(until=BRANCH, **elite), 8)[1].cumsum()
        single = one[[4 * years - 1 for years in (8, 7, 6, 5, 4)]].sum()
        ratios.append(promised(s, forum(until=BRANCH + 4, **elite), 8)[1].sum() / single)
    mean, error = mean_and_error(ratios)
    assert mean < 1 - 2 * error


@expects("forum", "F11.3")
def test_a_forum_online_is_weaker_and_free():
    there = [past(s).future(forum(), years=1, values=EAGER) for s in SEEDS]
    online = [past(s).future(forum(virtual="yes"), years=1, values=EAGER) for s in SEEDS]
    here, away = (np.mean([across(m) for m in worlds]) for worlds in (there, online))
    assert 0 < away < 0.6 * here
    assert sum(m.recorder.ledger.cost[AT:].sum() for m in online) == 0


def test_the_fourth_meeting_of_a_pair_adds_less_than_the_first():
    """Of a pair in one small group at a yearly forum of three days, when nothing is forgotten."""
    model = past(1).future(forum(group_size=5), years=0.5, values=EAGER)
    w, met = arrays_of(model.state), records(model.state.encounters[:1].copy())
    met[0].last = model.now.t
    chance = []
    for editions in (1, 4):
        met[0].dose = 3.0 * editions
        chance.append(meeting_hazard(w, model.now, int(met[0].ego), met[0]))
    assert chance[0] > 0
    assert chance[1] < 0.9 * 4 * chance[0]


def test_those_who_come_are_linked_already_more_than_others():
    """So a comparison of those who came with others would overstate what an event does."""
    ties, others = [], []
    for s in SEEDS:
        model = past(s).future(forum(selection="merit"), years=0.25, values=EAGER)
        came = np.unique(np.concatenate([model.state.encounters[n] for n in ("ego", "slot")]))
        papers = model.state.people["papers"].astype(float)
        seniors = np.flatnonzero(model.state.people["stage"] == 3)
        ties.append(papers[came].mean())
        others.append(papers[np.setdiff1d(seniors, came)].mean())
    assert np.mean(ties) > 1.2 * np.mean(others)


def test_meetings_fade_from_memory_and_the_list_empties_after_the_last_edition():
    last = past(1).future(school(until=BRANCH), years=1, values=EAGER)
    later = past(1).future(school(until=BRANCH), years=18, values=EAGER)
    assert len(last.state.encounters) > 500
    assert len(later.state.encounters) == 0
    assert FAINT * 2 ** (17 / cards()["exposure.half_life"]) > 12
