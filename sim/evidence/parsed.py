"""What a YAML text says, kept on disk: reading YAML takes far longer than all that follows."""

import contextlib
import hashlib
import io
import os
import pickle
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import ruamel.yaml
from ruamel.yaml import YAML

from sim.cache import cache_home

FOLDER = "pages"
FORMAT = 1
SUM = hashlib.sha256().digest_size


def parsed(text: str) -> Any:  # noqa: ANN401 -- whatever the text holds
    """What a text says: lists, blocks, words, numbers and days.

    Kept under a hash of the whole text, so that an older text is never taken for it, and only if
    it is YAML: a mistake is found anew each time, with its place. Whoever may write to the folder
    of what is compiled is trusted, as by Numba; damage is noticed, and nothing read there is run.

    Raises:
        YAMLError: the text is none.
    """
    path = _place(text)
    with contextlib.suppress(Exception):  # whatever lies there that is none of ours
        return _opened(path.read_bytes())
    said = YAML(typ="safe", pure=True).load(text)
    with contextlib.suppress(OSError):
        _keep(path, _sealed(said))
    return said


def _place(text: str) -> Path:
    """The file of a text; another version of the parser may read it otherwise."""
    name = hashlib.sha256(f"{FORMAT}\0{ruamel.yaml.__version__}\0{text}".encode()).hexdigest()
    return cache_home() / FOLDER / name


def _sealed(said: object) -> bytes:
    """The bytes to be kept, after a hash of them."""
    data = pickle.dumps(said, protocol=5)
    return hashlib.sha256(data).digest() + data


def _opened(kept: bytes) -> Any:  # noqa: ANN401 -- as above
    seal, data = kept[:SUM], kept[SUM:]
    if hashlib.sha256(data).digest() != seal:
        message = "damaged"
        raise ValueError(message)
    return _Plain(io.BytesIO(data)).load()


def _keep(path: Path, data: bytes) -> None:
    """Put a file in its place whole: whoever reads meanwhile finds all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, own = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(own).replace(path)
    except BaseException:
        Path(own).unlink(missing_ok=True)
        raise


class _Plain(pickle.Unpickler):
    """Reads days beside what needs no class; a file can make it call nothing else."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 -- as in the library
        """The one class that a page may hold."""
        if (module, name) != ("datetime", "date"):
            message = f"{module}.{name} is not for a page"
            raise pickle.UnpicklingError(message)
        return date
