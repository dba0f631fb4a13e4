"""Half of a cohort is gone after its half-life; promotion takes years, and some output."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.dynamics.careers import (
    AGES,
    GO,
    RISE,
    STAY,
    decide_careers,
    exit_hazard,
    promotion_hazard,
    survival,
)
from sim.world.state import DUAL, MID, PHD, POSTDOC, SENIOR, VISITING
from sim.world.views import arrays_of
from tests.dynamics.making import SLOTS, put, quarter, town

NOBODY_LEAVES = np.zeros(AGES)
EVERYBODY_LEAVES = np.ones(AGES)
AGE = 20
T = 40


@given(half_life=st.floats(1.0, 20.0), shape=st.floats(0.3, 2.0))
def test_half_of_a_cohort_is_left_after_the_half_life(half_life, shape):
    left = survival(exit_hazard(half_life, shape))
    at = 4.0 * half_life
    before, after = left[int(np.floor(at))], left[int(np.ceil(at))]
    assert after - 1e-9 <= 0.5 <= before + 1e-9


def test_survival_by_hand():
    left = survival(exit_hazard(5.0, 0.6))
    assert left[0] == 1.0
    assert left[20] == pytest.approx(0.5)
    assert left[40] == pytest.approx(0.5 ** (2.0**0.6))


def test_leaving_is_most_likely_at_the_start_and_certain_at_the_end():
    hazard = exit_hazard(5.0, 0.6)
    assert (np.diff(hazard[:-1]) < 0).all()
    assert hazard[-1] == 1.0
    assert ((hazard >= 0) & (hazard <= 1)).all()


@given(st.tuples(*[st.floats(1.0, 10.0)] * 3), st.floats(1.5, 6.0))
def test_promotion_takes_the_years_of_its_card_on_average(years, shape):
    table = promotion_hazard(years, shape)
    for stage, mean in enumerate(years):
        waiting = survival(table[stage])
        spent = waiting.sum() / 4.0 - sum(years[:stage])
        assert spent == pytest.approx(mean, abs=0.2)


def test_nobody_is_promoted_before_the_stage_could_be_reached_nor_beyond_the_last():
    table = promotion_hazard((4.0, 3.0, 7.0), 3.0)
    assert not table[1, :16].any()
    assert table[1, 16] > 0.0
    assert not table[2, :28].any()
    assert not table[SENIOR].any()


def fates(q, **attributes):
    state = town()
    for slot in range(SLOTS - 1):
        put(state, slot, slot % 5, **({"born": T - AGE} | attributes))
    fate = np.full(SLOTS, 9, np.int8)
    decide_careers(arrays_of(state), q, 0, SLOTS, fate)
    assert fate[SLOTS - 1] == STAY
    return fate[: SLOTS - 1]


def careers(exits, chance, beta=0.5):
    return quarter(
        T,
        {"careers.promotion_output": beta},
        exit_hazard=exits,
        promotion=np.full((4, AGES), chance),
        stage_output=np.log1p([5.0] * 4),
    )


def test_everybody_goes_when_it_is_certain_except_doctorates_abroad_and_visitors():
    q = careers(EVERYBODY_LEAVES, 0.0)
    assert (fates(q) == GO).all()
    for flag in (DUAL, VISITING):
        assert (fates(q, marks=flag) == STAY).all()


@pytest.mark.parametrize("stage", [PHD, POSTDOC, MID])
def test_the_more_papers_the_more_are_promoted(stage):
    q = careers(NOBODY_LEAVES, 0.3)
    rising = [(fates(q, stage=stage, papers=n) == RISE) for n in (0, 5, 60)]
    assert rising[0].sum() < rising[1].sum() < rising[2].sum()
    assert (rising[1] | ~rising[0]).all()
    assert (rising[2] | ~rising[1]).all()


def test_average_output_is_promoted_at_the_rate_of_the_table():
    shares = [(fates(careers(NOBODY_LEAVES, c), papers=5) == RISE).mean() for c in (0.2, 0.5, 1.0)]
    assert shares == pytest.approx([0.2, 0.5, 1.0], abs=0.2)


def test_the_highest_stage_and_doctorates_abroad_are_not_promoted():
    q = careers(NOBODY_LEAVES, 1.0)
    assert (fates(q, stage=SENIOR) == STAY).all()
    assert (fates(q, stage=PHD, papers=5, marks=DUAL) == STAY).all()


def test_a_fate_does_not_depend_on_the_slot_or_on_the_others():
    state = town()
    for slot in range(20):
        put(state, slot, 0, born=T - AGE)
    state.ids[5], state.ids[6] = state.ids[6], state.ids[5]
    q = careers(np.full(AGES, 0.5), 0.2)
    fate, swapped = np.zeros(SLOTS, np.int8), fates(q)
    decide_careers(arrays_of(state), q, 0, SLOTS, fate)
    assert [fate[6], fate[5]] == swapped[[5, 6]].tolist()
    assert fate[7:20].tolist() == swapped[7:20].tolist()


def test_parts_of_the_world_decide_as_the_whole():
    state = town()
    for slot in range(SLOTS):
        put(state, slot, 0, born=T - AGE)
    q, w = careers(np.full(AGES, 0.3), 0.3), arrays_of(state)
    whole, parts = np.zeros(SLOTS, np.int8), np.zeros(SLOTS, np.int8)
    decide_careers(w, q, 0, SLOTS, whole)
    for low, high in ((0, 7), (7, 31), (31, SLOTS)):
        decide_careers(w, q, low, high, parts)
    assert whole.tolist() == parts.tolist()
    assert set(whole.tolist()) == {STAY, GO, RISE}
