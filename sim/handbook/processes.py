"""The submodels: each process with its equations, its functions and its parameters."""

import re
from collections.abc import Iterable

from sim.handbook.cards import card_table, linked
from sim.handbook.markdown import code, file_link, line, prose, section, table
from sim.handbook.reading import Module, doc, module, modules, repository

CODED = re.compile(r"\b[EI]\d+\b")
FIRST = re.compile(r"^(M_D|[EI]\d+)")


def behaviour() -> tuple[Module, ...]:
    """The processes of people and institutions, in the order of their numbers."""
    return _by_number(modules("sim/dynamics"))


def programmes() -> tuple[Module, ...]:
    """What becomes of offers: the files of the clock that name an equation or an instrument."""
    return _by_number(m for m in modules("sim/model") if CODED.search(m.title))


def following() -> tuple[Module, ...]:
    """How the run follows the record while it lasts, and what goes on after it."""
    clock = ("conditions", "attraction", "borders", "pulls", "routes", "margins", "ageing")
    names = ("world/drivers", *(f"model/{name}" for name in clock))
    return tuple(module(f"sim/{name}.py") for name in names)


def beginning() -> tuple[Module, ...]:
    """How a world is built."""
    names = ("sim/model/birth", "sim/world/build", "sim/dynamics/founding")
    return tuple(module(f"{name}.py") for name in names)


def submodel(found: Module, level: int) -> str:
    """One file: what it says, its functions, its parameters, its tests."""
    rows = [(code(node.name), line(doc(node), linked)) for node in found.functions()]
    cards = found.names("CARDS")
    return section(
        level,
        found.title,
        prose(found.more, linked) if found.more else "",
        f"In {file_link(found.name)}{_tested(found)}.",
        table(("function", "does"), rows),
        card_table(cards) if cards else "",
    )


def titles(names: Iterable[str]) -> str:
    """Files by their first lines, each with a link."""
    found = [module(f"sim/{name}.py") for name in names]
    return "\n".join(f"- {linked(m.title)} ({file_link(m.name)})" for m in found)


def _tested(found: Module) -> str:
    room, stem = found.name.split("/")[1], found.stem
    path = f"tests/{room}/test_{stem}.py"
    return f", tested in {file_link(path)}" if (repository() / path).is_file() else ""


def _by_number(found: Iterable[Module]) -> tuple[Module, ...]:
    return tuple(sorted(found, key=_number))


def _number(found: Module) -> tuple[str, int, str]:
    """E before I before the rest; what carries no number comes last."""
    number = FIRST.match(found.says)
    if number is None:
        return "Z", 0, found.stem
    digits = re.sub(r"\D", "", number[0])
    return number[0][0], int(digits or 0), found.stem
