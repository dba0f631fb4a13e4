"""Federated data: the queue at the boards, what nodes are worth, and nothing without them."""

import numpy as np
import pytest

from sim.dynamics.federation import FEDERATED, POOLED, admit, reach, usable_by
from sim.world.state import DOMAINS
from tests.dynamics.making import PLACES, projects, quarter, town

CARDS = {"federation.half_nodes": 10.0, "federation.efficiency": 0.8}
HEALTH = 4
MANY = ((0,),) * 2000


def nodes(count, form=FEDERATED, holder=0, user=1):
    """Nodes of one holder that are open to one user in one domain."""
    cells = np.zeros((2, 3, 3, 8))
    cells[form, holder, user, HEALTH] = count
    return cells


def test_the_boards_admit_so_many_a_year_and_then_no_more():
    opened, wanted = nodes(0.0), nodes(10.0)
    found = []
    for _ in range(6):
        opened = admit(opened, wanted, boards=8.0)
        found.append(opened[FEDERATED, 0, 1, HEALTH])
    assert found == [2, 4, 6, 8, 10, 10]


def test_two_users_of_one_holder_share_its_boards():
    wanted = nodes(30.0, user=1) + nodes(10.0, user=2)
    opened = admit(np.zeros_like(wanted), wanted, boards=8.0)
    assert opened[FEDERATED, 0, 1, HEALTH] == pytest.approx(1.5)
    assert opened[FEDERATED, 0, 2, HEALTH] == pytest.approx(0.5)


def test_what_is_withdrawn_ends_at_once():
    assert (admit(nodes(10.0), nodes(4.0), boards=8.0) == nodes(4.0)).all()
    assert not admit(nodes(10.0), nodes(0.0), boards=8.0).any()


def test_half_of_all_is_reached_at_the_card_s_number_of_nodes():
    """0.8 efficiency · 10/(10 + 10); handed over, the efficiency is one."""
    assert reach(nodes(10.0), CARDS)[1, HEALTH] == pytest.approx(0.4)
    assert reach(nodes(10.0, POOLED), CARDS)[1, HEALTH] == pytest.approx(0.5)
    assert reach(nodes(10.0), CARDS).sum() == pytest.approx(0.4)


def test_two_holders_complete_each_other():
    both = nodes(10.0, holder=0) + nodes(10.0, holder=2)
    assert reach(both, CARDS)[1, HEALTH] == pytest.approx(1 - 0.6**2)


def usable(opened, admitted, need=0.5):
    """What each of many projects on health can use."""
    cells = {"data_access": opened, "data_admitted": admitted}
    arrays = {name: np.full((PLACES, len(DOMAINS)), share) for name, share in cells.items()}
    q, rows = quarter(40, {"federation.need": need}, **arrays), projects(town(), *MANY)
    rows["domain"] = HEALTH
    return np.array([usable_by(q, row) for row in rows])


def test_each_project_needs_such_data_or_does_not():
    """Of 2,000 projects half need them, give or take four times 22, and have 1 − 0.9·0.6."""
    found = usable(0.1, 0.4)
    some = found > 0.1
    assert found[some] == pytest.approx(1 - 0.9 * 0.6)
    assert (found[~some] == 0.1).all()
    assert abs(some.sum() - len(found) / 2) < 4 * (len(found) / 4) ** 0.5


def test_open_data_stay_what_they_were_where_nobody_was_admitted_or_nobody_needs_more():
    assert (usable(0.1, 0.0) == 0.1).all()
    assert (usable(0.1, 0.4, need=0.0) == 0.1).all()
    assert not reach(nodes(0.0), CARDS).any()
