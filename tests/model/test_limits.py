"""Limiting cases that need no data: what must hold exactly, or within the error of chance."""

import numpy as np
import pytest

from sim.dynamics.cognition import value
from sim.dynamics.ties import strength_towards
from sim.dynamics.workload import FREE
from sim.model.endings import parted
from sim.model.model import PolicyModel
from sim.world.parameters import parameter_record
from sim.world.state import DOMAINS
from sim.world.views import arrays_of
from tests.model.worlds import (
    AT,
    BRANCH,
    EAGER,
    LARGE,
    SMALL,
    Past,
    cards,
    charter,
    digests,
    doctorates,
    drivers,
    extra_joint,
    first_difference,
    joint,
    labels,
    mean_and_error,
    paired,
    past,
    spec,
    structure,
    vouchers,
)

SEEDS = range(8)
EARTH = DOMAINS.index("earth")


def everything(**fields):
    """One policy of each kind at a large dose, with a joint clause."""
    return vouchers(joint_clause="yes", **fields), doctorates(**fields), charter(**fields)


def under_way(state):
    """Rows of the projects that have begun and not ended."""
    return parted(state.projects[state.project_due != FREE])[0]


def memberships(state):
    """Projects under way in which each living researcher has a seat."""
    count = np.zeros(len(state.people), int)
    for row in under_way(state):
        for slot in row["members"][: row["seats"]]:
            if state.people["stage"][slot] >= 0 and state.people["born"][slot] <= row["start"]:
                count[slot] += 1
    return count


def test_partners_at_the_best_distance_beat_their_neighbours():
    """M6: V is largest at (reach·novelty − base) / (2·novelty)."""
    v = cards()
    theta = parameter_record(v)
    reach, novelty, base = (v[f"cognition.{name}"] for name in ("reach", "novelty", "base"))
    best = (reach * novelty - base) / (2 * novelty)
    worth = [float(value(best + away, theta[0])) for away in (-0.3, -0.1, 0.0, 0.1, 0.3)]
    assert 0 < best < 1
    assert worth[0] < worth[1] < worth[2] > worth[3] > worth[4]
    assert worth[1] == pytest.approx(worth[3])


@pytest.mark.parametrize("output", ["reduced", "ces"])
def test_where_computing_limits_nothing_vouchers_do_nothing(output):
    """M7, in either form of output."""
    unlimited, switches = {"compute.limited_share": 0.0}, structure(output=output)
    given = past().future(vouchers(), years=4, values=unlimited, structure=switches)
    without = past().future(years=4, values=unlimited, structure=switches)
    assert given.recorder.ledger.vouchers.sum(axis=0)[0] > 0
    assert (digests(given) == digests(without)).all()


def opened(offer, quarters):
    """Usable data of the signatories, quarter by quarter."""
    model = past().future(offer, years=0)
    path = []
    for _ in range(quarters):
        model.step()
        path.append(model.state.usable[SMALL, EARTH])
    return np.array(path)


@pytest.mark.parametrize("shift", [1, 4, 6])
def test_a_charter_that_starts_later_opens_the_same_data_as_much_later(shift):
    """M9, exactly: nothing in the world of data depends on the date."""
    start = 4 * BRANCH + shift
    later = opened(charter(begins=f"{start // 4}-Q{start % 4 + 1}"), 20 + shift)
    assert later[shift:] == pytest.approx(opened(charter(), 20), abs=1e-15)
    assert (later[:shift] == 0).all()


def test_vouchers_that_start_later_are_taken_up_as_slowly():
    """M9 within the error of chance: hours issued by year since the start, in a world at rest."""
    issued = {}
    for wait in (0, 3):
        offer = vouchers(begins=BRANCH + wait, amount="2_000_000 GPU-h/year")
        worlds = [past(s).future(offer, years=wait + 3) for s in SEEDS]
        rows = slice(AT + wait, AT + wait + 3)
        issued[wait] = np.array([model.recorder.ledger.vouchers[rows, 0] for model in worlds])
    for year in range(3):
        change, error = mean_and_error(issued[3][:, year] - issued[0][:, year])
        assert abs(change) <= max(3 * error, 0.05 * issued[0][:, year].mean())


def test_effects_move_with_the_start():
    """M9 within the error of chance: joint papers beyond the baseline by year since the start."""
    extra = []
    for wait in (0, 2):
        offer = vouchers(begins=BRANCH + wait, joint_clause="yes")
        pairs = [paired(s, offer, wait + 4) for s in SEEDS]
        extra.append([extra_joint(*pair)[wait : wait + 4].sum() for pair in pairs])
    change, error = mean_and_error(np.array(extra[1]) - np.array(extra[0]))
    assert min(map(np.mean, extra)) > 30
    assert abs(change) <= 3 * error


@pytest.mark.parametrize("which", [0, 1, 2])
def test_labels_add_up_to_the_supported_joint_papers(which):
    """M10."""
    offer = everything()[which]
    for seed in (1, 2):
        given, without = paired(seed, offer, 6)
        listed = joint(given)
        supported = listed.number[listed.supported > 0].sum()
        assert labels(given, without).sum() == supported
        assert supported > 0


def test_the_baseline_supports_nothing():
    assert labels(past().future(), past().future()).sum() == 0


@pytest.mark.parametrize("scarce", [{}, {"projects.time_budget": 3.0}])
def test_nobody_works_on_more_projects_than_there_is_time_for(scarce):
    """M11: everybody's load is the number of projects under way, and within the budget."""
    values = {**EAGER, **scarce}
    state = past().future(*everything(), years=5, values=values).state
    loads = np.where(state.living, state.people["load"], 0)
    assert (loads == memberships(state)).all()
    busy_before = past().model.state.people["load"].max()
    assert len(under_way(state)) > 1_000
    assert loads.max() <= max(budget(values), busy_before)


def budget(values):
    """Projects that one person can carry."""
    return {**cards(), **values}["projects.time_budget"]


def test_nobody_is_lost_or_counted_twice():
    """M11: every researcher is on one list of an institution and one of a place."""
    state = past().future(*everything(), years=6, values=EAGER).state
    people = state.people[state.living]
    assert len(np.unique(state.ids[state.living])) == len(people)
    for groups, roster, field in (
        (state.institutions, state.roster, "institution"),
        (state.places, state.place_roster, "place"),
    ):
        heads = np.bincount(people[field], minlength=len(groups))
        assert (groups["count"] == heads).all()
        lists = [roster[group["start"] : group["start"] + group["count"]] for group in groups]
        assert sorted(np.concatenate(lists)) == np.flatnonzero(state.living).tolist()


def test_no_policy_costs_more_than_planned():
    """M11: what is paid over the life of a policy stays within what it was planned to cost."""
    for offer in (one.filled(cards()) for one in everything(until=BRANCH + 3)):
        model = past().future(offer, years=10, values=EAGER)
        planned = sum(
            sum(offer.planned_cost(model.spec.values, year).values())
            for year in range(BRANCH, BRANCH + 10)
        )
        assert 0 < model.recorder.ledger.cost.sum() <= 1.01 * planned


def test_shares_of_a_paper_add_up_to_the_paper():
    """M12, and M18: with full coverage what is recorded is what is written."""
    model = past().future(*everything(), years=3, values={**EAGER, "observation.coverage": 1.0})
    rows = slice(AT, AT + 3)
    ledger = model.recorder.ledger
    assert ledger.papers_fractional[rows].sum(axis=1) == pytest.approx(model.recorder.latent[rows])
    assert (ledger.joint[rows] == ledger.joint_latent[rows]).all()
    assert (ledger.joint == ledger.joint.transpose(0, 2, 1)).all()
    assert (ledger.papers_fractional[rows] <= ledger.papers[rows]).all()
    assert (ledger.international[rows] <= ledger.papers[rows]).all()


def corridor_strength(model):
    """Strength of all ties of the small place with the large one."""
    w = arrays_of(model.state)
    slots = np.flatnonzero(model.state.living & (model.state.people["place"] == SMALL))
    return sum(strength_towards(w, model.now, int(i), LARGE) for i in slots)


def test_ties_outlive_the_policy_that_made_them():
    """M15: nothing is reset at the end, and what the policy added fades over the years."""
    offer = vouchers(joint_clause="yes", until=BRANCH + 3)
    ends = (4, 4.25, 5, 12)
    added = np.zeros(len(ends))
    for s in range(6):
        given, without = paired(s, offer, 4)
        for n, years in enumerate(ends):
            for model in (given, without):
                model.run_until(4 * BRANCH + round(4 * years))
            added[n] += corridor_strength(given) - corridor_strength(without)
    assert added[0] > 120
    assert added[1] > 0.85 * added[0]
    assert added[2] > 0.5 * added[0]
    assert added[3] < 0.75 * added[0]


def test_people_go_their_own_ways_after_the_end_of_doctorates():
    """M15: those who went stay where they are; nobody is called back."""
    offer = doctorates(until=BRANCH + 2)
    settled = past().future(offer, years=9, values=EAGER)
    gone = settled.recorder.ledger.graduates[:, SMALL, LARGE].sum()
    later = past().future(offer, years=10, values=EAGER)
    assert gone > 5
    assert later.recorder.ledger.graduates[:, SMALL, LARGE].sum() == gone


def shock(**fields):
    """A break between the two places of the corridor."""
    places = {"place_a": "AA", "place_b": "BB"}
    plain = {"class": "severe", "acts_on": "both", "date": "2017-Q2", "until": "open"}
    return {**places, **plain, **fields}


def shocked(*shocks, years=6):
    """The small world with dated shocks, from its founding."""
    model = PolicyModel(spec(), drivers=drivers(shocks))
    model.run_until(model.spec.policy + 4 * years)
    return model


@pytest.mark.parametrize("acts_on", ["papers", "moves", "both"])
def test_a_shock_is_felt_from_its_date_and_not_before(acts_on):
    """M16: nobody anticipates."""
    calm, broken = shocked(), shocked(shock(acts_on=acts_on))
    date = 4 * 2017 + 1
    felt = first_difference(calm, broken)
    assert felt is not None
    assert date <= felt <= date + 8


def test_a_shock_of_the_past_lowers_joint_papers_and_its_end_does_not_bring_them_back_at_once():
    """M15 for shocks: friction rises within months and fades over years."""
    ended = shocked(shock(date="2014-Q1", until="2016-Q4"))
    friction = ended.state.friction[0, SMALL, LARGE]
    assert 0 < friction < cards()["friction.severe"]
    calm, broken = shocked(), shocked(shock(date="2014-Q1"))
    rows = slice(AT, AT + 6)
    joint = [m.recorder.ledger.joint[rows, SMALL, LARGE].sum() for m in (calm, ended, broken)]
    assert joint[0] > joint[1] > joint[2]


def test_the_order_of_shocks_decides_nothing():
    first, second = shock(), shock(place_b="CC", date="2018-Q1")
    there, back = shocked(first, second), shocked(second, first)
    assert (digests(there) == digests(back)).all()


def test_a_past_can_be_branched_from_twice():
    again = Past(past().model)
    assert (digests(again.future(years=2)) == digests(past().future(years=2))).all()
