"""The posterior of a fit that never saw a pair, for worlds that have not seen it either."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sim.errors import EvidenceError
from sim.evidence import posterior
from sim.evidence.card import Card
from sim.evidence.posterior import SAMPLES, Posterior, read_posterior
from sim.evidence.seeds import seeds_folder

ROOM = "unseen"
"""Outside of the posterior that ships, since no run but the test of the unseen pair rests on it."""
FOLDER = f"{ROOM}/{posterior.FOLDER}"


@dataclass(frozen=True, slots=True)
class Unseen:
    """What a fit has learnt from all pairs but one."""

    left_out: str
    """How many statistics name the pair, and which."""
    posterior: Posterior | None
    """None where it identified no card."""
    digest: str


def read_unseen(
    cards: Mapping[str, Card], pair: Collection[str], root: Path | None = None
) -> Unseen | None:
    """What ships of a fit without this pair.

    None where nothing does, or where it is of another pair or of another fit than the posterior.

    Raises:
        EvidenceError: with every fault of its files.
    """
    root = root or seeds_folder()
    said, ships = (_header(root / name / SAMPLES) for name in (FOLDER, posterior.FOLDER))
    if set(said.get("without", "").split()) != set(pair) or said.get("fit") != ships.get("fit"):
        return None
    found, faults = read_posterior(root / ROOM, cards)
    if faults:
        raise EvidenceError(replace(fault, file=f"{ROOM}/{fault.file}") for fault in faults)
    return Unseen(said["left_out"], found, _digest(root / FOLDER))


def _header(path: Path) -> dict[str, str]:
    """The lines of ``# key: value`` on top; none where there is no file."""
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    said = (line[1:].partition(":") for line in lines if line.startswith("#"))
    return {key.strip(): value.strip() for key, _, value in said}


def _digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        total.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()
