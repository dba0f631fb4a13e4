"""The test on unseen years that is shipped with the program: its result, and how it was made."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from ruamel.yaml import YAML

from sim.errors import EvidenceError
from sim.evidence.page import read_page
from sim.evidence.seeds import seeds_folder
from sim.units import Schema

FILE = "hindcast.yaml"
HEAD = "The model on years it has not seen. Made by the command below; never edited by hand."
Sum = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class FamilyResult(Schema):
    """One family of the record: the model against the best naive forecast."""

    family: str
    says: str
    """What it is, in words."""
    kind: Literal["given", "free"]
    """Given national margins, or free of the record."""
    error: Annotated[float, Field(ge=0.0)]
    """Root mean square error on logarithms, all held-out years."""
    naive: str
    """The best naive forecast of that kind."""
    naive_error: Annotated[float, Field(ge=0.0)]
    p: Share
    """Two-sided, of the difference."""
    beaten: bool
    """Whether the model erred less, by more than luck."""
    covered_50: Share
    covered_90: Share


class Hindcast(Schema):
    """A hindcast as it was made once: by which model, from which evidence, when and how."""

    made: date
    command: str
    sim: str
    world: str
    scale: float
    samples: int
    replicates: int
    seed: int
    model_sha256: Sum
    evidence_sha256: Sum
    families: Annotated[tuple[FamilyResult, ...], Field(min_length=1)]

    def limit(self, model: str | None = None) -> str:
        """The limit of what may be claimed, in one line; "" if the model won everywhere.

        Args:
            model: Hash of the model whose result is read, to say when it is another one.
        """
        lost = [found for found in self.families if not found.beaten]
        if not lost:
            return ""
        given = [found for found in lost if found.kind == "given"] or lost
        every = [found for found in self.families if found.kind == given[0].kind]
        worse = sum(found.error > found.naive_error for found in every)
        won = sum(found.beaten for found in every)
        errors = "; ".join(
            f"{found.says} {told_apart(found.error, found.naive_error)}"
            f"{', less but within luck' if found.error < found.naive_error else ''}"
            for found in given
        )
        other = "" if model in (None, self.model_sha256) else ", by another version of the model"
        return (
            "Limit of the claim: on years it has not seen, the model errs more than naive "
            f"forecasts in {worse} of {len(every)} readings, and less by more than luck in "
            f"{won or 'none'} (error on logarithms: {errors}; {self.made}{other}). Read "
            "differences between variants, not levels. See: sim validate --hindcast"
        )


def told_apart(one: float, other: float) -> str:
    """Two errors with two decimals, or three where two would make them look alike."""
    places = 2 if f"{one:.2f}" != f"{other:.2f}" else 3
    return f"{one:.{places}f} against {other:.{places}f}"


def read_hindcast(folder: Path | None = None) -> Hindcast | None:
    """The shipped hindcast of a folder of seeds, or None where there is none.

    Raises:
        EvidenceError: with every fault of the file.
    """
    path = (folder or seeds_folder()) / FILE
    if not path.exists():
        return None
    page = read_page(path, Hindcast)
    if page.faults:
        raise EvidenceError(page.faults)
    return next(iter(page.entries.values()))


def write_hindcast(found: Hindcast, path: Path) -> None:
    """Write a hindcast as the file that is shipped."""
    stream = StringIO()
    yaml = YAML(pure=True)
    yaml.width = 100
    yaml.dump([found.model_dump(mode="json")], stream)
    path.write_text(f"# {HEAD}\n{stream.getvalue()}", encoding="utf-8")
