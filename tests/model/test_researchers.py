"""Researchers can be counted, chosen and read, one by one or all at once, and not changed."""

import numpy as np
import pytest

from sim.evidence.shelf import Shelf
from sim.model.model import PolicyModel
from sim.model.researchers import ATTRIBUTES, Researcher, ResearcherSet
from sim.model.spec import RunSpec
from sim.world.state import DOMAINS, STAGES

START = 4 * 2005


def lived():
    values = Shelf.read().values()
    spec = RunSpec("ai", 0.02, START, 4 * 2026, 4 * 2040 - 1, ("RU", "CN"), 1, values)
    model = PolicyModel(spec)
    model.run_until(START)
    return model


@pytest.fixture(scope="module")
def model():
    return lived()


@pytest.fixture(scope="module")
def everybody(model):
    return ResearcherSet(model)


def test_the_set_holds_everybody_in_research(model, everybody):
    assert len(everybody) == model.state.living.sum() == sum(1 for _ in everybody)
    assert len({r.identity for r in everybody}) == len(everybody)


def test_asking_the_whole_set_makes_no_objects(everybody, monkeypatch):
    monkeypatch.setattr(Researcher, "__init__", None)
    assert everybody.agg("papers", sum) > 0
    assert len(everybody.select(place="US", stage="mid", at_most=5)) == 5
    assert len(everybody.get(["papers", "stage"])) == len(everybody)


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_the_set_says_of_each_what_each_says(everybody, name):
    few = everybody.select(at_most=50)
    assert few.get(name) == [getattr(researcher, name) for researcher in few]


def test_a_researcher_is_what_the_arrays_hold(model, everybody):
    state = model.state
    for r in everybody.select(at_most=20):
        person = state.people[r.slot]
        assert r.identity == state.ids[r.slot]
        assert r.place == model.drivers.places[person["place"]]
        assert r.origin == model.drivers.places[person["origin"]]
        assert state.institutions["place"][r.institution] == person["place"]
        assert r.stage == STAGES[person["stage"]]
        assert r.papers == person["papers"]
        assert r.academic_age == (state.t - person["born"]) / 4.0
        assert (r.quality, r.productivity) == (person["quality"], person["rate"])


def test_topics_are_named_and_of_length_one(everybody):
    for researcher in everybody.select(at_most=20):
        assert tuple(researcher.topics) == DOMAINS
        assert sum(w * w for w in researcher.topics.values()) == pytest.approx(1.0, abs=1e-5)


def test_ties_are_with_others_still_in_research_the_strongest_first(everybody):
    known = [r for r in everybody if r.ties]
    assert len(known) > len(everybody) / 2
    for researcher in known:
        strengths = [tie.strength for tie in researcher.ties]
        assert strengths == sorted(strengths, reverse=True)
        assert all(tie.partner.is_active and tie.partner != researcher for tie in researcher.ties)
        assert min(strengths) >= 0


def test_a_tie_has_half_its_strength_after_the_half_life():
    model = lived()
    state = model.state
    one, other = list(ResearcherSet(model).select(at_most=2))
    state.ties[one.slot]["weight"] = 0.0
    half_life = round(4 * model.spec.values["ties.half_life"])
    tie = state.ties[one.slot, 4]
    tie["slot"], tie["weight"], tie["last"] = other.slot, 3.0, state.t - half_life
    tie["strands"], tie["channel"] = 0, 3
    state.people["born"][other.slot] = state.t - half_life
    (found,) = one.ties
    assert (found.partner, found.channel) == (other, "repeat")
    assert found.strength == pytest.approx(1.5)
    state.people["born"][other.slot] += 1
    assert one.ties == []


def test_places_and_stages_select_who_is_there(model, everybody):
    cn = everybody.select(place="CN")
    assert set(cn.get("place")) == {"CN"}
    assert len(cn) == model.state.places["count"][model.drivers.places.index("CN")]
    assert sum(len(everybody.select(stage=stage)) for stage in STAGES) == len(everybody)
    assert len(cn.select(stage="phd")) == len(everybody.select(stage="phd", place="CN"))


def test_a_filter_selects_by_what_it_is_told(everybody):
    prolific = everybody.select(lambda r: r.papers >= 5)
    assert len(prolific) == sum(papers >= 5 for papers in everybody.get("papers"))
    assert min(prolific.get("papers")) >= 5
    assert len(everybody.select(lambda r: r.papers >= 5, at_most=3, stage="senior")) == 3


def test_a_number_bounds_a_selection_and_a_fraction_takes_a_share(everybody):
    assert len(everybody.select(at_most=7)) == 7
    assert len(everybody.select(at_most=0)) == 0
    assert len(everybody.select(at_most=10**9)) == len(everybody)
    assert len(everybody.select(at_most=0.25)) == len(everybody) // 4
    assert len(everybody.select(at_most=1)) == 1
    assert len(everybody.select(at_most=1.0)) == len(everybody)


def test_several_attributes_come_as_a_list_for_each(everybody):
    rows = everybody.get(["papers", "stage"])
    assert [row[0] for row in rows] == everybody.get("papers")
    assert [row[1] for row in rows] == everybody.get("stage")
    few = everybody.select(at_most=3)
    assert few.get("topics") == [r.topics for r in few]


def test_numbers_are_put_together_by_one_function_or_by_several(everybody):
    papers = everybody.get("papers")
    assert everybody.agg("papers", sum) == sum(papers)
    assert everybody.agg("papers", [min, max, np.mean]) == [0, max(papers), np.mean(papers)]


def test_nobody_can_be_changed_and_no_order_can_be_made(everybody):
    with pytest.raises(TypeError, match=r"no order to shuffle.*select\(at_most"):
        everybody.shuffle()
    with pytest.raises(TypeError, match=r"can be read here and not changed.*by a policy"):
        everybody.do("step")
    with pytest.raises(TypeError, match="can be read here and not changed"):
        everybody.set("papers", 3)
    with pytest.raises(AttributeError):
        next(iter(everybody)).papers = 3


@pytest.mark.parametrize(
    ("ask", "kind", "said"),
    [
        (lambda s: s.get("paper"), AttributeError, "no attribute 'paper'; did you mean 'papers'"),
        (lambda s: s.select(stage="mids"), ValueError, "no stage 'mids'; did you mean 'mid'"),
        (lambda s: s.select(place="Atlantis"), ValueError, "no place 'Atlantis'; known: CN, RU"),
    ],
)
def test_a_word_that_is_not_known_is_met_with_one_that_is(everybody, ask, kind, said):
    with pytest.raises(kind, match=said):
        ask(everybody)


def test_the_set_follows_the_model_and_a_selection_shrinks_as_people_leave():
    model = lived()
    everybody = ResearcherSet(model)
    first = everybody.select()
    known = list(first)
    model.run_until(START + 8)
    assert len(everybody) == model.state.living.sum()
    left = [r for r in known if not r.is_active]
    assert 0 < len(left) == len(known) - len(first)
    assert left[0] not in first
    with pytest.raises(LookupError, match="has left research"):
        _ = left[0].papers
    assert all(r in first and r in everybody for r in known if r.is_active)


def test_somebody_of_another_model_is_a_stranger(everybody):
    stranger = next(iter(ResearcherSet(lived())))
    assert stranger not in everybody
    assert "somebody" not in everybody
    assert repr(everybody) == f"<ResearcherSet of {len(everybody)}>"
