"""How large a world is when the scenario does not say, and how long it lives."""

from collections.abc import Sequence

from sim.evidence.tables import read_table
from sim.experiment.estimate import Size
from sim.scenario.resolved import Resolved
from sim.scenario.schema import Scenario

SCALES = {"ai": 1.0, "science": 0.01}
WARM_UP = 32
"""Quarters that the model lives before the start, for networks to form."""


def corridor_of(places: Sequence[str]) -> tuple[str, str]:
    """The pair in focus where no scenario names one: the first two places of a world."""
    one, other, *_ = places
    return one, other


def scale_of(scenario: Scenario) -> float:
    """The share of the world that is simulated."""
    return SCALES[scenario.world] if scenario.scale is None else scenario.scale


def size_of(resolved: Resolved) -> Size:
    """What running a scenario consists of; the world grows as the record says, then stays."""
    scenario = resolved.scenario
    horizon, variants = scenario.horizon, len(resolved.variants)
    history = WARM_UP + horizon.policy - horizon.first_quarter
    future = horizon.last_quarter + 1 - horizon.policy
    people = _people(scenario.world)
    past = [
        _in_year(people, quarter // 4)
        for quarter in range(horizon.policy - history, horizon.policy)
    ]
    ahead = [_in_year(people, horizon.policy // 4)] * (variants * future)
    return Size(
        variants=variants,
        samples=scenario.runs.samples,
        replicates=scenario.runs.replicates,
        history=history,
        future=future,
        researchers=scale_of(scenario) * sum(past + ahead) / len(past + ahead),
        futures=len(scenario.futures),
    )


def _people(world: str) -> dict[int, float]:
    """Researchers of all places by year of the record."""
    table = read_table(f"researchers_{world}")
    total: dict[int, float] = {}
    for year, count in zip(table.numbers("year"), table.numbers("researchers"), strict=True):
        total[int(year)] = total.get(int(year), 0.0) + float(count)
    return total


def _in_year(people: dict[int, float], year: int) -> float:
    return people[min(max(year, min(people)), max(people))]
