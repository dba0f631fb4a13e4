"""What a run says about itself: enough to read it without the model and to repeat it."""

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from sim.errors import StoreError
from sim.store.stamps import Stamps
from sim.store.unit import UnitKey
from sim.units import Quarter, Schema

FILE = "manifest.json"
FORMAT = 1
SEAL = re.compile(rb',\n "sha256": "([0-9a-f]{64})"\n}\n\Z')
REMEDY = "Restore it from a copy, or move the folder away and run anew."

Sum = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Count = Annotated[int, Field(ge=0)]


class OutcomeInfo(Schema):
    """How one measure is to be read."""

    title: str
    unit: str
    dims: tuple[str, ...]
    """Names of the axes after the year; their labels stand under `labels`."""
    time: Literal["flow", "stock", "ratio"]
    better: Literal["up", "down", "neither"]
    counting: str
    definition: str
    neutral: float | None = None


class VariantInfo(Schema):
    """One variant in the words of the scenario."""

    name: str
    policies: tuple[str, ...] = ()
    """One sentence for each policy that is on."""
    planned_cost: dict[str, float] = Field(default_factory=dict)
    """Public money over the whole horizon as planned, MUSD by place."""
    future: str = "status_quo"
    sha256: str = ""
    """Of its policies and its future."""


class Horizon(Schema):
    """First quarter of the run, first quarter of the policies, last quarter of the run."""

    start: Quarter
    policy: Quarter
    end: Quarter

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years on the first axis of every outcome."""
        return tuple(range(self.start // 4, self.end // 4 + 1))


class Comparison(Schema):
    """How the scenario asks to be compared."""

    to: str
    at: tuple[int, ...] = ()
    interval: float = 0.9
    cost_per: str | None = None


class Runs(Schema):
    """How many runs there are to be, are there, and failed when last tried."""

    planned: Count
    done: Count = 0
    failed: Count = 0


class Check(Schema):
    """One thing that the run verified about itself."""

    name: str
    passed: bool
    says: str


class Manifest(Schema):
    """A run, described so that its folder needs nothing else."""

    format: Literal[1] = 1
    name: str
    question: str = ""
    sim: str
    commit: str | None = None
    dirty: bool | None = None
    started: str | None = None
    finished: str | None = None
    command: tuple[str, ...] = ()
    run_sha256: Sum
    """Of all that decides the numbers: resolved scenario, drawn values, evidence, model, seed."""
    work_sha256: str = ""
    """Of all that its units share: world, horizon, structure, evidence, model, seed."""
    sample_sha256: tuple[str, ...] = ()
    """Of the values of the cards in each sample."""
    scenario_sha256: Sum
    resolved_sha256: Sum
    evidence_sha256: Sum
    model_sha256: Sum
    seed: int
    key: str
    """The rule by which a draw of chance follows from the seed."""
    python: str = ""
    platform: str = ""
    packages: dict[str, str] = Field(default_factory=dict)
    world: str
    scale: float = 1.0
    quick: bool = False
    horizon: Horizon
    corridor: tuple[str, str]
    futures: tuple[str, ...] = ("status_quo",)
    structure: dict[str, str] = Field(default_factory=dict)
    replicates: Annotated[int, Field(ge=1)]
    samples: Annotated[int, Field(ge=1)]
    uncertain: tuple[str, ...] = ()
    """Cards that differ between samples."""
    variants: Annotated[tuple[VariantInfo, ...], Field(min_length=1)]
    outcomes: dict[str, OutcomeInfo]
    shows: tuple[str, ...] = ()
    """Outcomes by which the policies of this scenario are read, beside those of every one."""
    labels: dict[str, tuple[str, ...]]
    places: dict[str, str] = Field(default_factory=dict)
    """Name of each place by its code."""
    compare: Comparison
    evidence: dict[str, Count] = Field(default_factory=dict)
    """Number of cards of each grade."""
    warnings: tuple[str, ...] = ()
    runs: Runs
    checks: tuple[Check, ...] = ()
    files: dict[str, Sum] = Field(default_factory=dict)
    """Hash of each text that lies beside the manifest since the start."""

    @property
    def variant_names(self) -> tuple[str, ...]:
        """Names of the variants in the order of the scenario."""
        return tuple(variant.name for variant in self.variants)

    @property
    def keys(self) -> tuple[UnitKey, ...]:
        """Every unit of the run, sample by sample, replicate by replicate, baseline first."""
        return tuple(
            UnitKey(variant, sample, replicate)
            for sample in range(self.samples)
            for replicate in range(self.replicates)
            for variant in self.variant_names
        )

    @property
    def stamps(self) -> Stamps:
        """What each unit is computed from."""
        variants = {variant.name: variant.sha256 for variant in self.variants}
        return Stamps(self.work_sha256 or self.run_sha256, variants, self.sample_sha256)

    def text(self) -> str:
        """The manifest as its file holds it: the last line seals all lines before."""
        data = self.model_dump(mode="json")
        body = json.dumps(data, indent=1, ensure_ascii=False).removesuffix("\n}")
        return f'{body},\n "sha256": "{hashlib.sha256(body.encode()).hexdigest()}"\n}}\n'


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a run folder, or what is wrong with it."""
    path = folder / FILE
    try:
        written = path.read_bytes().replace(b"\r\n", b"\n")
    except FileNotFoundError:
        message = f"{path}: missing, so this is not a result. Name a folder that `sim run` made."
        raise StoreError(message) from None
    except OSError as error:
        message = f"{path}: cannot be read: {error.strerror}."
        raise StoreError(message) from error
    found = _unsealed(written, path)
    try:
        return Manifest.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        message = f"{path}: cannot be understood at {where}: {first['msg']}. {REMEDY}"
        raise StoreError(message) from error


def _unsealed(written: bytes, path: Path) -> dict[str, Any]:
    """What a manifest says, if it is as it was written and of a known format."""
    try:
        found = json.loads(written)
        number, program = found["format"], found["sim"]
    except (ValueError, TypeError, KeyError) as error:
        message = f"{path}: damaged, this is no manifest. {REMEDY}"
        raise StoreError(message) from error
    if number != FORMAT:
        message = (
            f"{path}: written by sim {program} in format {number}, this version reads {FORMAT}. "
            "Update corridor-sim to read it."
        )
        raise StoreError(message)
    seal = SEAL.search(written)
    if seal is None or hashlib.sha256(written[: seal.start()]).hexdigest().encode() != seal[1]:
        message = f"{path}: changed after it was written. {REMEDY}"
        raise StoreError(message)
    return {name: value for name, value in found.items() if name != "sha256"}


def now_text(now: datetime | None = None) -> str:
    """A moment as manifests and logs write it, UTC."""
    return (now or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
