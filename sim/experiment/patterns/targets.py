"""Targets of patterns: what the record says, in which band, and whether it was seen before."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from sim.errors import EvidenceError, Fault
from sim.evidence.card import CardName, Label, Number, Source, Words
from sim.evidence.page import Page, read_page
from sim.evidence.seeds import seeds_folder
from sim.units import Schema, did_you_mean, refuse

FILE = "targets.yaml"
CORE = ("P3", "P4", "P11", "P12", "P13", "P14", "P28", "P29")
"""Patterns whose mechanism has to move if no admissible value of a card reaches them."""

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")]
Year = Annotated[int, Field(strict=True, ge=2003, le=2100)]
Years = tuple[Year, Year]
World = Literal["ai", "science"]
Kind = Literal["fit-informed", "kept for checking"]


class Target(Schema):
    """One number of the record with the band in which a run has to come out."""

    id: CardName
    """pattern.name; the pattern is the file that reads it."""
    number: Annotated[str, StringConstraints(pattern=r"^P[1-9][0-9]?$")]
    """Its number in the list of patterns."""
    says: Words
    """The statistic, in one line."""
    worlds: Annotated[tuple[World, ...], Field(min_length=1)]
    """The worlds whose runs are read against it."""
    places: tuple[Code, ...] = ()
    """The places it is about; the first is the one whose share, flow or rate it is."""
    without: tuple[Code, ...] = ()
    """Places left out, where the record holds them back."""
    years: Years
    """First and last year of the statistic."""
    against: Years | None = None
    """First and last year of the earlier period it is compared with."""
    quantile: Annotated[float, Field(gt=0.0, lt=1.0)] | None = None
    """Which quantile is read, of a statistic with a spread."""
    value: Number
    """What the record says."""
    low: Number
    """The lower end of the band."""
    high: Number
    """The upper end of the band."""
    unit: Words
    """The unit; 1 for a pure number."""
    kind: Kind
    """Whether a card, a driver or a judgement has already seen it."""
    sources: Annotated[tuple[Label, ...], Field(alias="from", min_length=1)]
    """The sources it rests on."""
    how: Words
    """How the number and the band come about."""

    @property
    def pattern(self) -> str:
        """The pattern that reads it."""
        return self.id.partition(".")[0]

    @model_validator(mode="after")
    def _is_in_order(self) -> Self:
        if not self.low <= self.value <= self.high:
            refuse("band", f"{self.id}: the value {self.value:g} is outside of its band")
        for first, last in (self.years, self.against or self.years):
            if first > last:
                refuse("years", f"{self.id}: the years {first} to {last} run backwards")
        return self


def read_targets(folder: Path | None = None) -> tuple[Target, ...]:
    """Every target of a folder of seeds, by default the one that comes with the program.

    Raises:
        EvidenceError: with every fault of the file.
    """
    root = folder or seeds_folder()
    page = read_page(root / FILE, Target)
    sources = read_page(root / "sources.yaml", Source)
    known = {source.id for source in sources.entries.values()}
    faults = [*page.faults, *sources.faults, *_twice(page), *_unknown(page, known)]
    if faults:
        raise EvidenceError(faults)
    return tuple(page.entries.values())


def _twice(page: Page[Target]) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for index, target in page.entries.items():
        if target.id in first:
            faults.append(page.fault((index, "id"), "twice", f'"{target.id}" stands twice'))
        first.setdefault(target.id, index)
    return faults


def _unknown(page: Page[Target], known: set[str]) -> list[Fault]:
    return [
        page.fault(
            (index, "from", place),
            "unknown_source",
            f'no source is called "{source}"',
            did_you_mean(source, list(known), "add it to sources.yaml"),
        )
        for index, target in page.entries.items()
        for place, source in enumerate(target.sources)
        if source not in known
    ]
