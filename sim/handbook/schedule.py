"""The order of a quarter, read off the code that runs it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from sim.handbook.cards import linked
from sim.handbook.markdown import file_link, line, link, numbered, table
from sim.handbook.reading import Function, Module, assigned, doc, dotted, module

CLOCK = "sim/model/model.py"
CALLS = "sim/model/calls.py"
MODEL = "PolicyModel"
STEP = "_step"
OWNERS = {"place": "sim/model/agents.py", "self.recorder": "sim/model/record.py"}
SKIPPED = {"desk", "new_tally"}
DEEPEST = 2


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens in a quarter, and how deep in the order it stands."""

    depth: int
    says: str
    file: str


def schedule() -> str:
    """The steps of a quarter in the order in which the model calls them."""
    return numbered((s.depth, f"{s.says} {_where(s.file)}") for s in _once(_steps()))


def _where(file: str) -> str:
    """A short link to a file: its room and its name."""
    return link(file.removeprefix("sim/").removesuffix(".py"), f"../{file}")


def offers() -> str:
    """Which process answers the yearly call of an offer, by lever."""
    calls = module(CALLS)
    answered = assigned(calls.tree.body, "CALLS")
    if not isinstance(answered, ast.Dict):
        return ""
    pairs = zip(answered.keys, answered.values, strict=True)
    rows = [(f"`{ast.literal_eval(k)}`", *_answer(calls, ast.unparse(v))) for k, v in pairs if k]
    return table(("lever", "what the call does", "in"), rows)


def _answer(calls: Module, name: str) -> tuple[str, str]:
    """What answers a call: an imported process, or the one that a short wrapper calls."""
    own = {node.name: node for node in calls.tree.body if isinstance(node, Function)}
    if name in own:
        name = next(n for n in _called_names(own[name]) if n in calls.imports())
    found = _imported(calls, name)
    return (line(doc(found[1]), linked), file_link(found[0].name)) if found else (name, "")


def _steps() -> Iterator[Step]:
    clock = module(CLOCK)
    owner = next(c for c in clock.classes() if c.name == MODEL)
    methods = {node.name: node for node in owner.body if isinstance(node, Function)}
    yield from _inside(clock, methods, methods[STEP], 0)


def _inside(
    here: Module, methods: dict[str, Function], function: Function, depth: int
) -> Iterator[Step]:
    """What a function calls, in order; calls of calls stand one step deeper."""
    if depth > DEEPEST:
        return
    for call in _calls(function):
        found = _resolved(here, methods, call)
        if found is None:
            continue
        where, called = found
        yield Step(depth, line(doc(called).partition("\n")[0], linked), where.name)
        inner = methods if where.name == CLOCK else {}
        if where.name.startswith("sim/model/"):
            yield from _inside(where, inner, called, depth + 1)


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """Calls in the order in which they are made: what is given to a call comes first."""
    for child in ast.iter_child_nodes(node):
        yield from _calls(child)
    if isinstance(node, ast.Call):
        yield node


def _called_names(function: Function) -> Iterator[str]:
    return (call.func.id for call in _calls(function) if isinstance(call.func, ast.Name))


def _resolved(
    here: Module, methods: dict[str, Function], call: ast.Call
) -> tuple[Module, Function] | None:
    """The function behind a call if it is part of the schedule: documented, of model or process."""
    callee = call.func
    if isinstance(callee, ast.Name):
        found = _imported(here, callee.id)
    elif isinstance(callee, ast.Attribute):
        found = _attribute(here, methods, callee)
    else:
        found = None
    return found if found and doc(found[1]) and found[1].name not in SKIPPED else None


def _attribute(
    here: Module, methods: dict[str, Function], callee: ast.Attribute
) -> tuple[Module, Function] | None:
    """A method of the clock, of its agents or of its recorder, or a function of a process."""
    receiver = ast.unparse(callee.value)
    if receiver == "self" and callee.attr in methods:
        return here, methods[callee.attr]
    if receiver in OWNERS and here.name == CLOCK:
        return _method(module(OWNERS[receiver]), callee.attr)
    return _within(here.imports().get(receiver, ""), callee.attr)


def _method(source: Module, name: str) -> tuple[Module, Function] | None:
    nodes = (node for owner in source.classes() for node in owner.body)
    found = (node for node in nodes if isinstance(node, Function) and node.name == name)
    return next(((source, node) for node in found), None)


def _imported(here: Module, name: str) -> tuple[Module, Function] | None:
    """A function that a file imports from the model or from a process, or has itself."""
    return _within(here.imports().get(name, "").rpartition(".")[0], name)


def _within(room: str, name: str) -> tuple[Module, Function] | None:
    """A function of the model or of a process; what only keeps memory is no step."""
    source = dotted(room) if room.startswith(("sim.model.", "sim.dynamics.")) else None
    if source is None:
        return None
    found = (node for node in source.tree.body if isinstance(node, Function) and node.name == name)
    return next(((source, node) for node in found), None)


def _once(steps: Iterator[Step]) -> Iterator[Step]:
    """The steps without those that were told before."""
    told: set[str] = set()
    for step in steps:
        if step.says not in told:
            told.add(step.says)
            yield step
