"""Which program a result is from: a hash of everything that decides the numbers."""

import hashlib
from functools import cache
from pathlib import Path

import sim

HISTORY = ("world", "dynamics", "outcomes", "model")
"""Rooms that decide a history in which nobody does anything."""
ROOMS = (*HISTORY, "policies", "scenario")
FILES = (
    "chance.py",
    "compiled.py",
    "units.py",
    "evidence/card.py",
    "evidence/posterior.py",
    "evidence/shelf.py",
)


def model_digest(package: Path | None = None) -> str:
    """Hash of the sources of the running side; the same on every system."""
    return _digest(package or Path(sim.__file__).parent, ROOMS)


def history_digest(package: Path | None = None) -> str:
    """The same without what policies are: the sources of a history in which nobody does anything.

    How a history is read (patterns, targets, the observation model) is not in it.
    """
    return _digest(package or Path(sim.__file__).parent, HISTORY)


@cache
def _digest(package: Path, kinds: tuple[str, ...]) -> str:
    named = [package / name for name in FILES]
    rooms = [path for room in kinds for path in (package / room).rglob("*.py")]
    total = hashlib.sha256()
    for path in sorted(file for file in [*named, *rooms] if file.is_file()):
        data = path.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{path.relative_to(package).as_posix()}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()
