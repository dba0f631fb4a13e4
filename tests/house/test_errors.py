"""Every failure a user can meet has a test of what it says."""

import ast

import pytest

from sim import errors
from tests.house.source import Function, sources

FAMILIES = {"SimError", "FaultsError"}
KINDS = sorted(
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.SimError) and name not in FAMILIES
)


def _speaks_of(function: Function, kind: str) -> bool:
    """Whether a test meets the failure and looks at its words."""
    names = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
    names |= {n.attr for n in ast.walk(function) if isinstance(n, ast.Attribute)}
    matches = any(isinstance(n, ast.keyword) and n.arg == "match" for n in ast.walk(function))
    return kind in names and (matches or "str" in names)


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_every_failure_are_tested(kind):
    tests = [f for s in sources("tests") for f in s.functions() if "/house/" not in s.name]
    assert any(_speaks_of(function, kind) for function in tests)


@pytest.mark.parametrize("kind", KINDS)
def test_every_failure_ends_with_a_code_of_the_list(kind):
    assert getattr(errors, kind).exit_code in {1, 2, 3}
