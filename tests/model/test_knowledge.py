"""E10 · The switch `knowledge`: off is the world as it was, on passes ability and work on."""

import numpy as np
import pytest

from sim.model.conditions import quarter_of
from sim.model.knowledge import RETURNED, inspired, lose_stars, noted, welcome
from sim.world.views import arrays_of
from tests.model.worlds import LARGE, SMALL, digests, past, structure

NOTHING_PASSES = {
    "cognition.learning": 0.0,
    "knowledge.expertise": 0.0,
    "knowledge.returnee": 0.0,
    "knowledge.star_loss": 0.0,
}
YEARS = 3


def lived(on, values=None, years=YEARS):
    """A world some years after the branch, with the switch on or off."""
    return past(2).future(years=years, values=values, structure=structure(knowledge=on))


def now(model):
    """The conditions of the coming quarter."""
    return quarter_of(model.almanac, model.state, model.levers.after(()))


def test_the_switch_is_off_unless_it_is_turned():
    assert not structure().knowledge
    assert (digests(lived(False)) == digests(past(2).future(years=YEARS))).all()


def test_the_cards_of_knowledge_move_nothing_while_it_is_off():
    much = {"knowledge.expertise": 0.1, "knowledge.returnee": 0.2, "knowledge.star_loss": 0.08}
    assert (digests(lived(False, much)) == digests(lived(False))).all()
    assert RETURNED not in lived(False, much).state.memory


def test_on_and_with_nothing_to_pass_it_is_off_bit_for_bit():
    one, other = (lived(on, NOTHING_PASSES).state.people for on in (True, False))
    assert (digests(lived(True, NOTHING_PASSES)) == digests(lived(False, NOTHING_PASSES))).all()
    assert all((one[name] == other[name]).all() for name in ("topic", "quality", "rate"))


@pytest.mark.parametrize(
    "passing",
    [
        {"knowledge.expertise": 0.1},
        {"knowledge.returnee": 0.2},
        {"knowledge.star_loss": 0.08, "knowledge.star": 0.5},
    ],
    ids=lambda passing: next(iter(passing)),
)
def test_each_part_of_it_changes_the_world(passing):
    """Half of all count as stars, so that some leave a world of 2,700 within three years."""
    assert (
        digests(lived(True, NOTHING_PASSES | passing)) != digests(lived(True, NOTHING_PASSES))
    ).any()


def test_ability_only_rises_by_work_with_others():
    model, other = (lived(True, {"knowledge.expertise": e}, years=0.5) for e in (0.1, 0.0))
    same = (model.state.ids == other.state.ids) & model.state.living & other.state.living
    gained = (model.state.people["quality"] - other.state.people["quality"])[same]
    assert gained.min() >= 0.0
    assert (gained > 0.0).sum() > 50


def test_rates_are_what_they_were_once_projects_are_decided():
    model = past(2).future(years=0, structure=structure(knowledge=True))
    state, w = model.state, arrays_of(model.state)
    usual = state.people["rate"].copy()
    state.memory[RETURNED] = np.full(len(state.institutions), float(state.t))
    with inspired(state, w, now(model)):
        assert (state.people["rate"] > usual).sum() > 10
        assert (state.people["rate"] >= usual).all()
    assert (state.people["rate"] == usual).all()


def test_who_comes_home_is_noted_where_they_come_to_and_others_are_not():
    model = past(2).future(years=0)
    state = model.state
    slots = np.flatnonzero(state.living & (state.people["place"] == SMALL))[:2]
    state.people["origin"][slots] = [SMALL, LARGE]
    first, second = state.people["institution"][slots] = [0, 1]
    welcome(state, np.array([[LARGE, SMALL, slot] for slot in slots]))
    assert state.memory[RETURNED][first] == state.t
    assert state.memory[RETURNED][second] == -1


def test_who_moved_is_known_until_another_sits_in_the_slot():
    state = past(2).future(years=0).state
    one, other = np.flatnonzero(state.living & (state.people["place"] == SMALL))[:2]
    welcome(state, np.array([[LARGE, SMALL, one]]))
    assert (noted(state) == state.people["key"]).tolist().count(True) == 1
    welcome(state, np.array([[LARGE, SMALL, other]]))
    assert (noted(state) == state.people["key"])[[one, other]].all()
    state.people["key"][one] += 1
    assert not (noted(state) == state.people["key"])[one]


def test_only_a_star_who_goes_abroad_is_missed():
    model = past(2).future(years=0, values={"knowledge.star": 0.01})
    state, q = model.state, now(model)
    here = np.flatnonzero(state.living & (state.people["place"] == SMALL))
    ranked = here[np.argsort(state.people["papers"][here], kind="stable")]
    near, far = (int(np.flatnonzero(state.institutions["place"] == p)[0]) for p in (SMALL, LARGE))

    def missed(who, to, fate=0):
        copied = state.copy()
        fates = np.full(len(state.people), fate, np.int8)
        moves = np.array([who]), np.array([to])
        lose_stars(copied, arrays_of(copied), q, moves, fates)
        return int((copied.people["rate"] != state.people["rate"]).sum())

    star, middling = int(ranked[-1]), int(ranked[len(ranked) // 2])
    assert missed(star, far) > 0
    assert missed(star, near) == missed(star, far, fate=1) == missed(middling, far) == 0
