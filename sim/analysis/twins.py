"""Futures in which a variant does just what it does in the first one."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from sim.analysis.findings import Findings
from sim.analysis.reading import future_of


def twins(findings: Findings) -> dict[str, str]:
    """Variants of which every number found equals that of their namesake in the first future."""
    manifest = findings.comparison.manifest
    first = manifest.futures[0]
    namesakes = {_plain(v.name): v.name for v in manifest.variants if v.future == first}
    found = {}
    for variant in manifest.variants:
        namesake = namesakes.get(_plain(variant.name), variant.name)
        if namesake != variant.name and _face(findings, variant.name) == _face(findings, namesake):
            found[variant.name] = namesake
    return found


def without(findings: Findings, names: Collection[str]) -> Findings:
    """The same findings without some variants."""
    comparison = findings.comparison
    kept = tuple(row for row in comparison.rows if row.variant not in names)
    return replace(
        findings,
        comparison=replace(comparison, rows=kept),
        costs=tuple(row for row in findings.costs if row.variant not in names),
        versus=tuple(row for row in findings.versus if not {row.variant, row.to} <= set(names)),
        noises=tuple(row for row in findings.noises if row.variant not in names),
        sightings=tuple(row for row in findings.sightings if row.variant not in names),
        additionality=tuple(row for row in findings.additionality if row.variant not in names),
        displacements=tuple(row for row in findings.displacements if row.variant not in names),
    )


def whole_futures(findings: Findings, found: Mapping[str, str]) -> tuple[str, ...]:
    """The variants of futures in which every variant is a twin."""
    names = findings.comparison.manifest.variant_names
    apart = {future_of(name) for name in names if name not in found}
    return tuple(name for name in found if future_of(name) not in apart)


def future_words(
    findings: Findings, found: Mapping[str, str], *, glance: bool = False
) -> Iterator[str]:
    """How futures are named, and which of them change nothing for whom.

    At a glance every future has its column; otherwise rows that are alike are not repeated.
    """
    end = "." if glance else ": these rows are not repeated."
    manifest = findings.comparison.manifest
    if len(manifest.futures) == 1:
        return
    plain = next((v.future for v in manifest.variants if not future_of(v.name)), "")
    if plain:
        yield f"Names without @ are of the future {plain}; NAME@FUTURE is the same variant there."
    for future in manifest.futures:
        there = [v.name for v in manifest.variants if v.future == future]
        alike = [_plain(name) for name in there if name in found]
        if alike:
            whom = "every variant" if len(alike) == len(there) else ", ".join(alike)
            yield f"In {future} all is as in {manifest.futures[0]} for {whom}{end}"


def _plain(name: str) -> str:
    """The name of a variant without its future."""
    return name.partition("@")[0]


def _face(findings: Findings, variant: str) -> list[str]:
    """Every number found of a variant, as text: what is not defined is equal to its like."""
    rows = [replace(row, to="") for row in findings.comparison.rows if row.variant == variant]
    costs = [replace(row, to="") for row in findings.costs if row.variant == variant]
    noises = [replace(row, to="") for row in findings.noises if row.variant == variant]
    seen = [replace(row, to="") for row in findings.sightings if row.variant == variant]
    gone = [replace(row, to="") for row in findings.displacements if row.variant == variant]
    labelled = [row for row in findings.additionality if row.variant == variant]
    every = (*rows, *costs, *noises, *seen, *gone, *labelled)
    return [str(row).replace(f"variant={variant!r}", "") for row in every]
