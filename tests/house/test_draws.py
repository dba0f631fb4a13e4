"""Draws of one purpose are numbered below the first of the next."""

import ast

import pytest

from sim.chance import DRAWS_PER_PURPOSE
from tests.house.source import sources

DRAWS = {"bits", "uniform", "normal", "index_below"}
"""Functions whose third argument is the number of a draw."""


def numbers_of(tree):
    """The whole numbers that a file names on top, alone or several in a line."""
    found: dict[str, int] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names, value = node.targets[0], node.value
            pairs = [(names, value)]
            if isinstance(names, ast.Tuple) and isinstance(value, ast.Tuple):
                pairs = list(zip(names.elts, value.elts, strict=True))
            found |= {ast.unparse(name): whole(one) for name, one in pairs}
    return found


def whole(node):
    """A number that is written out; nothing of all else."""
    plain = isinstance(node, ast.Constant) and type(node.value) is int
    return node.value if plain else 0


def numbered_beyond(text):
    """The lines in which a draw is numbered, by a name or outright, beyond those of its purpose."""
    tree = ast.parse(text)
    named, beyond = numbers_of(tree), []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) in DRAWS and len(call.args) > 2:
            parts = list(ast.walk(call.args[2]))
            numbers = [whole(p) for p in parts] + [named.get(ast.unparse(p), 0) for p in parts]
            beyond += [call.lineno] if max(numbers) >= DRAWS_PER_PURPOSE else []
    return beyond


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("uniform(base, AWARD, 63)", []),
        ("uniform(base, AWARD, 64)", [1]),
        ("A, B = 61, 64\nuniform(base, AWARD, A)\nbits(base, AWARD, B)", [3]),
        ("uniform(base, AWARD, 64 + k)", [1]),
    ],
)
def test_a_number_too_large_is_found_wherever_it_is_written(text, lines):
    assert numbered_beyond(text) == lines


def test_no_draw_is_numbered_beyond_those_of_its_purpose():
    beyond = {source.name: numbered_beyond(source.text) for source in sources("sim")}
    assert {name: lines for name, lines in beyond.items() if lines} == {}
