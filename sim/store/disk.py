"""Writing so that a crash, a full disk or a second process never leaves half a file."""

import contextlib
import errno
import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from sim.errors import DiskError, StoreError

TEMPORARY = ".tmp"
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
REASONS = {
    errno.EACCES: "writing there is not allowed",
    errno.EPERM: "writing there is not allowed",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk reports an error",
    errno.ENAMETOOLONG: "the name is too long for this disk",
    errno.EEXIST: "a file stands where a folder is needed",
    errno.ENOTDIR: "a file stands where a folder is needed",
}
MISNAMED = frozenset({errno.ENAMETOOLONG, errno.EEXIST, errno.ENOTDIR})
"""What another name would have avoided; all else is no fault of what was typed."""


def place(path: Path, data: bytes) -> None:
    """Write a whole file or nothing: aside, to the platter, then under its name.

    Two writers of the same path each write a file of their own aside; the last to rename stays.
    """
    aside, out = _open_aside(path)
    try:
        with out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(path)
    except FileNotFoundError:
        if not path.exists():
            raise
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync(path.parent)


def append(path: Path, row: Mapping[str, object]) -> None:
    """Add one line of JSON; lines of several writers do not mix."""
    line = json.dumps(row, ensure_ascii=False) + "\n"
    with path.open("ab", buffering=0) as out:
        out.write(line.encode())


def sync(folder: Path) -> None:
    """Make a rename in a folder survive a power cut, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def held(path: Path, *, wait: bool) -> Iterator[bool]:
    """Hold a file against other processes; yields whether it is held.

    The system frees it when the holder ends, however it ends. Disks without such locks yield
    False, so nothing that must be right may rest on it.
    """
    with contextlib.ExitStack() as stack:
        try:
            handle = stack.enter_context(path.open("ab" if wait else "rb"))
        except OSError:
            yield False
        else:
            yield _lock(handle, wait=wait)


def refusal(error: OSError, path: Path, kept: str) -> StoreError:
    """What a failed write means for the user, and what is still there."""
    code = error.errno or 0
    if code in FULL:
        remedy = "Free some space, then run the same command again: it goes on from there."
        return DiskError(f"{path}: the disk is full. {kept} {remedy}")
    reason = REASONS.get(code, os.strerror(code) if code else str(error))
    kind = StoreError if code in MISNAMED else DiskError
    return kind(f"{path}: cannot write: {reason}. {kept} Choose another folder with --out.")


def _open_aside(path: Path) -> tuple[Path, IO[bytes]]:
    number = 0
    while True:
        aside = path.with_name(f"{path.name}.{number}{TEMPORARY}")
        try:
            return aside, aside.open("xb")
        except FileExistsError:
            number += 1


def _lock(handle: IO[bytes], *, wait: bool) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl  # noqa: PLC0415 -- does not exist on every system

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True
