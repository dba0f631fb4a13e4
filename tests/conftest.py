"""What every test may ask for."""

import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from tests.typed import Desk

settings.register_profile("corridor", deadline=None, derandomize=True)
settings.load_profile("corridor")

REPOSITORY = Path(__file__).parents[1]
SMALL = "sim run scenarios/corridor.yaml --scale 0.005 -n 2 --samples 2 --jobs 1 --quiet"


@pytest.fixture(scope="session", autouse=True)
def heard():
    """Ctrl-C reaches the programs that a test starts, also where the tests run in the background.

    A shell that starts them there has them ignore it, and programs inherit what is ignored.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def repository():
    """The folder that holds everything."""
    return REPOSITORY


@pytest.fixture(scope="session")
def small_result(tmp_path_factory):
    """A desk with the shipped scenarios, where corridor.yaml was run in a tiny world."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(REPOSITORY / "scenarios", folder / "scenarios")
    desk = Desk(folder)
    said = desk.type(SMALL)
    assert said.exit_code == 0, said.stderr
    return desk


@pytest.fixture
def desk(tmp_path):
    """An empty desk with the shipped scenarios."""
    shutil.copytree(REPOSITORY / "scenarios", tmp_path / "scenarios")
    return Desk(tmp_path)
