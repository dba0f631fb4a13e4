"""The evidence is read once for all tests of scenarios."""

import pytest

from sim.errors import ScenarioError
from sim.evidence.shelf import Shelf
from sim.scenario.read import read_scenario


@pytest.fixture(scope="session")
def shelf():
    return Shelf.read()


@pytest.fixture
def read(shelf, tmp_path):
    """Read a text as a scenario file."""

    def read_text(text, *overrides, only=(), name="good"):
        path = tmp_path / f"{name}.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_scenario(path, overrides, only=only, shelf=shelf)

    return read_text


@pytest.fixture
def refused(read):
    """The faults of a text that cannot be read."""

    def faults_of(text, *overrides, **options):
        with pytest.raises(ScenarioError) as caught:
            read(text, *overrides, **options)
        return caught.value.faults

    return faults_of
