"""Mistakes that people make in scenario files, each with the faults that it has to be told."""

from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

HERE = Path(__file__).parent
GOOD = (HERE / "good.yaml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Expected:
    """A fault: where it stands, of what sort it is, and what the remedy says."""

    line: int
    column: int
    code: str
    remedy: str


@dataclass(frozen=True)
class Mistake:
    """The good scenario with one thing written for another."""

    name: str
    find: str
    write: str
    faults: tuple[Expected, ...]

    def put_into(self, folder: Path) -> Path:
        """The bad file, written into a folder."""
        path = folder / "good.yaml"
        path.write_text(GOOD.replace(self.find, self.write), encoding="utf-8")
        return path


def mistakes() -> tuple[Mistake, ...]:
    """All of them, in the order of the file."""
    text = (HERE / "mistakes.yaml").read_text(encoding="utf-8")
    return tuple(
        Mistake(e["name"], e["find"], e["write"], tuple(map(_expected, e["faults"])))
        for e in YAML(typ="safe", pure=True).load(text)
    )


def _expected(text: str) -> Expected:
    place, _, rest = text.partition(" ")
    code, _, remedy = rest.partition(" | ")
    line, column = place.split(":")
    return Expected(int(line), int(column), code, remedy)
