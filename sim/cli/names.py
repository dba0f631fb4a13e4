"""Which thing a typed name means."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from sim.errors import UsageError
from sim.units import did_you_mean

Thing = TypeVar("Thing")


def scenario_files() -> list[Path]:
    """The scenarios of the folder one stands in, else those that come with the program."""
    packed = Path(__file__).resolve().parents[1] / "_scenarios"
    here = Path("scenarios")
    shipped = packed if packed.is_dir() else Path(__file__).resolve().parents[2] / "scenarios"
    return sorted((here if here.is_dir() else shipped).glob("*.yaml"))


def scenario_file(path: Path) -> Path:
    """The file that is meant by a path, or by the name of a scenario."""
    if path.exists() or path.suffix:
        return path
    known = {found.stem: found for found in scenario_files()}
    return known.get(str(path), path)


def known(things: Mapping[str, Thing], name: str, kind: str) -> Thing:
    """The thing of that name, or what to write instead."""
    if name in things:
        return things[name]
    raise UsageError(unknown(name, kind, things))


def unknown(name: str, kind: str, names: Iterable[str], among: str = "") -> str:
    """The sentence about a name that nothing has; `among` says where it was looked for."""
    words = list(names)
    few = f"there are: {', '.join(words)}" if len(words) <= 12 else f"see: sim list {kind}"
    where = among or kind
    return f'there is nothing called "{name}" among the {where}; {did_you_mean(name, words, few)}'
