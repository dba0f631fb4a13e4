"""Everything that can be wrong through no fault of the program, in words for its user."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

WIDEST = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: where it stands, what is wrong, what to write instead.

    Lines and columns count from 1; 0 means that the fault has no place in a text.
    `text` is the source line, `path` the keys that lead to the value.
    """

    file: str
    line: int
    column: int
    path: str
    problem: str
    remedy: str
    code: str
    text: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """The fault as data, for `--json`."""
        return {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "message": self.problem,
            "hint": self.remedy,
        }

    def __str__(self) -> str:
        """The fault as an editor can follow it: place, problem, source line, caret, remedy."""
        if not self.line:
            said = f"{self.file}: error: {self.problem}"
            return f"{said}\n       | {self.remedy}" if self.remedy else said
        head = f"{self.file}:{self.line}:{self.column}: error: {self.problem}"
        shown, before = _window(self.text, self.column)
        caret = f"{' ' * before}^ {self.remedy}".rstrip()
        return f"{head}\n{self.line:>6} | {shown}\n       | {caret}"


def plain(message: str) -> str:
    """What a rule of a schema says, without the library's own words before it."""
    return message.removeprefix("Value error, ")


class SimError(Exception):
    """A failure that the user can understand and act on."""

    exit_code: ClassVar[int] = 1


class FaultsError(SimError):
    """A text with mistakes in it, all of them at once."""

    exit_code: ClassVar[int] = 2

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda f: (f.file, f.line, f.column)))
        super().__init__(self.faults)

    def __str__(self) -> str:
        """Every fault, then how many there are."""
        count = len(self.faults)
        files = dict.fromkeys(fault.file for fault in self.faults)
        where = next(iter(files)) if len(files) == 1 else f"{len(files)} places"
        closing = f"{count} problem{'s' if count != 1 else ''} in {where}; nothing was run."
        return "\n".join([*map(str, self.faults), closing])


class ScenarioError(FaultsError):
    """A scenario that cannot be run as it is written."""

    def __init__(self, faults: Iterable[Fault], *, more: bool = False) -> None:
        super().__init__(faults)
        self.more = more
        """Whether checks are left that need these faults mended first."""

    def __str__(self) -> str:
        """The same, with a word on checks that could not run yet."""
        told = super().__str__()
        return f"{told}\nMore may appear once these are right." if self.more else told


class EvidenceError(FaultsError):
    """Evidence that is incomplete or contradicts itself."""


class StoreError(SimError):
    """A result that is missing, damaged or not what it says it is."""

    exit_code: ClassVar[int] = 2


class DiskError(StoreError):
    """A disk that is full, or may not be written: nothing that was asked for is wrong."""

    exit_code: ClassVar[int] = 1


class PairingError(SimError):
    """Two runs that were to differ in their policies only, and differ in more."""


class UsageError(SimError):
    """A command that cannot be carried out as it was given."""

    exit_code: ClassVar[int] = 2


class Incomplete(SimError):  # noqa: N818 -- a state that the user can go on from
    """Work that is not finished and that the same command continues."""

    exit_code: ClassVar[int] = 3


def _window(text: str, column: int) -> tuple[str, int]:
    """The part of a line around a column, and how many screen cells lie before it."""
    first = max(0, column - 1 - WIDEST // 2) if len(text) > WIDEST else 0
    shown = "".join(_printable(letter) for letter in text[first : first + WIDEST])
    lead, tail = "..." if first else "", "..." if len(text) > first + WIDEST else ""
    before = sum(_cells(letter) for letter in shown[: column - 1 - first])
    return f"{lead}{shown}{tail}".rstrip(), len(lead) + before


def _printable(letter: str) -> str:
    return letter if letter.isprintable() else (" " if letter == "\t" else "?")


def _cells(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
