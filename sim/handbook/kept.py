"""Evidence about the model as it is kept: tables, accounts and charts, and how old each is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sim.experiment.stamp import age
from sim.handbook.cards import shelf
from sim.handbook.markdown import code
from sim.handbook.reading import repository
from sim.store.reference import read_csv, read_json

FROM_DOCS = "../results/reference"


@cache
def folder() -> Path:
    """Where it is kept."""
    return repository() / "results" / "reference"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart that is kept: its name, its words for those who do not see it, its place."""

    name: str
    alt: str
    link: str

    def text(self) -> str:
        """The chart as a document shows it."""
        return f"![{self.alt}]({self.link})"


def account(name: str) -> Mapping[str, Any]:
    """What a file of data says; nothing where there is none."""
    return read_json(folder() / name) or {}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table; none where there is none."""
    return read_csv(folder() / name)


def pictures(name: str) -> Iterator[Picture]:
    """The charts of a folder, by name."""
    for path in sorted((folder() / name).glob("*.svg")):
        words = path.with_suffix(".txt")
        alt = " ".join(words.read_text(encoding="utf-8").split()) if words.is_file() else path.stem
        yield Picture(path.stem, alt.replace("[", "(").replace("]", ")"), linked(name, path.name))


def linked(*parts: str) -> str:
    """The way from the documents to something that is kept."""
    return "/".join((FROM_DOCS, *parts))


def made(stamp: Mapping[str, str]) -> str:
    """How and with what something was made, and whether that is what there is today."""
    model, evidence = stamp["model_sha256"], stamp["evidence_sha256"]
    told = (
        f"Made {stamp['made']} by {code(stamp['command'])}; model {code(model[:12])}, cards and "
        f"tables {code(evidence[:12])}."
    )
    return f"{told} {age(model, evidence, shelf().digest())}".strip()
