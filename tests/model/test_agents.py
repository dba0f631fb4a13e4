"""Places and institutions as agents of Mesa."""

import gc
import weakref

import mesa

from sim.model.model import PolicyModel
from tests.model.worlds import drivers, spec


def test_a_model_that_nobody_holds_is_forgotten():
    model = PolicyModel(spec(), drivers=drivers())
    seen = weakref.ref(model)
    del model
    gc.collect()
    assert seen() is None


def test_agents_are_numbered_within_their_model():
    for model in (PolicyModel(spec(), drivers=drivers()), PolicyModel(spec(), drivers=drivers())):
        agents: list[mesa.Agent] = [*model.place_agents, *model.institution_agents]
        assert [agent.unique_id for agent in agents[:3]] == [1, 2, 3]
