"""One file per finished run: its arrays, its key, and seals that show any change.

A unit is a zip of `.npy` arrays (numpy.load reads it) with `unit.json`, which carries the key, a
stamp of what it was computed from and the sha256 of each array. The comment that ends the file
seals every byte before it. Equal content gives equal bytes: names sorted, dates fixed.
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from sim.errors import StoreError

Record = dict[str, NDArray[np.generic]]

FORMAT = 1
LABEL = "unit.json"
SUFFIX = ".npz"
LEVEL = 6
DATE = (1980, 1, 1, 0, 0, 0)
SEAL = re.compile(rb"corridor unit 1 bytes=(\d{12}) sha256=([0-9a-f]{64})\Z")
SEAL_LENGTH = 106
NAME = re.compile(r"[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)*")
VARIANT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_@-]{0,99}")
FILE = re.compile(rf"({VARIANT.pattern})\.s(\d{{4,}})\.r(\d{{4,}}){re.escape(SUFFIX)}")
DAMAGE = "Move it elsewhere and run the same command again: only this unit is computed anew."


@dataclass(frozen=True, slots=True, order=True)
class UnitKey:
    """Which run a unit is: one variant, one draw of the uncertain facts, one draw of chance."""

    variant: str
    sample: int
    replicate: int

    def __post_init__(self) -> None:
        """Refuse what cannot be a file name on every system."""
        if not VARIANT.fullmatch(self.variant) or min(self.sample, self.replicate) < 0:
            message = f'"{self}" cannot name a unit: write letters, digits, "_", "-" or "@"'
            raise StoreError(message)

    def __str__(self) -> str:
        """The key as it stands in file names and commands."""
        return f"{self.variant}.s{self.sample:04d}.r{self.replicate:04d}"

    @property
    def filename(self) -> str:
        """Name of the unit's file."""
        return f"{self}{SUFFIX}"

    @classmethod
    def parse(cls, text: str) -> "UnitKey":
        """The key in a file name or a command."""
        found = FILE.fullmatch(text.removesuffix(SUFFIX) + SUFFIX)
        if found is None:
            message = f'"{text}" does not name a unit: write it as baseline.s0000.r0000'
            raise StoreError(message)
        return cls(found[1], int(found[2]), int(found[3]))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as read: every seal checked."""

    key: UnitKey
    stamp: str
    """Hash of all that it was computed from."""
    record: Record
    digest: str
    """Hash of names and contents, whatever the packing; equal results have equal digests."""


def encode(key: UnitKey, stamp: str, record: Mapping[str, NDArray[np.generic]]) -> bytes:
    """The bytes of a unit."""
    members = {name: _array_bytes(name, record[name]) for name in sorted(record)}
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    label = {
        "format": FORMAT, "stamp": stamp, "variant": key.variant, "sample": key.sample,
        "replicate": key.replicate, "members": sums,
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, LABEL, json.dumps(label, indent=1).encode())
        for name, data in members.items():
            _add(archive, f"{name}.npy", data)
        archive.comment = b" " * SEAL_LENGTH
    body = out.getvalue()[:-SEAL_LENGTH]
    seal = f"corridor unit 1 bytes={len(body):012d} sha256={hashlib.sha256(body).hexdigest()}"
    return body + seal.encode()


def decode(data: bytes, file: str, only: Collection[str] | None = None) -> Unit:
    """Open a unit's bytes, or say what is wrong; `only` names the arrays to unpack."""
    _require_seal(data, file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            label = json.loads(archive.read(LABEL))
            wanted = [name for name in label["members"] if only is None or name in only]
            record = {name: _array(archive.read(f"{name}.npy")) for name in wanted}
        key = UnitKey(label["variant"], label["sample"], label["replicate"])
        listing = json.dumps(label["members"], sort_keys=True)
        return Unit(
            key, label["stamp"], record, hashlib.sha256(f"{key} {listing}".encode()).hexdigest()
        )
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, EOFError) as error:
        message = f"{file}: sealed, but holds no unit of format {FORMAT}. {DAMAGE}"
        raise StoreError(message) from error


def read_unit(path: Path, key: UnitKey, stamp: str, only: Collection[str] | None = None) -> Unit:
    """Read one unit and refuse it, by name, if it is missing, damaged or of another run."""
    unit = decode(_bytes_of(path), str(path), only)
    if unit.key != key:
        message = f"{path}: this file holds the unit {unit.key}; somebody renamed it. {DAMAGE}"
        raise StoreError(message)
    if unit.stamp != stamp:
        message = f"{path}: this unit is of another run: other policies, values or model. {DAMAGE}"
        raise StoreError(message)
    return unit


def read_again(path: Path, only: Collection[str]) -> Record:
    """Some arrays of a unit whose seal was checked before, without reading the others."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {entry.removesuffix(".npy") for entry in archive.namelist()}
            return {name: _array(archive.read(f"{name}.npy")) for name in only if name in names}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        message = f"{path}: changed while it was being read. {DAMAGE}"
        raise StoreError(message) from error


def looks_whole(path: Path) -> bool:
    """Whether the file ends as a unit of its length must: a cheap look that finds any cut."""
    with path.open("rb") as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(0, size - SEAL_LENGTH))
        seal = SEAL.fullmatch(file.read())
    return seal is not None and int(seal[1]) == size - SEAL_LENGTH


def _require_seal(data: bytes, file: str) -> None:
    seal = SEAL.fullmatch(data[-SEAL_LENGTH:])
    body = data[:-SEAL_LENGTH]
    if seal is None:
        message = (
            f"{file}: the file is cut short or its end was changed ({len(data)} bytes). {DAMAGE}"
        )
        raise StoreError(message)
    if int(seal[1]) != len(body):
        message = f"{file}: {len(body)} bytes where {int(seal[1])} were written. {DAMAGE}"
        raise StoreError(message)
    if hashlib.sha256(body).hexdigest().encode() != seal[2]:
        hurt = _hurt_members(data)
        where = f"in {', '.join(hurt)}" if hurt else "between the arrays"
        message = f"{file}: the file was changed after it was written ({where}). {DAMAGE}"
        raise StoreError(message)


def _hurt_members(data: bytes) -> list[str]:
    """Names of the arrays that no longer have the sum they were written with."""
    hurt = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name, total in json.loads(archive.read(LABEL))["members"].items():
                try:
                    same = hashlib.sha256(archive.read(f"{name}.npy")).hexdigest() == total
                except Exception:  # noqa: BLE001 -- a damaged archive can fail in any way
                    same = False
                hurt += [] if same else [name]
    except Exception:  # noqa: BLE001 -- the same, in its label or its table of contents
        return ["its label"]
    return hurt


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        message = (
            f"{path}: this unit is missing. Run the same command again: only it is computed anew."
        )
        raise StoreError(message) from None
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}."
        raise StoreError(message) from error


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, DATE)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data, zipfile.ZIP_DEFLATED, LEVEL)


def _array_bytes(name: str, array: NDArray[np.generic]) -> bytes:
    if not NAME.fullmatch(name) or array.dtype.kind not in "biuf":
        message = (
            f'"{name}" ({array.dtype}) cannot be stored: lower-case names with "/", numbers only'
        )
        raise StoreError(message)
    out = io.BytesIO()
    plain = np.asarray(array, dtype=array.dtype.newbyteorder("<"), order="C")
    npy.write_array(out, plain, version=(1, 0), allow_pickle=False)
    return out.getvalue()


def _array(data: bytes) -> NDArray[np.generic]:
    array: NDArray[np.generic] = npy.read_array(io.BytesIO(data), allow_pickle=False)
    return array
