"""The command that goes on with a run, built from where the run lies now and how it was asked for.

A manifest holds no folder of anybody's machine, so its command names files only. Here those names
become paths again: the copy of the scenario in the run, and the folder that holds all results.
"""

import shlex
from pathlib import Path

from sim.store.find import RESULTS
from sim.store.manifest import Manifest
from sim.store.unit import UnitKey

COPY = "scenario.yaml"
VARIANT = ("-v", "--variant")
OUT = ("-o", "--out")
PART = ("--shard", "--only")


def again(path: Path, manifest: Manifest, only: UnitKey | None = None) -> str:
    """The command that does what a run still misses, or one of its units alone."""
    if not manifest.command:
        return "sim run, as before"
    words = ["sim", "run"] + [
        str(path / COPY) if _scenario(word, before, manifest.name) else word
        for before, word in _options(manifest.command[2:])
    ]
    root = _root(path)
    words += ["-o", str(root)] if root != RESULTS else []
    words += ["--only", str(only)] if only else []
    return shlex.join(words)


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
