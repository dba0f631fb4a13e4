"""What the tests hold, read off their names: a test is called what it asserts."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache

from sim.handbook.markdown import bullets, code, file_link, link, section
from sim.handbook.reading import doc, modules, sentence, tests_in

ORACLE = ("tests/oracle", "tests/golden")
LIMITS = (
    "tests/model/test_limits.py",
    "tests/model/test_catalogue.py",
    "tests/model/test_group.py",
)
HOUSE = "tests/house"
EXPECTS = "expects"


def limiting_cases() -> str:
    """The laws that need no data, as the tests of the real model state them."""
    return "\n\n".join(_told(path) for path in LIMITS)


def second_implementation() -> str:
    """What the same rules, written once more as plain agents, are compared on."""
    return "\n\n".join(map(_tests, ORACLE))


def house_rules() -> str:
    """The rules that the code itself is held to."""
    return _tests(HOUSE)


def rooms_of_tests() -> str:
    """The folders of the tests; they mirror the rooms of the code."""
    rooms = {m.name.split("/")[1] for m in modules("tests") if m.name.count("/") > 1}
    return bullets(link(code(room), f"../tests/{room}") for room in sorted(rooms))


@cache
def expectations_tested() -> Mapping[tuple[str, str], tuple[str, str]]:
    """(instrument, code) -> the file and the sentence of the test that holds the model to it."""
    return {
        mark: (module.name, sentence(test.name))
        for room in ("tests/model", "tests/policies")
        for module in modules(room)
        if module.stem.startswith("test_")
        for test in tests_in(module.name)
        for mark in _marks(test)
    }


def _marks(test: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == EXPECTS:
            kind, number = (ast.literal_eval(argument) for argument in mark.args)
            yield str(kind), str(number)


def _tests(folder: str) -> str:
    """The tests of a folder, file by file."""
    return "\n\n".join(_told(m.name) for m in modules(folder) if m.stem.startswith("test_"))


def _told(path: str) -> str:
    found = next(m for m in modules("tests") if m.name == path)
    said = (_sentence(test) for test in tests_in(path))
    return section(4, found.title, f"In {file_link(path)}.", bullets(said))


def _sentence(test: ast.FunctionDef) -> str:
    """The name of a test, with the number of the law where its docstring gives one."""
    words = doc(test).partition("\n")[0]
    return sentence(test.name) + (f" ({words.rstrip('.')})" if words else "")
