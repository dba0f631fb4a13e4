"""A model of a few lines in the place of the real one; workers import it by its name."""

import errno
import hashlib
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

YEARS = 5
ENGINE = "tests.experiment.toy:run_group"


@dataclass(frozen=True)
class ToyVariant:
    name: str


@dataclass(frozen=True)
class ToySpec:
    """What the toy is given; `trouble` says which variants misbehave and how."""

    variants: tuple[ToyVariant, ...] = (ToyVariant("baseline"), ToyVariant("seats"))
    start: int = 4 * 2022
    policy: int = 4 * 2024
    end: int = 4 * 2026 + 3
    seed: int = 7
    values: Mapping[str, float] = field(default_factory=dict)
    trouble: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    """Seconds that each quarter takes."""
    diary: str = ""
    """A file that gets a line for each variant computed."""


def number(*parts):
    """A number that follows from its parts alone."""
    return int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:8], "little")


def digests(spec, replicate, sample, variant):
    """Fingerprints by quarter: variants agree before the policy date and part after it."""
    drift = spec.trouble.get(variant) == "drift"
    early = [
        number(spec.seed, replicate, sample, q, drift and q > spec.start)
        for q in range(spec.start, spec.policy)
    ]
    late = [
        number(spec.seed, replicate, sample, variant, q) for q in range(spec.policy, spec.end + 1)
    ]
    return np.array(early + late, dtype=np.uint64)


def record(spec, replicate, sample, variant):
    """The arrays of one run."""
    level = number(spec.seed, replicate, sample, variant, sorted(spec.values.items())) % 1000
    return {
        "papers": level + np.arange(2.0 * YEARS).reshape(YEARS, 2),
        "moves": np.full(YEARS, level, dtype=np.float32),
        "check/digest": digests(spec, replicate, sample, variant),
    }


def misbehave(spec, variant, replicate, sample):
    """Fail in the way that was ordered for a variant, or for one of its units."""
    order = spec.trouble.get(variant) or spec.trouble.get(f"{variant}.s{sample}.r{replicate}")
    if order == "crash":
        message = f"a share of 1.2 in '/Users/ann/seeds/x.csv' for {variant}"
        raise ValueError(message)
    if order == "die":
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    if order == "interrupt":
        raise KeyboardInterrupt
    if order == "full":
        os.fsync = fill_up


def fill_up(_handle):
    """What the system says when there is no room left."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def run_group(spec, replicate, sample, wanted, on_quarter):
    """History once, then every wanted variant."""
    misbehave(spec, "history", replicate, sample)
    for quarter in range(spec.start, spec.policy):
        time.sleep(spec.pause)
        on_quarter(quarter)
    for variant in wanted:
        misbehave(spec, variant, replicate, sample)
        for quarter in range(spec.policy, spec.end + 1):
            time.sleep(spec.pause)
            on_quarter(quarter)
        if spec.diary:
            with Path(spec.diary).open("a") as diary:
                diary.write(f"{variant}.s{sample}.r{replicate}\n")
        if spec.trouble.get(variant) != "vanish":
            yield variant, record(spec, replicate, sample, variant)
