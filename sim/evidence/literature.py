"""What studies found that stands nearest to an instrument's effect; it enters no model."""

from pathlib import Path
from typing import Literal, Self

from pydantic import model_validator

from sim.errors import EvidenceError
from sim.evidence.card import CardName, Grade, Label, Number, Words
from sim.evidence.page import read_page
from sim.evidence.seeds import seeds_folder
from sim.units import Schema, refuse

FILE = "literature.yaml"


class Finding(Schema):
    """A range that a study gives, or that was judged where no study does."""

    id: CardName
    """policy.subject"""
    policy: Label
    """Kind of the instrument."""
    says: Words
    measure: Literal["ratio", "each", "beside"]
    """Joint papers with it over without; additional ones for each unit begun; another quantity."""
    unit: Words
    low: Number
    central: Number
    high: Number
    grade: Grade
    study: Words
    where: Words
    seen: Literal["read", "secondary", "recalled", "own", "assumption"]
    how: Words
    """How the range was read or judged, and what it is not."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        """The range holds its centre."""
        if not self.low <= self.central <= self.high:
            problem = f"{self.low:g}, {self.central:g}, {self.high:g} are not in order"
            refuse("range", problem, "write low <= central <= high")
        return self

    @property
    def told(self) -> str:
        """The range in words."""
        return f"{self.central:g} ({self.low:g} to {self.high:g}) {self.unit}, grade {self.grade}"


def read_literature(folder: Path | None = None) -> tuple[Finding, ...]:
    """Every finding, in the order of the file.

    Raises:
        EvidenceError: all entries that cannot be understood.
    """
    page = read_page((folder or seeds_folder()) / FILE, Finding)
    if page.faults:
        raise EvidenceError(page.faults)
    return tuple(page.entries.values())


def findings_on(policy: str) -> tuple[Finding, ...]:
    """What studies found that stands nearest to one kind of instrument."""
    return tuple(finding for finding in read_literature() if finding.policy == policy)
