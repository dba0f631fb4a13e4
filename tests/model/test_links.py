"""Links of the documents: two people know each other from then on, and nothing else changes."""

from dataclasses import replace

import numpy as np
import pytest

from sim.chance import replicate_seed
from sim.model.conditions import quarter_of
from sim.model.links import begin_links, carrier, common_field, is_there
from sim.world.lever_values import Levers
from sim.world.named import Link, Named, fields_of, links
from sim.world.state import DOMAINS, PROGRAMME
from sim.world.views import arrays_of
from tests.model.worlds import LARGE, PLACES, SMALL, past

HERE, THERE = "here", "there"


@pytest.fixture
def linked(monkeypatch):
    """A world in which two institutions of the small and the large place are linked now."""
    model = past(1).future(years=0)
    named = (Named(HERE, HERE, "AA", ("vision", "health"), 1.0, 0.19),
             Named(THERE, THERE, "BB", ("physics", "health"), 1.0, 0.16))  # fmt: skip
    link = Link(HERE, THERE, "a work", model.quarter)
    monkeypatch.setattr("sim.world.named.named_institutions", lambda: named)
    monkeypatch.setattr("sim.model.links.fields_of", lambda: {n.id: n.domains for n in named})
    monkeypatch.setattr("sim.model.links.links_of", lambda drivers: (link,))
    return model, link


def begun(model, work=2.0, scale=1.0):
    """The state after the links of this quarter, and the state before."""
    almanac = replace(
        model.almanac,
        spec=replace(
            model.spec, scale=scale, values={**model.spec.values, "world.reported_work": work}
        ),
    )
    state, before = model.state.copy(), model.state.copy()
    levers = Levers(PLACES, DOMAINS).after(())
    begin_links(almanac, state, arrays_of(state), quarter_of(almanac, state, levers))
    return state, before


def strength(state, i, j):
    """What two people have in common, as of now."""
    mine = state.ties[i]
    known = (mine["slot"] == j) & (mine["key"] == state.people["key"][j]) & (mine["weight"] > 0)
    return float(mine["weight"][known].sum())


def test_the_most_productive_of_the_common_field_know_each_other_from_then_on(linked):
    model, _ = linked
    state, before = begun(model)
    health = DOMAINS.index("health")
    first = [int(np.flatnonzero(state.institutions["place"] == p)[0]) for p in (SMALL, LARGE)]
    pair = [carrier(before, institution, health) for institution in first]
    for i, institution in zip(pair, first, strict=True):
        there = before.living & (before.people["institution"] == institution)
        merit = before.people["rate"] * before.people["topic"][:, health]
        assert merit[i] == merit[there].max()
    for i, j in (pair, pair[::-1]):
        gained = state.ties[i][state.ties[i]["slot"] == j]
        assert gained["channel"].tolist() == [PROGRAMME]
        assert strength(state, i, j) == pytest.approx(strength(before, i, j) + 2.0)


def test_nobody_else_notices(linked):
    state, before = begun(linked[0])
    changed = np.flatnonzero((state.ties != before.ties).any(axis=1))
    assert len(changed) == 2
    assert (state.people == before.people).all()


def test_a_link_of_no_work_changes_nothing_that_is_drawn(linked):
    model, _ = linked
    state, before = begun(model, work=0.0)
    assert state.ties["weight"].sum() == pytest.approx(before.ties["weight"].sum())


def test_a_small_world_has_its_share_of_links(linked):
    model, link = linked
    there = [
        is_there(
            replace(
                model.almanac,
                seed=np.uint64(replicate_seed(7, n)),
                spec=replace(model.spec, scale=0.3),
            ),
            link,
        )
        for n in range(400)
    ]
    assert np.mean(there) == pytest.approx(0.3, abs=3 * np.sqrt(0.3 * 0.7 / 400))


def test_where_nobody_works_nobody_carries_a_link(linked):
    state = linked[0].state.copy()
    gone = state.people["institution"] == 0
    state.people["stage"][gone] = -1
    assert carrier(state, 0, 0) == -1


def test_a_link_is_carried_by_people_of_the_field_that_its_document_tells_of():
    """Quantum circuits and lasers, RNA, a voice in devices, a unit for health."""
    fields = {(k.institution, k.partner): DOMAINS[common_field(k)] for k in links()}
    told = {"physics": {("skoltech", "ustc"), ("skoltech", "tsinghua"), ("skoltech", "siom")},
            "health": {("skoltech", "zhejiang"), ("mipt", "tsinghua")},
            "language": {("sber", "huawei")},
            "industry": {("mipt", "huawei"), ("mipt", "mipt_zhengzhou")}}  # fmt: skip
    assert {field: {k for k in fields if fields[k] == field} for field in told} == told
    assert sum(map(len, told.values())) == len(fields)


def test_linked_institutions_work_on_something_in_common():
    assert all(set(fields_of()[k.institution]) & set(fields_of()[k.partner]) for k in links())
