"""Which folder a name means: a run, a scenario's newest run, `latest`."""

import contextlib
import os
import re
from pathlib import Path

from sim.errors import StoreError
from sim.store.disk import place
from sim.store.manifest import FILE
from sim.units import did_you_mean

LATEST = "latest"
RUN = re.compile(r"\d{8}-\d{4}-[0-9a-f]{7}")
RESULTS = Path("results")


def runs_of(home: Path) -> list[Path]:
    """The run folders of a scenario, oldest first."""
    return [path for path in _inside(home) if RUN.fullmatch(path.name) and path.is_dir()]


def point_latest(home: Path, name: str) -> None:
    """Let `latest` mean this run: a link where links exist, else a file with the name."""
    pointer = home / LATEST
    with contextlib.suppress(OSError):
        if _pointed(pointer) == home / name:
            return
        aside = home / f".{LATEST}.{os.getpid()}"
        try:
            aside.symlink_to(name, target_is_directory=True)
            aside.replace(pointer)
        except OSError:
            aside.unlink(missing_ok=True)
            place(pointer, f"{name}\n".encode())


def find_run(path: Path, root: Path = RESULTS) -> Path:
    """The run folder a user means by a path, a scenario's name or `latest`."""
    for start in (path, root / path):
        found = _run_at(start)
        if found is not None:
            return found
    known = [home.name for home in _inside(root) if runs_of(home)]
    remedy = (
        did_you_mean(path.name, known, f"there are results of: {', '.join(known)}") if known else ""
    )
    message = f"{path}: no result there. {_sentence(remedy) or 'Make one first: sim run SCENARIO'}"
    raise StoreError(message)


def _run_at(start: Path) -> Path | None:
    if (start / FILE).is_file():
        return _named(start)
    if RUN.fullmatch(start.name) and start.is_dir():
        message = f"{start / FILE}: missing, so this result cannot be read. Restore it from a copy."
        raise StoreError(message)
    if start.name == LATEST:
        return _pointed(start) or _newest(start.parent)
    return _pointed(start / LATEST) or _newest(start)


def _pointed(pointer: Path) -> Path | None:
    """Where a `latest` leads, if it leads to a run."""
    if pointer.is_file():
        pointer = pointer.parent / pointer.read_text(encoding="utf-8").strip()
    return _named(pointer) if (pointer / FILE).is_file() else None


def _named(path: Path) -> Path:
    """The folder under its own name, should the path go through a link."""
    return path.parent / path.readlink() if path.is_symlink() else path


def _newest(folder: Path) -> Path | None:
    """Newest run of a scenario's folder or of a folder of scenarios, by the time in its name."""
    here = runs_of(folder)
    below = [run for home in _inside(folder) for run in runs_of(home)]
    runs = [run for run in here or below if (run / FILE).is_file()]
    return max(runs, key=lambda run: run.name, default=None)


def _inside(folder: Path) -> list[Path]:
    """What a folder shows, by name; nothing if it cannot be looked into."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}" if words else ""
