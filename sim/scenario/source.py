"""The bytes of a scenario file as text, or the reason why they are none."""

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from sim.errors import Fault, ScenarioError

LARGEST: Final = 1_000_000
_CONTROL = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NO_SPACE = re.compile("^[ ]*[\xa0\u2000-\u200b\u3000]", re.MULTILINE)


def read_source(path: Path) -> bytes:
    """The bytes of a file of reasonable size.

    Raises:
        ScenarioError: there is no such file, or it is not one to read.
    """
    file = file_label(path)
    if path.is_dir():
        inside = sorted(entry.name for entry in path.glob("*.yaml"))
        remedy = f"name one of its files: {', '.join(inside[:6])}" if inside else ""
        raise _unreadable(file, "this is a folder, not a scenario", remedy)
    if not path.exists():
        raise _unreadable(file, "there is no such file", _nearby(path))
    if not path.is_file():
        raise _unreadable(file, "this is not a plain file", "")
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(file, f"the file cannot be read: {error.strerror}", "") from None
    if len(data) > LARGEST:
        raise _unreadable(
            file, f"the file has more than {LARGEST} bytes", "a scenario has a few lines"
        )
    return data


def text_of(data: bytes, file: str) -> str:
    """The text of these bytes, with its lines ended alike.

    Raises:
        ScenarioError: they are not UTF-8, or hold characters that nobody can see.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", errors="replace")
        problem = "this is not UTF-8 text"
        raise ScenarioError([_at(file, before, "", "not-utf-8", problem)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = [
        _at(file, text[: found.end() - 1], text, "control-character", problem)
        for pattern, problem in (
            (_CONTROL, "a control character stands here"),
            (_NO_SPACE, "a sign that only looks like a space stands in the indent"),
        )
        for found in pattern.finditer(text)
    ]
    if hidden:
        raise ScenarioError(hidden[:20])
    return text


def file_label(path: Path) -> str:
    """The path as seen from where the reader stands, so that an editor can follow it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _at(file: str, before: str, text: str, code: str, problem: str) -> Fault:
    line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
    shown = text.split("\n")[line] if text else before.rpartition("\n")[2]
    remedy = "save the file as UTF-8" if code == "not-utf-8" else "write it anew with plain spaces"
    return Fault(file, line + 1, column + 1, "", problem, remedy, code, shown)


def _nearby(path: Path) -> str:
    if not path.parent.is_dir():
        return f"there is no folder {file_label(path.parent)} either"
    names = [entry.name for entry in path.parent.glob("*.yaml")]
    close = get_close_matches(path.name, names, n=1, cutoff=0.5)
    return f"did you mean {file_label(path.parent / close[0])}?" if close else ""


def _unreadable(file: str, problem: str, remedy: str) -> ScenarioError:
    return ScenarioError([Fault(file, 0, 0, "", problem, remedy, "unreadable")])
