"""One YAML list of entries: read quickly, and read again with places only when there is a fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from sim.errors import Fault, plain
from sim.evidence.parsed import parsed
from sim.units import Schema, did_you_mean, shown

Entry = TypeVar("Entry", bound=Schema)
Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Page(Generic[Entry]):
    """What one file says: entries by their position, and the faults found on the way."""

    file: str
    text: str
    entries: Mapping[int, Entry]
    faults: tuple[Fault, ...]

    @cached_property
    def _marked(self) -> Any:  # noqa: ANN401 -- a tree of whatever the file holds
        return YAML(typ="rt", pure=True).load(self.text)

    def fault(self, steps: Steps, code: str, problem: str, remedy: str = "") -> Fault:
        """A fault at an entry, or at one of its values."""
        node, line, column = self._marked, 0, 0
        for step in steps:
            if isinstance(node, CommentedMap) and step in node:
                line, column = node.lc.key(step) if code == "unknown_key" else node.lc.value(step)
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line, column = node.lc.item(step)
            else:
                break
            node = node[step]
        return _fault(self, (line, column), steps, (code, problem, remedy))


def read_page(path: Path, schema: type[Entry]) -> Page[Entry]:
    """Read a list of entries of one kind; nothing is raised, every fault is kept."""
    file = _short(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return _unreadable(file, "", (0, -1), str(error))
    return _said(file, text, schema)


@lru_cache(maxsize=128)
def _said(file: str, text: str, schema: type[Entry]) -> Page[Entry]:
    """What a text says; whoever reads the same text again is told the same."""
    try:
        raw = parsed(text)
    except YAMLError as error:
        return _unreadable(file, text, *_what_is_wrong(error))
    if not isinstance(raw, list):
        return _unreadable(file, text, (0, 0), f"a list is needed here, not {shown(raw)}")
    entries: dict[int, Entry] = {}
    wrong: list[tuple[int, ErrorDetails]] = []
    for index, item in enumerate(raw):
        try:
            entries[index] = schema.model_validate(item)
        except ValidationError as error:
            wrong += [(index, detail) for detail in _each_once(error)]
    page = Page(file, text, entries, ())
    faults = tuple(_explained(page, schema, index, detail) for index, detail in wrong)
    return Page(file, text, entries, faults)


def _each_once(error: ValidationError) -> list[ErrorDetails]:
    """The complaints about an entry; a misspelt key is unknown, and not missing as well."""
    details = error.errors(include_url=False)
    unknown = [str(d["loc"][-1]) for d in details if d["type"] == "extra_forbidden"]
    return [
        detail
        for detail in details
        if detail["type"] != "missing" or not did_you_mean(str(detail["loc"][-1]), unknown)
    ]


def _explained(page: Page[Entry], schema: type[Entry], index: int, detail: ErrorDetails) -> Fault:
    """A complaint of the schema, in the reader's words and at its place."""
    steps: Steps = (index, *detail["loc"])
    key, kind, context = str(steps[-1]), detail["type"], detail.get("ctx", {})
    if kind == "missing":
        return page.fault(steps, kind, f'the key "{key}" is missing', f'add "{key}: ..."')
    if kind == "extra_forbidden":
        keys = [field.alias or name for name, field in schema.model_fields.items()]
        remedy = did_you_mean(key, keys, f"known keys: {', '.join(keys)}")
        return page.fault(steps, "unknown_key", f'unknown key "{key}"', remedy)
    if "problem" in context:
        return page.fault(steps, kind, context["problem"], context["remedy"])
    if kind == "literal_error":
        problem = f"{shown(detail['input'])} is not one of: {context['expected']}"
        return page.fault(steps, kind, problem)
    if kind == "string_pattern_mismatch":
        problem = f"{shown(detail['input'])} is not written as it must be"
        return page.fault(steps, kind, problem, f"the pattern is {context['pattern']}")
    return page.fault(steps, kind, f"{shown(detail['input'])}: {plain(detail['msg'])}")


def _what_is_wrong(error: YAMLError) -> tuple[tuple[int, int], str]:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    place = (mark.line, mark.column) if mark else (0, 0)
    said = str(getattr(error, "problem", "") or error)
    if isinstance(error, DuplicateKeyError):
        key = said.partition('"')[2].partition('"')[0]
        return place, f'the key "{key}" is written twice'
    return place, f"this is not YAML: {said.splitlines()[0]}"


def _unreadable(file: str, text: str, place: tuple[int, int], problem: str) -> Page[Any]:
    blank: Page[Any] = Page(file, text, {}, ())
    return Page(file, text, {}, (_fault(blank, place, (), ("unreadable", problem, "")),))


def _fault(
    page: Page[Any], place: tuple[int, int], steps: Steps, words: tuple[str, str, str]
) -> Fault:
    line, column = place
    lines = page.text.splitlines()
    code, problem, remedy = words
    return Fault(
        file=page.file,
        line=line + 1 if column >= 0 else 0,
        column=column + 1,
        path=".".join(map(str, steps)),
        problem=problem,
        remedy=remedy,
        code=code,
        text=lines[line] if line < len(lines) else "",
    )


def _short(path: Path) -> str:
    """The path from where the reader stands, so that an editor can follow it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
