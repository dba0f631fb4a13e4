"""What is compiled computes what is written: a whole tiny world, to the last bit of its digests."""

import json
import os
import subprocess
import sys

import pytest

from tests.house.source import REPOSITORY
from tests.oracle import digests


@pytest.fixture(scope="module")
def plain():
    """The traces of a run in plain Python."""
    done = subprocess.run(
        [sys.executable, "-m", digests.__name__],
        cwd=REPOSITORY, env=os.environ | {"NUMBA_DISABLE_JIT": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_nine_people_live_the_same_compiled_and_in_plain_python(plain):
    assert digests.traces() == plain


def test_something_happens_to_the_nine(plain):
    assert min(plain["papers"], plain["joint"], plain["moves"]) > 0
    assert len(set(plain["digests"])) > len(plain["digests"]) / 2
