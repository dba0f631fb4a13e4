"""Files beside a run that can be made again: whether each still is what was written, and anew."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from sim.store.disk import place, refusal
from sim.store.table import keep_beside

SEALS = "tables.sha256"
"""Hash and name of each table, as `sha256sum --check` reads them; results of before have none."""


def changed(folder: Path, sums: Mapping[str, str]) -> tuple[str, ...]:
    """The files that are missing or do not have their hash."""
    return tuple(name for name, right in sums.items() if _sum(folder / name) != right)


def table_sums(folder: Path) -> dict[str, str]:
    """The hash of each table as it was written; none where nothing was noted."""
    try:
        lines = (folder / SEALS).read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.split(maxsplit=1) for line in lines)
    return {found[1]: found[0] for found in pairs if len(found) == 2}


def keep_sealed(folder: Path, tables: Mapping[str, bytes]) -> tuple[str, ...]:
    """Let tables stand beside a run with their hashes; the names of those that stood otherwise."""
    righted = tuple(name for name, data in tables.items() if put_right(folder / name, data))
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in tables.items()]
    put_right(folder / SEALS, "".join(lines).encode())
    return righted


def put_right(path: Path, data: bytes) -> bool:
    """Let a file hold this; whether another stood there, which is kept beside it as changed."""
    there = path.read_bytes() if path.is_file() else data
    try:
        if there != data:
            keep_beside(path.with_name(f"{path.stem}-changed{path.suffix}"), there)
        if there != data or not path.is_file():
            place(path, data)
    except OSError as error:
        raise refusal(error, path, "No result was changed.") from error
    return there != data


def _sum(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
