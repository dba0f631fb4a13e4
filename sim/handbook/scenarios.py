"""The shipped scenarios by the questions that they ask."""

import re
from functools import cache

from sim.handbook.markdown import bullets, code, link
from sim.handbook.reading import repository

QUESTION = re.compile(r"^question:(?: >-)?((?:.*\n)(?:^  .*\n)*)", re.MULTILINE)


@cache
def scenarios() -> dict[str, str]:
    """The shipped scenarios as text, by file name."""
    files = sorted((repository() / "scenarios").glob("*.yaml"))
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def questions() -> str:
    """Every scenario with its question."""
    return bullets(f"{_link(name)} {_asks(text)}" for name, text in scenarios().items())


def using(kind: str) -> str:
    """The scenarios that use an instrument."""
    return ", ".join(_link(name) for name, text in scenarios().items() if f"kind: {kind}\n" in text)


def _link(name: str) -> str:
    return link(code(name), f"../scenarios/{name}")


def _asks(text: str) -> str:
    found = QUESTION.search(text)
    return " ".join(found[1].split()) if found else ""
