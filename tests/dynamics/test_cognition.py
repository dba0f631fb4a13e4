"""Partners bring most when they are neither too near nor too far, and come nearer by working."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.dynamics.cognition import REFERENCE_DISTANCE, distance, learn, value
from sim.world.parameters import parameter_record
from sim.world.state import DOMAINS, PERSON
from sim.world.views import records
from tests.dynamics.making import real

REACH, BASE, NOVELTY = 1.2, 1.0, 2.0
topics = st.lists(st.floats(0.0, 1.0), min_size=8, max_size=8).filter(lambda t: sum(t) > 0.1)


def cards(**changed):
    still = {"cognition_base": BASE, "cognition_novelty": NOVELTY, "cognition_reach": REACH}
    found = parameter_record(real().spec.values)[0]
    for name, card in (still | changed).items():
        found[name] = card
    return found


def two(one, other):
    people = records(np.zeros(2, PERSON))
    for person, topic in zip(people, (one, other), strict=True):
        person.topic[:] = np.array(topic) / np.linalg.norm(topic)
    return people


@given(topics, topics)
def test_distance_runs_from_nought_to_one_and_has_no_direction(one, other):
    people = two(one, other)
    assert -1e-6 <= distance(people, 0, 1) <= 1.0 + 1e-6
    assert distance(people, 0, 1) == pytest.approx(distance(people, 1, 0), abs=1e-7)
    assert distance(people, 0, 0) == pytest.approx(0.0, abs=1e-6)


def test_distance_is_one_less_the_cosine():
    assert distance(two([1, 0] * 4, [0, 1] * 4), 0, 1) == pytest.approx(1.0)
    people = two([1, 0, 0, 0, 0, 0, 0, 0], [3, 4, 0, 0, 0, 0, 0, 0])
    assert distance(people, 0, 1) == pytest.approx(1.0 - 0.6)


def test_value_is_one_at_the_reference_and_nought_beyond_reach():
    assert value(REFERENCE_DISTANCE, cards()) == pytest.approx(1.0)
    assert value(REACH, cards()) == value(1.5, cards()) == 0.0


def test_value_at_no_distance_by_hand():
    there = (1.0 + 2.0 * 0.25) * (1.0 - 0.25 / 1.2)
    assert value(0.0, cards()) == pytest.approx(1.0 / there)


@given(
    base=st.floats(0.2, 2.0),
    novelty=st.floats(2.0, 6.0),
    reach=st.floats(1.0, 2.0),
)
def test_value_is_an_inverted_u_with_its_top_where_the_equation_puts_it(base, novelty, reach):
    theta = cards(cognition_base=base, cognition_novelty=novelty, cognition_reach=reach)
    top = (novelty * reach - base) / (2.0 * novelty)
    grid = np.linspace(0.0, 0.999 * reach, 400)
    values = np.array([value(delta, theta) for delta in grid])
    assert grid[values.argmax()] == pytest.approx(max(0.0, top), abs=reach / 300)
    up, down = values[grid <= top], values[grid >= top]
    assert (np.diff(up) > 0).all()
    assert (np.diff(down) < 0).all()


@given(topics, topics, st.floats(0.0, 1.0))
def test_who_learns_keeps_a_topic_of_length_one_and_comes_nearer(one, other, share):
    people = two(one, other)
    before = distance(people, 0, 1)
    learn(people[0], people[1].topic.astype(float), share)
    assert np.linalg.norm(people[0].topic) == pytest.approx(1.0, abs=1e-5)
    assert distance(people, 0, 1) <= before + 1e-5


def test_nothing_learnt_changes_nothing_and_everything_learnt_is_the_other():
    people = two([1, 0, 0, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0, 0, 0])
    learn(people[0], people[1].topic.astype(float), 0.0)
    assert people[0].topic.tolist() == [1, *[0] * (len(DOMAINS) - 1)]
    learn(people[0], people[1].topic.astype(float), 1.0)
    assert people[0].topic.tolist() == [0, 1, *[0] * (len(DOMAINS) - 2)]
