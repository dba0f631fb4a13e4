"""Evidence about the model itself, kept beside its code: what a fit, a hindcast, a table said."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

from sim.errors import StoreError, UsageError
from sim.store.disk import place, refusal

KEPT = "Nothing that was computed is lost."


def reference_folder() -> Path:
    """The folder that holds such evidence.

    Raises:
        UsageError: the program is installed without the folder, so there is nowhere to keep it.
    """
    folder = Path(__file__).resolve().parents[2] / "results" / "reference"
    if not folder.is_dir():
        message = f"evidence is kept in {'/'.join(folder.parts[-2:])} of the source tree: clone it"
        raise UsageError(message)
    return folder


def keep(name: str, files: Mapping[str, bytes], root: Path | None = None) -> Path:
    """Let a folder of the evidence hold exactly these files, and say where it is.

    Raises:
        StoreError: the disk is full or may not be written.
    """
    folder = (root or reference_folder()) / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, data in files.items():
            place(folder / file, data)
        for old in folder.iterdir():
            if old.is_file() and old.name not in files:
                old.unlink()
    except OSError as error:
        raise refusal(error, folder, KEPT) from error
    return folder


def keep_one(name: str, data: object, root: Path | None = None) -> Path:
    """Let one file of the evidence hold this, and leave those beside it alone.

    Raises:
        StoreError: the disk is full or may not be written.
    """
    return keep_bytes(name, json_bytes(data), root)


def keep_bytes(name: str, data: bytes, root: Path | None = None) -> Path:
    """The same for bytes as they stand.

    Raises:
        StoreError: the disk is full or may not be written.
    """
    path = (root or reference_folder()) / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        place(path, data)
    except OSError as error:
        raise refusal(error, path, KEPT) from error
    return path


def json_bytes(data: object) -> bytes:
    """Data as a file that people can read too."""
    return f"{json.dumps(data, indent=1, ensure_ascii=False)}\n".encode()


def read_json(path: Path) -> dict[str, object] | None:
    """What such a file says; None where there is none.

    Raises:
        StoreError: it is damaged.
    """
    if not path.is_file():
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        message = f"{path}: damaged: {error}. Take it from a copy, or make it again."
        raise StoreError(message) from None
    return dict(found)


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a table by their headings; none where there is no table."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
