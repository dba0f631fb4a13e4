"""What the schema finds wrong, in our own words and at its place in the text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.errors import Fault, plain
from sim.policies.catalogue import POLICIES
from sim.scenario.page import Page, Path
from sim.scenario.places import by_name
from sim.scenario.schema import (
    Assumption,
    Compare,
    Horizon,
    Range,
    Runs,
    Said,
    Scenario,
    Structure,
    Variant,
)
from sim.units import Schema, Written, did_you_mean, shown

BLOCKS: dict[str, type[Schema]] = {
    "horizon": Horizon,
    "structure": Structure,
    "runs": Runs,
    "compare": Compare,
}
MEMBERS: dict[str, type[Schema]] = {
    "says": Said,
    "variants": Variant,
    "parameters": Assumption,
    "uncertain": Range,
}


def told(page: Page, error: ValidationError) -> list[Fault]:
    """Every fault of a text that the schema refuses, without those that follow from another."""
    unknown: dict[Path, list[str]] = defaultdict(list)
    missing: dict[Path, list[str]] = defaultdict(list)
    faults: list[Fault] = []
    for detail in error.errors(include_url=False):
        path = _path(page.data, detail["loc"])
        if _follows(page, path, detail):
            continue
        if detail["type"] == "extra_forbidden":
            unknown[path[:-1]].append(str(path[-1]))
        elif detail["type"] == "missing":
            missing[path[:-1]].append(str(path[-1]))
        else:
            faults.append(_said(page, path, detail))
    _astray(unknown, missing)
    for block in dict.fromkeys((*unknown, *missing)):
        faults += _keys(page, block, unknown[block], missing[block])
    return faults


def _follows(page: Page, path: Path, detail: ErrorDetails) -> bool:
    """Whether this is only the echo of another fault."""
    if any(path[:length] in page.holes for length in range(len(path) + 1)):
        return True
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= least


def _astray(unknown: dict[Path, list[str]], missing: dict[Path, list[str]]) -> None:
    """A key that is unknown here and missing elsewhere is one fault: it stands in a wrong block."""
    stray = {key for keys in unknown.values() for key in keys}
    for block, keys in missing.items():
        missing[block] = [key for key in keys if key not in stray or key in unknown[block]]


def keys_of(model: type[Schema]) -> list[str]:
    """The keys of a block as they are written."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _path(data: Any, loc: Sequence[int | str]) -> Path:  # noqa: ANN401 -- any tree
    """The keys that lead to a place, without the marks that the schema puts between them."""
    path: list[int | str] = []
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        inside = isinstance(data, dict) and step in data
        within = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if inside or within:
            data = data[step]
        elif not last or not isinstance(data, dict) or step == "[key]":
            continue
        path.append(step)
    return tuple(path)


def _keys(page: Page, block: Path, unknown: list[str], missing: list[str]) -> Iterator[Fault]:
    """A misspelt key that is needed is one fault, not an unknown key and a missing one."""
    missing = list(missing)
    model = _model(page.data, block)
    for key in unknown:
        meant = get_close_matches(key.lower(), missing, n=1, cutoff=0.6)
        path = (*block, key)
        if meant:
            missing.remove(meant[0])
            remedy = f'did you mean "{meant[0]}"?'
        else:
            remedy = _instead(page, block, key, model)
        yield page.key_fault(path, "unknown-key", f'unknown key "{key}"', remedy)
    for key in missing:
        where = f' under "{block[-1]}:"' if block and isinstance(block[-1], str) else ""
        problem = f'the key "{key}" is missing{where}'
        fault = page.key_fault if block and isinstance(block[-1], str) else page.fault
        yield fault(block, "missing-key", problem, _needed(model, key))


def _needed(model: type[Schema] | None, key: str) -> str:
    """What to add for a key that is missing, with the range of its value where it is known."""
    fields = model.model_fields if model else {}
    notes = [f.metadata for name, f in fields.items() if (f.alias or name) == key]
    ranges = [note.says for of_one in notes for note in of_one if isinstance(note, Written)]
    return f'add "{key}: ...", {ranges[0]}' if ranges else f'add "{key}: ..."'


def _instead(page: Page, block: Path, key: str, model: type[Schema] | None) -> str:
    """The key of this block that was meant, or else the block that the key belongs to."""
    there = _at(page.data, block)
    free = [k for k in keys_of(model) if k not in there] if model else []
    if len(key) > 1 and (close := did_you_mean(key, free)):
        return close
    beside = [k for k in keys_of(model) if k in there and k != key] if model else []
    if (*block, key) in page.labels and (close := did_you_mean(key, beside)):
        return close
    homes: dict[str, type[Schema]] = {"": Scenario, **BLOCKS}
    home = next((name for name, owner in homes.items() if key in keys_of(owner)), None)
    if home is not None:
        return f'it belongs under "{home}:"' if home else "it belongs at the left margin"
    return f"possible here: {', '.join(free)}" if free else "leave it out"


def _model(data: Any, block: Path) -> type[Schema] | None:  # noqa: ANN401 -- any tree
    """The schema of the block that a path leads to."""
    if not block:
        return Scenario
    room = str(block[0])
    if len(block) == 1:
        return BLOCKS.get(room)
    if room == "policies":
        return POLICIES.get(str(_at(data, block).get("kind")))
    return MEMBERS.get(room)


def _at(data: Any, path: Path) -> dict[str, Any]:  # noqa: ANN401 -- any tree
    for step in path:
        data = data[step]
    return data if isinstance(data, dict) else {}


def _said(page: Page, path: Path, detail: ErrorDetails) -> Fault:
    kind, context = detail["type"], detail.get("ctx", {})
    if "problem" in context:
        fault = page.key_fault if detail["loc"][-1] == "[key]" else page.fault
        named = by_name(detail["input"]) if kind == "not-a-place" else ""
        named = named or _money_of(page, path, detail["input"])
        problem, remedy = plainer(kind, detail["input"], context)
        return fault(path, kind, problem, named or remedy)
    if kind in {"union_tag_invalid", "union_tag_not_found"}:
        return _kind(page, path, context)
    value = detail["input"]
    if kind in {"too_short", "too_long"}:
        return _count(page, path, context)
    if kind == "tuple_type":
        remedy = f"write [{value}]" if isinstance(value, str | int | float) else "write [...]"
        return page.fault(path, "not-a-list", f"{shown(value)} is not a list", remedy)
    if kind in {"dict_type", "model_type", "model_attributes_type"}:
        remedy = 'write lines "key: value" below, all indented alike'
        return page.fault(path, "not-a-block", f"{shown(value)} is not a block of keys", remedy)
    return page.fault(path, kind, f"{shown(value)}: {plain(detail['msg'])}")


def plainer(kind: str, value: object, context: dict[str, Any]) -> tuple[str, str]:
    """Problem and remedy of a refused value; a remedy is never itself refused, nor left out."""
    problem, remedy = context["problem"], context["remedy"]
    if kind == "unit-missing" and str(value).lstrip().startswith("-"):
        return f"{shown(value)} is below 0, and the unit is missing", remedy.replace('"-', '"')
    choices = problem.partition("not one of: ")[2]
    return problem, remedy or (f"write one of: {choices}" if choices else "")


def _money_of(page: Page, path: Path, value: object) -> str:
    """What to write where a variant stands for its money; "" elsewhere."""
    variants = _at(page.data, ("variants",)) if path[-1] == "scale_cost_to" else {}
    if not isinstance(value, str) or value not in variants:
        return ""
    return (
        f"a variant is no amount: sim check tells the money of {value} in all years, "
        "write that of a year"
    )


def _kind(page: Page, path: Path, context: dict[str, Any]) -> Fault:
    """The instrument of a policy is unknown or not named."""
    known = ", ".join(POLICIES)
    if "tag" not in context:
        problem = f'the key "kind" is missing under "{path[-1]}:"'
        return page.key_fault(path, "missing-key", problem, f'add "kind: ...", one of: {known}')
    problem = f"{shown(context['tag'])} is not one of: {known}"
    return page.fault(
        (*path, "kind"), "unknown-kind", problem, did_you_mean(context["tag"], [*POLICIES])
    )


def _count(page: Page, path: Path, context: dict[str, Any]) -> Fault:
    found = context["actual_length"]
    least, most = context.get("min_length"), context.get("max_length")
    needed = f"at least {least}" if least is not None else f"at most {most}"
    problem = f"{needed} needed here, {found} found"
    return page.fault(path, "wrong-number", problem, f"name {needed}")
