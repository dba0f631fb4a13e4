"""Where compiled code is kept: a folder that changes whenever a kernel changes."""

import hashlib
import os
import tempfile
from pathlib import Path

KERNEL_FOLDERS = ("world", "dynamics", "model")
LAST_COMPILED = "*/record.*.nbc"
"""Compiled code of the end of a quarter, which a run meets after all the rest."""


def kernel_digest() -> str:
    """Hash of every source that may hold compiled code.

    Numba notices a changed file but not a changed kernel that the file imports; a folder named
    by the hash of all of them makes a stale mixture impossible.
    """
    package = Path(__file__).parent
    sources = [package / "compiled.py", package / "chance.py"]
    for folder in KERNEL_FOLDERS:
        sources += sorted((package / folder).glob("*.py"))
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path:
    """The folder of this version of the program, whether it is there or not."""
    return cache_home() / kernel_digest()


def cache_home() -> Path:
    """The folder of all versions, and of what does not depend on the version."""
    chosen = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    if chosen:
        return Path(chosen) / "corridor-sim"
    try:
        return Path.home() / ".cache" / "corridor-sim"
    except RuntimeError:
        return Path(tempfile.gettempdir()) / "corridor-sim"


def is_compiled() -> bool:
    """Whether this version has run here before, and its compiled code is still there."""
    return any(cache_folder().glob(LAST_COMPILED))
