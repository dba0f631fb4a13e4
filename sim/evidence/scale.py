"""Which outcomes may be read in a smaller world: what was measured, and how."""

from collections.abc import Collection, Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from ruamel.yaml import YAML

from sim.errors import EvidenceError
from sim.evidence.hindcast import Sum
from sim.evidence.page import read_page
from sim.evidence.seeds import seeds_folder
from sim.units import Schema

FILE = "scale.yaml"
HEAD = "Outcomes in smaller worlds. Made by the command below; never edited by hand."
Scale = Annotated[float, Field(gt=0.0, le=1.0)]


class Judged(Schema):
    """One outcome at one scale, set against the largest scale."""

    outcome: str
    scale: Scale
    reading: Literal["levels", "differences"]
    verdict: Literal["holds", "differs", "open"]
    """Open: too few runs to tell."""
    worst: str
    """Where it is furthest off: part and variant."""
    ratio: float | None
    """Value there over that at the largest scale; none where that is 0."""


class ScaleTable(Schema):
    """What was measured once: by which model, with which scenario, how often, and what came out."""

    made: date
    command: str
    sim: str
    world: str
    scenario: str
    base: Scale
    """The scale that the others are set against."""
    replicates: dict[str, int]
    """By scale."""
    seed: int
    model_sha256: Sum
    evidence_sha256: Sum
    outcomes: Annotated[tuple[Judged, ...], Field(min_length=1)]

    @property
    def scales(self) -> tuple[float, ...]:
        """Scales that were set against the largest, the smallest first."""
        return tuple(sorted({found.scale for found in self.outcomes}))

    def stands_for(self, scale: float) -> float:
        """The measured scale that speaks for another: the next smaller, else the smallest."""
        return max((found for found in self.scales if found <= scale), default=self.scales[0])

    def warnings(self, scale: float, outcomes: Collection[str]) -> Iterator[str]:
        """Sentences on outcomes that may not be read at a scale; none at the base or above."""
        if scale >= self.base:
            return
        measured = self.stands_for(scale)
        how = f"measured {self.made} with {self.scenario}"
        here = [o for o in self.outcomes if o.scale == measured and o.outcome in outcomes]
        for verdict, said in SAID.items():
            parts = []
            for reading in ("levels", "differences"):
                found = [o.outcome for o in here if (o.verdict, o.reading) == (verdict, reading)]
                parts += [f"{reading} of {', '.join(found)}"] if found else []
            if parts:
                told = said.format(at=f"{measured:g}", base=f"{self.base:g}", how=how)
                yield f"{told}: {'; '.join(parts)}"
        if scale < measured:
            yield (
                f"no scale below {measured:g} was measured, so what holds there need not hold at "
                f"{scale:g}"
            )


SAID = {
    "differs": "at scale {at} these do not keep the value they have at {base} ({how})",
    "open": "at scale {at} it is not known whether these keep the value of {base} ({how})",
}


def cautions(world: str, scale: float, outcomes: Collection[str]) -> tuple[str, ...]:
    """What the shipped table says of outcomes at a scale; nothing of a world that it is not of."""
    table = read_scale()
    return tuple(table.warnings(scale, outcomes)) if table and table.world == world else ()


def read_scale(folder: Path | None = None) -> ScaleTable | None:
    """The shipped table of a folder of seeds, or None where there is none.

    Raises:
        EvidenceError: with every fault of the file.
    """
    path = (folder or seeds_folder()) / FILE
    if not path.exists():
        return None
    page = read_page(path, ScaleTable)
    if page.faults:
        raise EvidenceError(page.faults)
    return next(iter(page.entries.values()))


def write_scale(found: ScaleTable, path: Path) -> None:
    """Write a table as the file that is shipped."""
    stream = StringIO()
    yaml = YAML(pure=True)
    yaml.width = 100
    yaml.dump([found.model_dump(mode="json")], stream)
    path.write_text(f"# {HEAD}\n{stream.getvalue()}", encoding="utf-8")
