"""Expectations of instruments as tests: those that are met must pass, those that are not must fail.

A test that carries `@expects(kind, code)` holds the model to what the instrument says of itself.
When the instrument says "no", the test is a strict xfail with the reason that the instrument gives.
"""

from collections.abc import Callable
from typing import Any

import pytest

from sim.policies.catalogue import POLICIES


def expects(kind: str, code: str) -> Callable[[Any], Any]:
    """The mark of a test for one expectation of one kind of policy."""
    found = POLICIES[kind].expectations[code]
    if found.met == "no":
        return pytest.mark.xfail(strict=True, reason=found.why)
    assert found.met == "yes", f"{code} of {kind} is {found.met}: there is nothing to test"
    return lambda test: test
