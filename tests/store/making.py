"""A small run to be stored: two outcomes, two places, five years."""

import hashlib
from dataclasses import dataclass, field

import numpy as np

from sim.store.manifest import Manifest
from sim.store.unit import UnitKey

YEARS = 5
SCENARIO = b"format: 1\nname: toy\n"
RESOLVED = b"format: 1\nname: toy\nhorizon: {start: 2022, policy: 2024, end: 2026}\n"


def sum_of(text):
    """A hash in its usual dress."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def manifest(**changes):
    """The manifest of two variants, two samples and two replicates, not yet begun."""
    info = {"counting": "whole", "definition": "counted by hand", "better": "up"}
    said = {
        "name": "toy",
        "sim": "0.1.0",
        "command": ["sim", "run", "toy.yaml"],
        "run_sha256": sum_of("run"),
        "scenario_sha256": sum_of(SCENARIO),
        "resolved_sha256": sum_of(RESOLVED),
        "evidence_sha256": sum_of("evidence"),
        "model_sha256": sum_of("model"),
        "seed": 7,
        "key": "hash(seed, replicate, purpose, quarter, identity, k)",
        "world": "toy",
        "horizon": {"start": "2022-Q1", "policy": "2024-Q1", "end": "2026-Q4"},
        "corridor": ["RU", "CN"],
        "replicates": 2,
        "samples": 2,
        "variants": [{"name": "baseline"}, {"name": "seats", "policies": ["50 doctorates a year"]}],
        "outcomes": {
            "papers": {"title": "Papers", "unit": "papers", "dims": ["place"], "time": "flow"}
            | info,
            "moves": {"title": "Moves", "unit": "people", "dims": [], "time": "flow"} | info,
        },
        "labels": {"place": ["RU", "CN"]},
        "places": {"RU": "Russia", "CN": "China"},
        "compare": {"to": "baseline", "at": [2025]},
    }
    said |= changes
    planned = len(said["variants"]) * said["samples"] * said["replicates"]
    return Manifest.model_validate({"runs": {"planned": planned}} | said)


@dataclass(frozen=True)
class Planned:
    """A run that is to be made."""

    manifest: Manifest = field(default_factory=manifest)
    files: dict[str, bytes] = field(
        default_factory=lambda: {
            "scenario.yaml": SCENARIO,
            "resolved.yaml": RESOLVED,
            "samples.csv": b"sample\n0\n1\n",
        }
    )


def record(key: UnitKey):
    """The arrays of a unit, worked out from its key."""
    level = 100 * key.sample + 10 * key.replicate + (key.variant != "baseline")
    return {
        "papers": level + np.arange(2.0 * YEARS).reshape(YEARS, 2),
        "moves": np.full(YEARS, level, dtype=np.float32),
        "check/digest": np.arange(4 * YEARS, dtype=np.uint64) + np.uint64(2**63),
    }


def filled(folder):
    """The run folder with every unit in it, closed."""
    for key in folder.missing():
        folder.write(key, record(key))
    return folder.settle()


def contents(folder):
    """Every file below a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
