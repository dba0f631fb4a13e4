"""I4, I8, I14 · Joint programmes, linked laboratories and pilots keep their expectations.

Power: nearly everybody knows and applies (EAGER). Twenty-four awards a year bring about 160 joint
papers in six years, with a standard error of 6 over six worlds.
"""

from dataclasses import fields
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from sim.dynamics.partners import has_time
from sim.evidence.shelf import Shelf
from sim.model.awards import both_there, met_in, work_on_awards
from sim.outcomes.base import Ledger
from sim.outcomes.joint_papers import JointPapers
from sim.policies.base import PROJECTS
from sim.world.state import DOMAINS, ENCOUNTER, SUPPORTED
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
    expected_output,
    extra_joint,
    labels,
    mean_and_error,
    past,
    under_way,
)
from tests.policies.making import policy

SEEDS = range(8)
YEARS = 6
PAID = {"seed": "0.1 MUSD/year", "projects": "1.5 awards/year"}
SEEN = 0.38 * 45.0
"""Papers a year that two spells of three years could tell from 45 (80 % power, Poisson)."""


@cache
def without(seed, years=YEARS):
    """The same world without awards."""
    return past(seed).future(years=years, values=EAGER)


@cache
def lived(seed, kind, years=YEARS, /, **fields):
    """A world with awards of one kind from the branch."""
    return past(seed).future(policy(kind, begins=BRANCH, **fields), years=years, values=EAGER)


def gain(kind, seeds=SEEDS, years=YEARS, **fields):
    """Joint papers beyond the baseline, mean over worlds and its error."""
    return mean_and_error(
        extra_joint(lived(s, kind, years, **fields), without(s, years)).sum() for s in seeds
    )


def additional(kind, **fields):
    """Additional among the supported joint papers of each world, and their share of them all."""
    found = np.array([labels(lived(s, kind, **fields), without(s)) for s in SEEDS])
    each = found[:, :2].sum(axis=1)
    return mean_and_error(each), each.sum() / found.sum()


@expects("joint_programme", "F14.1")
def test_joint_papers_grow_with_awards_ever_more_slowly():
    doses = (24, 48, 96, 192, 384)
    gains = [gain("joint_programme", awards=f"{dose} awards/year") for dose in doses]
    for (half, error), (whole, larger_error) in pairwise(gains):
        assert whole <= 2 * half + 2 * np.hypot(2 * error, larger_error)
    assert gains[4][0] < 0.75 * 2 * gains[3][0]


@expects("joint_programme", "F14.2")
def test_less_is_additional_the_more_old_ties_count():
    """Additional shares of about .91, .82 and .64 of some 1,000 and 700 papers, error .02 each."""
    lot = additional("joint_programme", selection="lottery", existing_pairs="0%")[1]
    half = additional("joint_programme", selection="lottery", existing_pairs="100%")[1]
    merit = additional("joint_programme", selection="merit", existing_pairs="100%")[1]
    assert merit < half - 0.06
    assert half < lot - 0.06
    assert lot < 1


@expects("joint_programme", "F14.3")
def test_when_it_ends_joint_output_falls_and_a_part_stays():
    """Of 13.7 papers a year (standard error 0.6, 64 worlds) 3.5 (1.1) stay."""
    ended = {"awards": "24 awards/year", "until": BRANCH + 2}
    worlds = ((lived(s, "joint_programme", 13, **ended), without(s, 13)) for s in range(64))
    extra = np.array([extra_joint(*pair)[:13] for pair in worlds])
    running, after = extra[:, 3:6].mean(axis=1), extra[:, 9:13].mean(axis=1)
    stays, error = mean_and_error(after)
    less, other_error = mean_and_error(running - after)
    assert stays > 2 * error
    assert less > 2 * other_error
    assert stays < 0.5 * running.mean()


@expects("joint_programme", "F14.4")
def test_pairs_that_never_worked_together_gain_more():
    (new, error), _ = additional("joint_programme", selection="lottery", existing_pairs="0%")
    (old, other_error), _ = additional(
        "joint_programme", selection="lottery", existing_pairs="100%"
    )
    assert new - old > 2 * np.hypot(error, other_error)


@expects("joint_programme", "F14.6")
def test_when_one_side_halves_its_money_the_awards_halve():
    """Twelve or six awards, of which some lapse or find no partner."""
    begun = {}
    for share in ("100%", "50%"):
        offer = policy(
            "joint_programme", begins=BRANCH, awards="24 awards/year", partner_share=share
        )
        worlds = [past(s).future(offer, years=0.25, values=EAGER) for s in range(16)]
        begun[share] = np.mean([len(model.state.awards) for model in worlds])
    assert begun["50%"] == pytest.approx(begun["100%"] / 2, rel=0.1)


@expects("lab_link", "F8.1")
def test_links_of_new_pairs_gain_more():
    (new, error), _ = additional("lab_link", existing_pairs="0%", **PAID)
    (old, other_error), _ = additional("lab_link", existing_pairs="100%", **PAID)
    assert new - old > 2 * np.hypot(error, other_error)


def brought(seed, matching):
    """Papers that a project begun by links is expected to bring, with its whole team."""
    offer = policy("lab_link", begins=BRANCH, pairs="96 awards/year", matching=matching, **PAID)
    model = past(seed).future(offer, years=1.5, values=EAGER)
    begun = [row for row in under_way(model) if row.marks & SUPPORTED]
    return expected_output(model, begun).mean()


@expects("lab_link", "F8.2")
def test_partners_at_a_middle_distance_bring_more_than_others():
    """Expected of some 150 projects a world for each rule, twelve worlds.

    Partners of the same topic fit by 7 % less, by lot by 2 % less, of which teams keep a part;
    counts of papers would need a hundred worlds to tell the second.
    """
    best = np.array([brought(s, "complement") for s in range(12)])
    for other in ("same_topic", "prestige", "lot"):
        more, error = mean_and_error(best / [brought(s, other) for s in range(12)] - 1)
        assert more > 2 * error, other


@expects("lab_link", "F8.3")
def test_an_agreement_without_money_changes_at_most_a_twentieth():
    usual = np.mean(
        [without(s).recorder.ledger.joint_latent[AT + YEARS - 1, SMALL, LARGE] for s in SEEDS]
    )
    extra, error = gain("lab_link", seed="0 MUSD/year", pairs="40 awards/year")
    assert abs(extra) <= 0.05 * usual + 2 * error


def delay(paid):
    """Quarters from the award to the first work of a pilot."""
    offer = policy(
        "lighthouse_pilot", begins=BRANCH, cofund="100%", realised=f"{paid}", pilots="6 awards/year"
    )
    model = past(1).future(offer, years=0.25, values=EAGER)
    return np.mean([award.begins for award in model.state.awards]) - (model.state.t - 1)


@expects("lighthouse_pilot", "F4.1")
def test_half_of_the_money_more_than_doubles_the_delay():
    assert delay(0.5) > 2 * delay(1.0) > 0


@expects("lighthouse_pilot", "F4.2")
def test_pilots_that_crowd_the_same_operators_level_off():
    few = gain("lighthouse_pilot", pilots="4 awards/year", operators=1, domains=DOMAINS)
    many = gain("lighthouse_pilot", pilots="16 awards/year", operators=1, domains=DOMAINS)
    free = gain("lighthouse_pilot", pilots="16 awards/year", operators=1000, domains=DOMAINS)
    assert many[0] - 1.5 * few[0] < 2 * np.hypot(many[1], 1.5 * few[1])
    assert free[0] - 2 * many[0] > 2 * np.hypot(free[1], 2 * many[1])


@expects("lighthouse_pilot", "F4.4")
def test_one_or_two_pilots_are_not_seen_among_the_papers_of_the_corridor():
    """Extra papers a year of a community of 45, which could show a rise of 17 at the least."""
    extra, error = gain("lighthouse_pilot", pilots="0.7 awards/year")
    assert extra / YEARS + 2 * error / YEARS < SEEN


def test_awards_end_and_leave_nothing_running():
    model = lived(1, "joint_programme", 10, until=BRANCH + 1)
    assert model.state.awards == []


OLD = {"existing_pairs": "100%", "projects": "4 awards/year"}


def test_nobody_leads_two_running_awards_of_one_offer():
    """Old ties count in every award, and under merit the same come first each year."""
    model = lived(1, "joint_programme", 3, awards="96 awards/year", selection="merit", **OLD)
    pairs = [(award.lead_identity, award.partner_identity) for award in model.state.awards]
    assert len(pairs) > 100
    assert len(set(pairs)) == len(pairs)


def test_who_led_an_award_may_lead_the_next_one_when_it_has_ended():
    model = lived(1, "joint_programme", 0, awards="96 awards/year", years="1 years", **OLD)
    led: list[set[int]] = []
    for _ in range(3):
        model.step()
        led.append({award.lead_identity for award in model.state.awards})
        for _ in range(3):
            model.step()
    assert led[0] & led[1]


def test_two_awards_of_one_pair_begin_projects_of_their_own():
    """Some pairs hold awards of two offers, since old ties count in both."""
    begins = {"begins": BRANCH, **OLD}
    offers = (
        policy("joint_programme", awards="96 awards/year", **begins),
        policy("lab_link", pairs="96 awards/year", seed="10 MUSD/year", **begins),
    )
    model = past(1).future(*offers, years=2, values=EAGER)
    pairs = [(award.lead_identity, award.partner_identity) for award in model.state.awards]
    begun = work_on_awards(model.desk())["id"]
    assert len(set(pairs)) < len(pairs)
    assert len(set(begun)) == len(begun) > 50


@pytest.mark.parametrize("yearly", [1.5, 4, 7])
def test_an_award_begins_as_many_projects_as_it_says_while_there_is_time(yearly):
    """The spread of a draw between two numbers that follow each other is at most a half."""
    projects = {"seed": "10 MUSD/year", "projects": f"{yearly} awards/year"}
    offer = policy("lab_link", begins=BRANCH, pairs="192 awards/year", **projects)
    desk = past(1).future(offer, years=0.25, values=EAGER).desk()
    ready = [
        award
        for award in desk.state.awards
        if award.anyway == 0
        and both_there(desk, award)
        and all(has_time(desk.w, desk.q, one) for one in (award.lead, award.partner))
    ]
    desk.state.awards = ready
    begun = work_on_awards(desk)["id"]
    assert len(ready) > 40
    assert abs(len(begun) - len(ready) * yearly / 4) <= 3 * 0.5 * len(ready) ** 0.5
    assert len(set(begun)) == len(begun)


def test_what_cards_say_of_projects_fits_the_bound_of_the_field():
    shelf = Shelf.read()
    for card in ("joint.projects", "link.projects", "pilot.projects"):
        assert shelf.card(card).high <= PROJECTS.high


def test_nobody_pays_before_a_pilot_is_set_up():
    offer = policy("lighthouse_pilot", begins=BRANCH, setup="4 years", cofund="0%")
    assert past(1).future(offer, years=3.5, values=EAGER).recorder.ledger.cost.sum() == 0
    assert past(1).future(offer, years=8, values=EAGER).recorder.ledger.cost.sum() > 0


def test_who_has_taken_over_the_slot_of_somebody_met_is_a_stranger():
    desk = past(1).future(years=0.25, values=EAGER).desk()
    people = desk.state.people
    i, j = (
        int(np.flatnonzero(desk.state.living & (people["place"] == p))[0]) for p in (SMALL, LARGE)
    )
    keys = people["key"]
    desk.state.encounters = np.array([(i, keys[i], j, keys[j], 5.0, desk.state.t, 0)], ENCOUNTER)
    assert met_in(desk, i, LARGE) == j
    assert met_in(desk, j, SMALL) == i
    people["key"][j] += 1
    assert met_in(desk, i, LARGE) == -1


@expects("joint_programme", "F14.5")
def test_a_mandate_without_money_raises_the_count_in_name_only():
    """Of the counted a fifth under a full mandate, a tenth under half of one."""
    plain = past(1).future(years=3, values=EAGER)
    real = plain.recorder.ledger
    for mandate, counted in ((100, 1 / 0.8), (50, 1 / 0.9), (0, 1.0)):
        told = {"awards": "0 awards/year", "mandate": f"{mandate}%", "nominal": "20%"}
        offer = policy("joint_programme", begins=BRANCH, **told)
        given = past(1).future(offer, years=3, values=EAGER)
        found = given.recorder.ledger
        assert (digests(given) == digests(plain)).all()
        assert real.joint[AT:, SMALL, LARGE].sum() > 100
        there, here = (JointPapers().count(ledger) for ledger in (found, real))
        assert np.allclose(there[AT:, SMALL, LARGE], counted * here[AT:, SMALL, LARGE])
        assert np.array_equal(there[..., THIRD], here[..., THIRD])
        names = [f.name for f in fields(Ledger)[2:] if f.name != "joint_nominal"]
        for same in names:
            pair = getattr(found, same), getattr(real, same)
            assert np.array_equal(*pair, equal_nan=True), same


def test_awards_that_go_on_keep_their_pair_and_take_the_place_of_new_ones():
    """In the quarter after those of the first call would have ended."""
    standing = {}
    for renewal in (0, 40, 100):
        offer = policy(
            "joint_programme", begins=BRANCH, awards="24 awards/year", renewal=f"{renewal}%"
        )
        model = past(1).future(offer, years=3.25, values=EAGER)
        awards, first = model.state.awards, 4 * BRANCH - model.almanac.epoch
        old = {(a.lead_identity, a.partner_identity) for a in awards if a.begins == first}
        standing[renewal] = old, len(awards)
        assert all(a.ends > model.state.t - 1 for a in awards)
    assert set() == standing[0][0] < standing[40][0] < standing[100][0]
    assert standing[100][1] <= 3 * 24
    assert max(count for _, count in standing.values()) <= standing[0][1] + 4


def test_awards_go_on_in_a_small_world_too():
    """A call has three quarters of an award: none in one year of four, one in the others."""
    offer = policy("joint_programme", begins=BRANCH, awards="24 awards/year", renewal="100%")
    began, went_on = 0, 0
    for seed in range(4):
        model = past(seed).future(offer, years=5.25, values=EAGER, scale=1 / 32)
        terms = [a.ends - a.begins for a in model.state.awards]
        term = 4 * cards()["joint.years"]
        went_on += sum(lasts > term for lasts in terms)
        began += len(terms)
        assert all(lasts % term == 0 for lasts in terms)
    assert 0 < went_on <= began
