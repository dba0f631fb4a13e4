"""The command that goes on with a run, built from where the run lies now and how it was asked for.

A manifest holds no folder of anybody's machine, so its command names files only. Here those names
become paths again: the copy of the scenario in the run, and the folder that holds all results.
"""

import re
import shlex
from pathlib import Path

from sim.store.find import RESULTS, RUN
from sim.store.manifest import Manifest
from sim.store.unit import UnitKey

COPY = "scenario.yaml"
AS_BEFORE = "sim run, as before"
VARIANT = ("-v", "--variant")
OUT = ("-o", "--out")
PART = ("--shard", "--only")


def again(path: Path, manifest: Manifest, only: UnitKey | None = None) -> str:
    """The command that does what a run still misses, or one of its units alone."""
    if not manifest.command:
        return AS_BEFORE
    words, root = _words(path, manifest), _root(path)
    words += ["-o", str(root)] if root != RESULTS else []
    words += ["--only", str(only)] if only else []
    return shlex.join(words)


def anew(path: Path, manifest: Manifest) -> str:
    """The command that makes the same result once more, among all results."""
    return shlex.join(_words(path, manifest)) if manifest.command else AS_BEFORE


def place_of(path: Path, manifest: Manifest) -> Path | None:
    """Where `sim run` would look for a run that lies elsewhere now; None where it lies right."""
    begun = re.sub(r"\D", "", manifest.started or "")
    name = f"{begun[:8]}-{begun[8:12]}-{manifest.run_sha256[:7]}"
    here = path.resolve()
    right = RUN.fullmatch(here.name) and here.name.endswith(f"-{manifest.run_sha256[:7]}")
    return None if right and here.parent.name == manifest.name else RESULTS / manifest.name / name


def _words(path: Path, manifest: Manifest) -> list[str]:
    """The command for the whole, on the copy of the scenario."""
    return ["sim", "run"] + [
        str(path / COPY) if _scenario(word, before, manifest.name) else word
        for before, word in _options(manifest.command[2:])
    ]


def _options(command: tuple[str, ...]) -> list[tuple[str, str]]:
    """The words of a command, each after its predecessor, without folder and share of the work."""
    dropped = (*OUT, *PART)
    glued = ("-o", *(f"{name}=" for name in (*OUT, *PART)))
    return [
        (before, word)
        for before, word in zip(("", *command), command, strict=False)
        if before not in dropped and word not in dropped and not word.startswith(glued)
    ]


def _scenario(word: str, before: str, name: str) -> bool:
    """Whether a word of the command names the scenario, as a file or by its name."""
    named = word == name or word.endswith((".yaml", ".yml"))
    return named and before not in VARIANT and "=" not in word


def _root(path: Path) -> Path:
    """The folder that holds all results, of which this run is one."""
    plain = len(path.parts) > 1 and ".." not in path.parts
    return (path if plain else path.resolve()).parent.parent
