"""What every test may ask for."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("corridor", deadline=None, derandomize=True)
settings.load_profile("corridor")


def pytest_addoption(parser):
    parser.addoption(
        "--rewrite-golden",
        action="store_true",
        help="write the golden files anew instead of comparing with them",
    )


@pytest.fixture(scope="session")
def rewrite_golden(pytestconfig):
    """Whether golden files are to be written anew."""
    return pytestconfig.getoption("--rewrite-golden")


@pytest.fixture(scope="session")
def repository():
    """The folder that holds everything."""
    return Path(__file__).parents[1]
