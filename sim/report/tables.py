"""A comparison as text, Markdown, CSV and JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sim.analysis.findings import Findings
from sim.analysis.glance import glance
from sim.analysis.place_names import bloc_words
from sim.analysis.tidy import DIFFERENCES, difference_rows
from sim.analysis.twins import future_words, twins, whole_futures, without
from sim.analysis.words import (
    caution,
    gap_words,
    gathered,
    sentences,
    source_line,
    thin,
)
from sim.report.beside import cost_grids, elsewhere_grids, support_grids, surety_grids
from sim.report.grid import WIDTH, Grid, markdown, paragraphs, text
from sim.report.grids import outcome_grids
from sim.report.matrix import matrix_grids
from sim.report.plain import Plain, plain
from sim.store.table import table_bytes


def comparison_text(
    findings: Findings, *, detail: bool = False, every: bool = False, width: int = WIDTH
) -> str:
    """The tables and sentences for a screen of that width.

    Of several futures words and one table a part, futures across; ``every`` table if wanted.
    """
    found = {} if detail else twins(findings)
    blocks = [text(grid, width) for grid in _chosen(findings, found, detail=detail, every=every)]
    said = paragraphs(_said(findings, found, detail=detail, every=every), width)
    closed = paragraphs(closing(findings), width)
    opened = paragraphs(opening(findings), width)
    return "\n\n".join(
        block for block in (opened, *_in_order(findings, said, blocks), closed) if block
    )


def comparison_markdown(findings: Findings, *, detail: bool = False, every: bool = False) -> str:
    """The same for a document."""
    found = {} if detail else twins(findings)
    blocks = [markdown(grid) for grid in _chosen(findings, found, detail=detail, every=every)]
    said, closed = _said(findings, found, detail=detail, every=every), closing(findings)
    order = _in_order(findings, _listed(said), blocks)
    return "\n\n".join([*opening(findings), *order, _listed(closed)])


def _in_order(findings: Findings, said: str, blocks: Sequence[str]) -> tuple[str, ...]:
    """What is said stands below the table that it is mostly about, of several futures above all."""
    first = 0 if _many(findings) else 1
    return (*blocks[:first], *([said] if said else []), *blocks[first:])


def _many(findings: Findings) -> bool:
    """Whether there are so many variants, one future beside the other, that the words go first."""
    return len(findings.comparison.manifest.futures) > 1


def _at_a_glance(findings: Findings, *, detail: bool, every: bool) -> bool:
    """Whether futures go across and the rest is left to those who ask for it."""
    return _many(findings) and not (detail or every)


def _chosen(
    findings: Findings, found: Mapping[str, str], *, detail: bool, every: bool
) -> Iterator[Grid]:
    """All tables, or of several futures those at a glance."""
    if _at_a_glance(findings, detail=detail, every=every):
        return matrix_grids(findings)
    return grids(without(findings, found), detail=detail)


def _said(
    findings: Findings, found: Mapping[str, str], *, detail: bool, every: bool
) -> tuple[str, ...]:
    """How futures are named, then what the numbers say of those that differ."""
    if _at_a_glance(findings, detail=detail, every=every):
        return (*future_words(findings, found, glance=True), *glance(findings))
    ranked = without(findings, whole_futures(findings, found)).comparison
    other = replace(without(findings, found), comparison=ranked)
    return (*future_words(findings, found), *sentences(other, detail=detail))


def _listed(lines: Sequence[str]) -> str:
    """Sentences as a list."""
    return "\n".join(f"- {line}" for line in lines)


def comparison_csv(findings: Findings) -> str:
    """Every difference as one tidy table, numbers in full."""
    return table_bytes(DIFFERENCES, difference_rows(findings)).decode()


def comparison_json(findings: Findings) -> dict[str, Plain]:
    """Everything found, as data."""
    comparison = findings.comparison
    infos = comparison.manifest.outcomes
    wanted = comparison.request.outcomes
    return {
        "run": comparison.manifest.run_sha256,
        "source": source_line(comparison.manifest),
        "quick": comparison.manifest.quick,
        "scale": comparison.manifest.scale,
        "request": plain(comparison.request),
        "pairing": plain(comparison.pairing),
        "outcomes": plain({name: infos[name].model_dump(mode="json") for name in wanted}),
        "rows": plain(comparison.rows),
        "costs": plain(findings.costs),
        "versus": plain(findings.versus),
        "noise": plain(findings.noises),
        "record": plain(findings.sightings),
        "additionality": plain(findings.additionality),
        "displacement": plain(findings.displacements),
        "sentences": plain(sentences(findings, detail=True)),
        "gaps": plain(comparison.gaps),
    }


def grids(findings: Findings, *, detail: bool = False) -> Iterator[Grid]:
    """Every table, in reading order."""
    yield from outcome_grids(findings, detail=detail)
    yield from cost_grids(findings)
    yield from support_grids(findings)
    yield from elsewhere_grids(findings)
    yield from surety_grids(findings)


def opening(findings: Findings) -> tuple[str, ...]:
    """What has to be known before the first table."""
    first = caution(findings.comparison.manifest)
    return (*([first] if first else []), *thin(findings))


def closing(findings: Findings) -> tuple[str, ...]:
    """Checks, gaps, warnings and source."""
    comparison = findings.comparison
    pairing = comparison.pairing
    checked = f"checked: {pairing.pairs:,} pairs equal in each of the {pairing.quarters:,} quarters"
    lines = [f"{checked} before the policy date."]
    lines += list(gap_words(comparison.gaps))
    lines += [f"warning: {line}" for line in gathered(comparison.manifest.warnings)]
    places = bloc_words(comparison.manifest)
    lines += [f"places: {places}"] if places else []
    return (*lines, f"{source_line(comparison.manifest)}.")
