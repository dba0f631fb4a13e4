"""Input data: the tables with source and licence, and which part of the program reads each."""

from functools import cache

from sim.evidence.tables import Table, read_table, table_names
from sim.handbook.markdown import amount, code, link, section, table
from sim.handbook.reading import Module, modules

READERS = ("sim/world", "sim/model", "sim/dynamics", "sim/experiment", "sim/calibration", "sim/cli",
           "sim/scenario")  # fmt: skip


def input_table() -> str:
    """Every table: what it holds, from where, under which licence, and who reads it."""
    rows = [_row(read_table(name)) for name in table_names()]
    return table(("table", "what", "rows", "source", "licence", "read by"), rows)


def data_notes() -> str:
    """How each table was made, what it does not mean, and how far it is trusted."""
    return "\n\n".join(_note(read_table(name)) for name in table_names())


def _row(read: Table) -> tuple[str, ...]:
    head = read.header
    files = ", ".join(_short(m) for m in _modules() if _reads(m, read.name)) or "cards and checks"
    name = link(code(read.name), f"../seeds/tables/{read.name}.csv")
    return name, head["title"], amount(len(read)), head["source"], head["licence"], files


def _note(read: Table) -> str:
    head = read.header
    wanted = ("units", "made", "traps", "grade", "held_back", "checked")
    facts = [f"- **{key.replace('_', ' ')}:** {head[key]}" for key in wanted if head.get(key)]
    return section(4, read.name, f"{head['title']}. {head['source']}.", "\n".join(facts))


@cache
def _modules() -> tuple[Module, ...]:
    """Files that may read a table."""
    found = (module for room in READERS for module in modules(room))
    return tuple(m for m in found if "read_table" in m.text or ".csv" in m.text)


def _short(module: Module) -> str:
    return link(module.name.removeprefix("sim/").removesuffix(".py"), f"../{module.name}")


def _reads(module: Module, name: str) -> bool:
    """Whether a file names the table, or puts its name together with that of a world."""
    world = name.removesuffix("ai").removesuffix("science")
    put_together = world != name and world in module.strings
    by_name = "read_table" in module.imports() and (name in module.strings or put_together)
    return by_name or f"{name}.csv" in module.strings
