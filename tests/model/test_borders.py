"""Each place begins as open as the record says, and nothing that comes later changes that."""

from dataclasses import replace

import numpy as np
import pytest

from sim.model import borders
from sim.model.borders import (
    GAIN_OF_WORLD,
    SETTLED,
    STEP,
    UNLIKE,
    expect_across,
    open_borders,
    unsteered,
)
from sim.model.model import PolicyModel
from sim.policies.base import Policy
from sim.world.state import WORK
from sim.world.views import arrays_of
from tests.dynamics.making import PLACES as TOWN
from tests.dynamics.making import projects, put, quarter, town
from tests.model.worlds import (
    FIRST,
    HEADS,
    PAPERS_A_HEAD,
    PLACES,
    digests,
    drivers,
    spec,
    steered_before_and_after,
)
from tests.policies.making import policy

OPENNESS = np.array([0.55, 0.35, 0.45])
"""International shares of the record, far apart."""
BETWEEN = np.array([[0.0, 207.0, 189.0], [207.0, 0.0, 297.0], [189.0, 297.0, 0.0]])
"""Joint papers a year of each pair: of 720, 1,440 and 1,080 papers, rows are those shares."""
YEARS, SEEDS = 3, (11, 12)
MEANT = np.array([0.6, 0.3, 0.45])
STANDING = {"partner.opening": 0.0}


def record():
    """Three places of unlike openness whose work hangs together in many ways."""
    partners = BETWEEN / BETWEEN.sum(axis=1, keepdims=True)
    return replace(drivers(), international_share=OPENNESS, partner_share=partners)


def lived(seed=11, until=4 * (FIRST + YEARS), **fields):
    offers = fields.pop("policies", ())
    model = PolicyModel(spec(STANDING, seed=seed, **fields), policies=offers, drivers=record())
    model.run_until(until)
    return model


@pytest.fixture(scope="module")
def worlds():
    return [lived(seed) for seed in SEEDS]


def shares(models):
    papers = sum(m.recorder.ledger.papers[:YEARS].sum(axis=0) for m in models)
    across = sum(m.recorder.ledger.international[:YEARS].sum(axis=0) for m in models)
    return across / papers, papers


def test_every_place_begins_as_open_as_the_record_says(worlds):
    """Power: 4,300 to 8,600 papers a place, so that an error of 0.03 is four standard errors."""
    found, papers = shares(worlds)
    assert (papers > 0.9 * YEARS * len(SEEDS) * PAPERS_A_HEAD * min(HEADS)).all()
    assert found == pytest.approx(OPENNESS, abs=0.03)


def test_without_steering_it_would_not(worlds, monkeypatch):
    monkeypatch.setattr("sim.model.model.open_borders", lambda *_: None)
    found, _ = shares([lived(seed) for seed in SEEDS])
    steered, _ = shares(worlds)
    assert np.abs(found - OPENNESS).max() > 0.04
    assert np.abs(found - OPENNESS).max() > 2.0 * np.abs(steered - OPENNESS).max()


def test_the_shift_stands_still_from_the_first_recorded_quarter_on():
    before, after = steered_before_and_after(lived(until=0), "border")
    assert len(set(before[: SETTLED + 1])) == 1
    assert len(set(before[SETTLED:])) == len(before) - SETTLED == 33 - SETTLED
    assert len(set(after)) == 1


def test_no_policy_and_no_thread_moves_it():
    voucher: Policy = policy("compute_voucher", begins=FIRST, recipients="AA", provider="BB")
    friction = policy("sanctions", begins=FIRST)
    plain = lived(until=4 * FIRST)
    for other in (
        lived(until=4 * FIRST, policies=(voucher.filled(plain.spec.values),)),
        lived(until=4 * FIRST, policies=(friction.filled(plain.spec.values),)),
        lived(until=4 * FIRST, threads=3),
    ):
        assert digests(other).tolist() == digests(plain).tolist()
        assert np.array_equal(other.state.memory["border"], plain.state.memory["border"])


def steered(monkeypatch, teams, doubt=UNLIKE, order=(0, 1, 2)):
    """One step of a world in whose places teams promise (papers, international ones)."""
    model = PolicyModel(spec(STANDING), drivers=record())
    state = model.state
    state.memory |= unsteered(len(PLACES))
    state.memory["border_doubt"][:] = doubt**2
    state.t = SETTLED
    monkeypatch.setattr(borders, "meant_share", lambda *_: MEANT[list(order)])

    def promise(w, q, rows, out):
        out[:] = np.array(teams)[list(order)]

    monkeypatch.setattr(borders, "expect_across", promise)
    open_borders(model.almanac, state, arrays_of(state), quarter())
    return state.memory["border"], np.sqrt(state.memory["border_doubt"])


def test_a_step_by_hand(monkeypatch):
    """Shares meant 0.6 and 0.3. AA 5 papers, 3.6 across for 3; BB 10, 2.4 for 3; CC none.

    Told 5·0.6·0.4 = 1.2 and 10·0.3·0.7 = 2.1; off 0.6 and −0.6: the world is off by nothing.
    Gains 0.25·1.2/(1 + 0.3), that is 3/13, and 0.25·2.1/(1 + 0.525), that is more than 0.3.
    """
    shift, doubt = steered(monkeypatch, [(5, 3.6), (10, 2.4), (0, 0)])
    assert shift == pytest.approx([3 / 13 * 0.5, -0.3 * 0.6 / 2.1, 0.0], abs=1e-6)
    left = [10 / 13 * 0.25, 0.7 * 0.25, 0.25]
    assert doubt == pytest.approx(np.sqrt(np.array(left) + STEP**2), abs=1e-6)


def test_a_place_that_tells_nothing_goes_with_the_world(monkeypatch):
    shift, _ = steered(monkeypatch, [(50, 36), (100, 36), (0, 0)])
    assert shift[2] == pytest.approx(GAIN_OF_WORLD * 12.0 / 33.0)


def test_too_many_papers_across_raise_the_odds_of_home_and_few_papers_raise_them_less(monkeypatch):
    many, _ = steered(monkeypatch, [(500, 360), (0, 0), (0, 0)])
    few, _ = steered(monkeypatch, [(5, 3.6), (0, 0), (0, 0)])
    right, _ = steered(monkeypatch, [(50, 30), (100, 30), (200, 90)])
    assert many[0] > few[0] > 0.0
    assert right == pytest.approx(np.zeros(3))


def test_the_order_of_places_changes_no_bit(monkeypatch):
    teams = [(50.1, 36.7), (101.3, 20.9), (7.7, 3.3)]
    plain, _ = steered(monkeypatch, teams)
    for order in ((2, 1, 0), (1, 2, 0)):
        assert steered(monkeypatch, teams, order=order)[0].tolist() == plain[list(order)].tolist()


def test_a_paper_counts_once_in_each_place_of_its_team_and_as_much_as_it_is_likely():
    """One paper of somebody alone, covered at 0.9; 0.9·0.8 for two at home, 0.9·0.7 across."""
    state = town()
    for slot, institution in enumerate((0, 0, 4, 4)):
        put(state, slot, institution, english=255)
    costs = {
        "output.scale": 1.0, "output.coordination_member": 0.2, "output.coordination_border": 0.1,
        "compute.limited_share": 0.0, "cognition.base": 1.0, "cognition.novelty": 0.0,
        "cognition.reach": 1e9,
    }  # fmt: skip
    q = quarter(cards=costs, coverage=np.array([0.9, 0.1, 0.5]))
    out = np.zeros((TOWN, 2))
    expect_across(arrays_of(state), q, projects(state, (0,), (0, 1), (0, 2)), out)
    assert out[0] == pytest.approx([0.9 + 0.72 + 0.63, 0.63])
    assert out[2] == pytest.approx([0.63, 0.63])
    assert not out[1].any()
    lost = np.zeros(1, WORK).view(np.recarray)
    expect_across(arrays_of(state), q, lost, out)
    assert out.sum() == pytest.approx(2.25 + 3 * 0.63)
