"""Behind a number of a result: what is counted, which policies, which cards, which claims."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

from sim.analysis.compare import Comparison, Row
from sim.analysis.findings import Findings, find
from sim.analysis.numbers import decimals, factor_of, number, signed, span
from sim.analysis.reading import request_of
from sim.analysis.words import interval_words, source_line, thin
from sim.cli.instrument import card_line, cards_behind
from sim.cli.layout import entries, paragraph
from sim.cli.screen import Shown
from sim.cli.sourcing import claims_text, grade_words, sources_text
from sim.errors import StoreError, UsageError
from sim.evidence.card import Card, Claim
from sim.evidence.shelf import Shelf
from sim.policies.catalogue import POLICIES
from sim.scenario.describe import value_text
from sim.store.find import find_run
from sim.store.manifest import Manifest
from sim.store.results import Results, open_run
from sim.units import did_you_mean

TOLD: Final = {"more": "", "less": "", "none": ": no difference in any run"}


def named_result(name: str) -> Results | None:
    """The result that a name means, if it means one."""
    try:
        find_run(Path(name))
    except StoreError:
        if "/" in name or Path(name).exists():
            raise
        return None
    return open_run(Path(name))


def behind(results: Results, shelf: Shelf, outcome: str | None, variant: str | None) -> Shown:
    """The chain from one number of a result to cards, claims and studies."""
    manifest = results.manifest
    measure = outcome or manifest.compare.cost_per or next(iter(manifest.outcomes))
    chosen = variant or _first_beside(manifest)
    if chosen not in manifest.variant_names:
        near = did_you_mean(
            chosen, manifest.variant_names, f"it has {', '.join(manifest.variant_names)}"
        )
        message = f'this result has no variant "{chosen}"; {near}'
        raise UsageError(message)
    findings = find(results, request_of(manifest, outcomes=(measure,)))
    comparison = findings.comparison
    kinds = _policies_of(results, chosen)
    cards = list(dict.fromkeys(c for kind in kinds.values() for c in cards_behind(shelf, kind)))
    claims = [claim for kind in kinds.values() for claim in _claims(shelf, f"policy {kind}")]
    claims += _claims(shelf, f"outcome {measure}")
    parts = [
        *_picked(manifest, chosen, variant),
        *_number(comparison, measure, chosen),
        *(_doubts(findings) if measure == findings.main else ()),
        "what is counted",
        _definition(comparison, measure),
        *_block("policies of this variant", _policy_words(results, chosen, kinds)),
        *_block("documents that speak of it", claims_text(shelf, claims)),
        *_block(
            f"cards these policies read ({grade_words(cards)})",
            _card_lines(cards, _overridden(results, chosen, kinds)),
        ),
        *_block("studies behind these cards", _studies(shelf, cards)),
        paragraph(_trust(shelf, results)),
        paragraph(f"{source_line(manifest)}. More: sim explain CARD, sim show card CARD"),
    ]
    return Shown("\n".join(parts), _data(comparison, chosen, kinds, cards, claims))


def _number(comparison: Comparison, measure: str, variant: str) -> Sequence[str]:
    """The number itself, beside the reference and with its interval."""
    rows = _rows(comparison, measure, variant)
    if not rows:
        return [f"{measure} of {variant} is not defined in every run"]
    row, info = rows[-1], comparison.manifest.outcomes[measure]
    factor = factor_of(info.unit)
    places = decimals([factor * row.level.mean, factor * row.level.high])
    unit = "%" if factor > 1 else info.unit
    level = f"{number(factor * row.level.mean, places)} {unit}"
    lines = [f"{info.title}, {row.cell}, {row.period.label}, in {variant}: {level}"]
    if row.extra is not None:
        extra = signed(factor * row.extra.mean, places)
        interval = span(factor * row.extra.low, factor * row.extra.high, places)
        words = interval_words(row.extra, comparison.request.interval)
        told = TOLD.get(row.extra.verdict, ": these runs cannot tell them apart")
        lines.append(paragraph(f"{extra} against {row.to} ({interval}; {words}){told}", 2))
    return lines


def _first_beside(manifest: Manifest) -> str:
    """The first variant that is not the reference, in the first future; the reference if alone."""
    names = manifest.variant_names
    others = (name for name in names if name.partition("@")[0] != manifest.compare.to)
    return next(others, names[0])


def _picked(manifest: Manifest, chosen: str, asked: str | None) -> Sequence[str]:
    """Which variant is told of where none was asked for."""
    if asked or len(manifest.variant_names) == 1:
        return []
    others = ", ".join(name for name in manifest.variant_names if name != chosen)
    why = f"the first beside {manifest.compare.to}"
    return [paragraph(f"Told of {chosen}, {why}; with --variant also: {others}.")]


def _doubts(findings: Findings) -> Sequence[str]:
    """That few are counted, as the comparison says it."""
    return [paragraph(words, 2) for words in thin(findings)]


def _rows(comparison: Comparison, measure: str, variant: str) -> Sequence[Row]:
    """The rows of one part of the outcome, in the order of their dates; totals last.

    It is the part between the two places of the corridor, or else the first.
    """
    own = [row for row in comparison.rows if row.variant == variant and row.outcome == measure]
    pair = {*comparison.manifest.corridor}
    between = [row.cell for row in own if pair <= {*re.findall(r"\w+", row.cell)}]
    cell = (between or [row.cell for row in own] or [""])[0]
    rows = [row for row in own if row.cell == cell]
    return sorted(rows, key=lambda row: (row.period.last, row.period.kind != "level"))


def _definition(comparison: Comparison, measure: str) -> str:
    info = comparison.manifest.outcomes[measure]
    return entries([("definition", info.definition), ("counting", info.counting)])


def _policies_of(results: Results, variant: str) -> Mapping[str, str]:
    """Name and kind of each policy of a variant, from the resolved scenario beside the result."""
    written = _written(results)
    names = written["variants"][variant.partition("@")[0]].get("policies", ())
    return {name: written["policies"][name]["kind"] for name in names}


def _written(results: Results) -> dict[str, Any]:
    """The resolved scenario beside a result."""
    written: dict[str, Any] = YAML(typ="safe", pure=True).load(results.text("resolved.yaml"))
    return written


def _policy_words(results: Results, variant: str, kinds: Mapping[str, str]) -> str:
    """Each policy of the variant as the result describes it."""
    said = next(v for v in results.manifest.variants if v.name == variant)
    facts = [(name, _dosed(results, variant, name, kind)) for name, kind in kinds.items()]
    facts += [("set", "; ".join(said.policies))] if said.policies else []
    return entries([*facts, ("planned cost", _planned(results, said.planned_cost))])


def _dosed(results: Results, variant: str, name: str, kind: str) -> str:
    """The instrument behind a policy, with its doses as the variant has them."""
    written = _written(results)
    own = written["variants"][variant.partition("@")[0]].get("set", {})
    fields = {
        field: own.get(f"{name}.{field}", value)
        for field, value in written["policies"][name].items()
    }
    doses = [
        f"{dose} {value_text(fields[dose])}" for dose in POLICIES[kind].doses if dose in fields
    ]
    return f"{kind}{''.join(f', {dose}' for dose in doses)} (sim show policy {kind})"


def _planned(results: Results, cost: Mapping[str, float]) -> str:
    """Money planned by payer, in the world that was run: what the spending of a run is set against.

    The manifest has that of the whole world.
    """
    if not cost:
        return ""
    scale = results.manifest.scale
    planned = {place: money * scale for place, money in cost.items()}
    places = decimals(planned.values())
    paid = ", ".join(f"{place} {number(money, places)}" for place, money in planned.items())
    whole = "" if scale == 1.0 else f", in a world of scale {scale:g}"
    return f"{paid} MUSD{whole}, if all is taken up"


def _card_lines(cards: Sequence[Card], written: Mapping[str, Sequence[str]]) -> str:
    """Each card with its value, range and grade, or what a policy has in its place."""
    return entries(
        [
            (card.name, f"not read, the policy has {' and '.join(written[card.name])}")
            if card.name in written
            else card_line(card)
            for card in cards
        ]
    )


def _overridden(
    results: Results, variant: str, kinds: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Cards that no policy of the variant reads, since all write the field: what they write."""
    written = _written(results)
    own = written["variants"][variant.partition("@")[0]].get("set", {})
    found: dict[str, list[str | None]] = {}
    for name, kind in kinds.items():
        fields, policy = written["policies"][name], POLICIES[kind]
        for field, card in {**policy.from_cards, **policy.tried}.items():
            value = own.get(f"{name}.{field}", fields.get(field))
            found.setdefault(card, []).append(None if value is None else value_text(value))
    return {
        card: tuple(dict.fromkeys(v for v in values if v is not None))
        for card, values in found.items()
        if None not in values
    }


def _studies(shelf: Shelf, cards: Sequence[Card]) -> str:
    """The sources of the cards, each once."""
    named = dict.fromkeys(source for card in cards for source in card.sources)
    return sources_text([shelf.sources[name] for name in named])


def _claims(shelf: Shelf, subject: str) -> Sequence[Claim]:
    return shelf.claims_that_become(subject)


def _trust(shelf: Shelf, results: Results) -> str:
    """How well all numbers behind the result are known, and whether the evidence has changed."""
    grades = results.manifest.evidence
    counted = ", ".join(f"{count} of grade {grade}" for grade, count in grades.items() if count)
    drawn = len(results.manifest.uncertain)
    said = f"All numbers of the model behind it: {counted}. "
    said += f"{drawn} of them were drawn from their ranges." if drawn else "None was drawn."
    if shelf.digest() != results.manifest.evidence_sha256:
        said += " The evidence was changed since this run: cards above may differ from those used."
    return said


def _block(heading: str, text: str) -> Sequence[str]:
    return [paragraph(heading), text] if text else []


def _data(
    comparison: Comparison,
    variant: str,
    kinds: Mapping[str, str],
    cards: Sequence[Card],
    claims: Sequence[Claim],
) -> dict[str, object]:
    """The same chain for a program."""
    from sim.report.plain import plain

    measure = comparison.request.outcomes[0]
    return {
        "outcome": measure,
        "variant": variant,
        "rows": plain(_rows(comparison, measure, variant)),
        "definition": comparison.manifest.outcomes[measure].model_dump(mode="json"),
        "policies": dict(kinds),
        "cards": [card.model_dump(mode="json", by_alias=True) for card in cards],
        "claims": [claim.model_dump(mode="json") for claim in claims],
    }
