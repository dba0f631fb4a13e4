"""A YAML text as plain data in which every key and value knows its line and column.

Nothing is constructed and nothing is evaluated: the text is a tree of blocks, lists and scalars,
and a scalar is a text, a number, or true or false by the rules of YAML 1.2, so NO stays a text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from sim.errors import Fault
from sim.scenario.syntax import explain
from sim.units import shown

Path = tuple[str | int, ...]
Place = tuple[int, int]

DEEPEST = 20
_NULL = ("", "~", "null", "Null", "NULL")
_BOOLEANS = {
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)


@dataclass
class Page:
    """What a text says, where it says it, and what is wrong with its YAML."""

    file: str
    text: str
    data: Any = None
    keys: dict[Path, Place] = field(default_factory=dict)
    values: dict[Path, Place] = field(default_factory=dict)
    labels: dict[Path, str] = field(default_factory=dict)
    holes: set[Path] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    whole: bool = True
    """Whether the text could be read to its end."""

    def fault(self, path: Path, code: str, problem: str, remedy: str = "") -> Fault:
        """A fault at the value of a path, or at the nearest block around it that has a place."""
        return self._fault(path, self.values, code, (problem, remedy))

    def key_fault(self, path: Path, code: str, problem: str, remedy: str = "") -> Fault:
        """A fault at the key that ends a path."""
        return self._fault(path, self.keys, code, (problem, remedy))

    def fault_at(self, place: Place, code: str, problem: str, remedy: str = "") -> Fault:
        """A fault at a line and column, both counted from 0."""
        return self._placed((), place, code, (problem, remedy))

    def _fault(
        self, path: Path, places: dict[Path, Place], code: str, words: tuple[str, str]
    ) -> Fault:
        label = next((self.labels[p] for p in _upwards(path) if p in self.labels), None)
        if label is not None:
            return Fault(label, 0, 0, _dotted(path), *words, code)
        either = places if path in places else self.values
        place = next((either[p] for p in _upwards(path) if p in either), (0, 0))
        return self._placed(path, place, code, words)

    def _placed(self, path: Path, place: Place, code: str, words: tuple[str, str]) -> Fault:
        line, column = place
        lines = self.text.split("\n")
        text = lines[line] if line < len(lines) else ""
        return Fault(self.file, line + 1, column + 1, _dotted(path), *words, code, text)


def parse_page(text: str, file: str) -> Page:
    """Read a YAML text; nothing is raised, every fault is kept."""
    page = Page(file, text)
    try:
        _Builder(page).build(_events(text))
    except YAMLError as error:
        page.whole = False
        page.faults = [fault for fault in page.faults if fault.code != "empty"]
        place, problem, remedy = explain(error, text)
        page.faults.append(page.fault_at(place, "not-yaml", problem, remedy))
    return page


def _events(text: str) -> Iterator[Event]:
    yield from YAML(typ="safe", pure=True).parse(text)


def _upwards(path: Path) -> Iterator[Path]:
    return (path[:length] for length in range(len(path), -1, -1))


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))


@dataclass
class _Frame:
    """A block or list that is still open, and the key that waits for its value."""

    path: Path
    content: dict[str, Any] | list[Any]
    key: str | None = None
    kept: bool = True
    """whether the key is the first of its name"""


class _Builder:
    """Events to data, without recursion, so that depth is a fault and not a crash."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.open: list[_Frame] = []
        self.documents = 0

    def build(self, events: Iterable[Event]) -> None:
        """Follow the events to the end of the first document, or to the depth that is too much."""
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    remedy = "write one scenario a file"
                    self._say(event, "two-documents", "a second document begins here (---)", remedy)
                    self.page.whole = False
            elif isinstance(event, NodeEvent) and self.documents == 1:
                self._plain(event)
                self._node(event)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent) and self.open:
                self.open.pop()
            if not self.page.whole:
                return

    def _node(self, event: NodeEvent) -> None:
        if self._awaits_key():
            self._key(event)
            return
        path = self._path()
        self.page.values.setdefault(path, _place(event))
        if getattr(event, "tag", None):
            self.page.holes.add(path)
        if isinstance(event, MappingStartEvent):
            self._enter(event, path, {})
        elif isinstance(event, SequenceStartEvent):
            self._enter(event, path, [])
        elif isinstance(event, ScalarEvent):
            self._scalar(event, path)
        else:
            self._hole(path)

    def _enter(self, event: NodeEvent, path: Path, content: dict[str, Any] | list[Any]) -> None:
        self._put(content)
        self.open.append(_Frame(path, content))
        if len(self.open) > DEEPEST:
            remedy = f"at most {DEEPEST} blocks lie inside one another"
            self._say(event, "too-deep", "this is nested too deeply", remedy)
            self.page.whole = False

    def _scalar(self, event: ScalarEvent, path: Path) -> None:
        quoted = event.style is not None
        if not quoted and event.value in _NULL and path:
            self.page.faults.append(self._empty(path))
            self._hole(path)
            return
        self._put(event.value if quoted else _resolve(event.value))

    def _empty(self, path: Path) -> Fault:
        key = path[-1]
        if isinstance(key, int):
            return self.page.fault(path, "empty", "this item has no value", "leave it out")
        remedy = 'give it a value ("{}" for an empty block), or leave it out'
        return self.page.key_fault(path, "empty", f'"{key}" has no value', remedy)

    def _key(self, event: NodeEvent) -> None:
        frame = self.open[-1]
        if not isinstance(event, ScalarEvent):
            self._say(
                event, "key-not-text", "a key must be a word", "write a name before the colon"
            )
            frame.key, frame.kept = "", False
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                self.open.append(_Frame((*frame.path, ""), []))
            return
        frame.key = event.value
        path = (*frame.path, event.value)
        frame.kept = path not in self.page.keys
        if not frame.kept:
            first = self.page.keys[path][0] + 1
            problem = f'the key "{event.value}" stands twice in this block'
            self._say(event, "duplicate-key", problem, f"the first is in line {first}")
        self.page.keys.setdefault(path, _place(event))

    def _awaits_key(self) -> bool:
        return (
            bool(self.open)
            and isinstance(self.open[-1].content, dict)
            and self.open[-1].key is None
        )

    def _path(self) -> Path:
        if not self.open:
            return ()
        frame = self.open[-1]
        if isinstance(frame.content, list):
            return (*frame.path, len(frame.content))
        here = (*frame.path, frame.key or "")
        return here if frame.kept else (*here, f"again {len(self.page.faults)}")

    def _put(self, value: object) -> None:
        """Lay a value into the open block; a value under a repeated key is dropped."""
        if not self.open:
            self.page.data = value
            return
        frame = self.open[-1]
        if isinstance(frame.content, list):
            frame.content.append(value)
        elif frame.kept and frame.key is not None:
            frame.content[frame.key] = value
        frame.key = None

    def _hole(self, path: Path) -> None:
        self.page.holes.add(path)
        if self.open and isinstance(self.open[-1].content, list):
            self.open[-1].content.append(None)
        elif self.open:
            self.open[-1].key = None

    def _plain(self, event: NodeEvent) -> None:
        """Anchors, aliases and tags are not part of the language of scenarios."""
        if isinstance(event, AliasEvent) or event.anchor:
            sign = "*" if isinstance(event, AliasEvent) else "&"
            problem = f"{sign}{event.anchor} is an anchor or alias, which scenarios do not use"
            self._say(event, "anchor", problem, 'write the value out, or use "extends"')
        tag = getattr(event, "tag", None)
        if tag:
            problem = f"{shown(str(tag))} is a tag, which scenarios do not use"
            self._say(event, "tag", problem, "write the value alone: nothing is ever evaluated")

    def _say(self, event: Event, code: str, problem: str, remedy: str = "") -> None:
        self.page.faults.append(self.page.fault_at(_place(event), code, problem, remedy))


def _place(event: Event) -> Place:
    return event.start_mark.line, event.start_mark.column


def _resolve(text: str) -> Any:  # noqa: ANN401 -- a scalar is whatever it says
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    too_long = text.lstrip("+-").isdigit()
    return float(text) if _FLOAT.fullmatch(text) and not too_long else text
