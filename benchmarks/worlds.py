"""The worlds that are measured: the shipped corridor scenario, at central values."""

from functools import cache
from pathlib import Path

from sim.model.group import branch
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec, VariantSpec
from sim.policies.base import Policy
from sim.scenario.read import read_scenario
from sim.scenario.resolved import Resolved
from sim.world.drivers import read_drivers

REPOSITORY = Path(__file__).parents[1]
SCENARIO = REPOSITORY / "scenarios" / "corridor.yaml"
FUTURES = REPOSITORY / "scenarios" / "futures.yaml"
QUARTERS = 4


@cache
def corridor() -> Resolved:
    """The scenario with everything filled in."""
    return read_scenario(SCENARIO)


def specification(
    scale: float,
    *,
    start: int | None = None,
    last_year: int | None = None,
    variants: tuple[VariantSpec, ...] = (VariantSpec("baseline"),),
) -> RunSpec:
    """A run of the scenario's world at a scale; years as in the scenario unless given."""
    horizon = corridor().scenario.horizon
    first = horizon.first_quarter if start is None else QUARTERS * start
    end = horizon.last_quarter if last_year is None else QUARTERS * last_year + QUARTERS - 1
    return RunSpec(
        world="ai",
        scale=scale,
        start=first,
        policy=min(horizon.policy, end + 1),
        end=end,
        corridor=corridor().scenario.pair,
        seed=corridor().scenario.runs.seed,
        values=corridor().values,
        variants=variants,
    )


def model_of(spec: RunSpec) -> PolicyModel:
    """The world of a specification at its beginning."""
    return PolicyModel(spec, drivers=read_drivers(spec.world, spec.scale))


def twin(model: PolicyModel, lived: VariantSpec | None = None) -> PolicyModel:
    """A model that goes on from here by itself, under no policy unless a variant is given."""
    chosen = lived or VariantSpec("baseline")
    return branch(model, model.spec, 0, chosen, model.state, model.recorder)


def everything() -> VariantSpec:
    """Every proposal of the scenario of futures at once, each at its usual dose."""
    proposals = read_scenario(FUTURES).scenario.policies
    return VariantSpec("everything", tuple(filled(policy) for policy in proposals.values()))


def variant(name: str) -> VariantSpec:
    """A variant of the scenario, its cards filled in."""
    return VariantSpec(name, tuple(filled(policy) for policy in corridor().variants[name]))


def filled(policy: Policy) -> Policy:
    """A policy with the central values of its cards in the fields left out."""
    return policy.filled(corridor().values)


def people(model: PolicyModel) -> int:
    """Researchers alive."""
    return int(model.state.living.sum())
