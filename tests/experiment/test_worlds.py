"""How much there is to do, counted before it is begun."""

import subprocess
import sys

import pytest

from sim.experiment.worlds import WARM_UP, size_of
from sim.model.conditions import WARM_UP_YEARS
from sim.scenario.read import read_scenario


@pytest.fixture(scope="module")
def corridor(repository):
    return read_scenario(repository / "scenarios" / "corridor.yaml")


def test_the_years_before_the_start_are_those_of_the_model():
    assert WARM_UP == 4 * WARM_UP_YEARS


def test_history_is_lived_once_and_the_rest_by_every_variant(corridor):
    size = size_of(corridor)
    assert size.history == WARM_UP + 4 * (2026 - 2005)
    assert size.future == 4 * (2040 - 2026 + 1)
    assert size.variants == len(corridor.variants)
    assert size.quarters == size.history + size.variants * size.future


def test_people_are_those_of_the_record(corridor):
    assert 150_000 < size_of(corridor).researchers < 210_000


def test_a_smaller_world_is_less_work_in_proportion(repository):
    path = repository / "scenarios" / "corridor.yaml"
    whole, tenth = (size_of(read_scenario(path, [f"scale={share}"])) for share in ("1", "10%"))
    assert tenth.researcher_quarters == pytest.approx(whole.researcher_quarters / 10)


def test_counting_needs_neither_model_nor_compiler():
    heavy = "{'mesa', 'numba', 'matplotlib'}"
    code = f"import sys, sim.experiment.worlds; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
