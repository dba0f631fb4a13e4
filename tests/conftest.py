"""What every test may ask for."""

import fcntl
import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from tests.typed import Desk

settings.register_profile("corridor", deadline=None, derandomize=True)
settings.load_profile("corridor")

REPOSITORY = Path(__file__).parents[1]
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
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


@pytest.fixture(scope="session", autouse=True)
def compiled():
    """What two workers both need is compiled once: each begins with its share of it."""
    if WORKER:
        from sim.evidence.shelf import Shelf  # noqa: PLC0415, most single tests need no model
        from sim.model.ahead import compile_ahead  # noqa: PLC0415, the same
        from sim.model.spec import RunSpec  # noqa: PLC0415, the same

        values = Shelf.read().values()
        spec = RunSpec("ai", 1.0, 4 * 2005, 4 * 2026, 4 * 2040, ("RU", "CN"), 1, values)
        compile_ahead(spec, int(WORKER.removeprefix("gw")), WORKERS)


@pytest.fixture(scope="session")
def small_result(tmp_path_factory):
    """A desk with the shipped scenarios, where corridor.yaml was run in a tiny world.

    One worker runs it; each has a copy.
    """
    own = tmp_path_factory.getbasetemp()
    common = (own.parent if WORKER else own) / "small_result"
    with common.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not common.exists():
            _run_small(common)
    return Desk(Path(shutil.copytree(common, own / "desk", symlinks=True)))


def _run_small(folder):
    begun = folder.with_suffix(".begun")
    shutil.copytree(REPOSITORY / "scenarios", begun / "scenarios")
    said = Desk(begun).type(SMALL)
    assert said.exit_code == 0, said.stderr
    begun.rename(folder)


@pytest.fixture
def desk(tmp_path):
    """An empty desk with the shipped scenarios."""
    shutil.copytree(REPOSITORY / "scenarios", tmp_path / "scenarios")
    return Desk(tmp_path)
