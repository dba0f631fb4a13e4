"""The page of outcomes: what is measured, in which unit, and how it is counted."""

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise

from sim.handbook.cards import shelf
from sim.handbook.markdown import Page, bullets, code, file_link, line, link, prose, section, table
from sim.handbook.reading import doc, module
from sim.outcomes.base import Outcome
from sim.outcomes.catalogue import INDICES, OUTCOMES

SAYS = (
    "What a run records each year and every comparison reads. All of it is computed from one "
    "ledger of counts. Shares and indices stand beside the counts that they rest on."
)
IN_WORDS = {
    "affinity_index": "How many times more often two places write together than they would if "
    "partners were drawn by how many links each place has; 1 is as often, 2 twice as often. "
    "C_ab are the links of a and b (papers with both), C_a those of a with all places.",
}
"""Measures whose definition is an equation -> the same in words."""
TIMES = {"flow": "flow of the year", "stock": "at the year's end", "ratio": "ratio"}


def outcomes_page() -> Page:
    """Every measure, the ledger, and the indices that no run records."""
    parts = (
        section(2, "Overview", table(("outcome", "unit", "says"), map(_brief, OUTCOMES))),
        section(2, "Definitions", *map(_told, OUTCOMES)),
        section(2, "The ledger", *_ledger()),
        section(2, "Indices", "For whoever compares results with other data:", _indices()),
    )
    return Page("outcomes", "Outcomes", SAYS, "\n\n".join(parts))


def _brief(outcome: Outcome) -> tuple[str, str, str]:
    name = link(code(outcome.name), f"#{outcome.name}")
    return name, outcome.unit, (type(outcome).__doc__ or "").partition("\n")[0]


def _told(outcome: Outcome) -> str:
    facts = [
        f"{outcome.title}, {outcome.unit}, for each {_axes(outcome)}; {TIMES[outcome.time]}.",
        f"Counting: {outcome.counting}. Better: {outcome.better}.",
    ]
    facts += [f"Neutral value: {outcome.neutral:g}."] if outcome.neutral is not None else []
    facts += [f"Asked for by {claims}."] if (claims := _claims(outcome.name)) else []
    facts.append(f"In {file_link(f'sim/outcomes/{outcome.name}.py')}.")
    words = IN_WORDS.get(outcome.name, "")
    return section(3, outcome.name, prose(outcome.definition), words, bullets(facts))


def _axes(outcome: Outcome) -> str:
    return " × ".join(outcome.dims) or "world"


def _claims(name: str) -> str:
    found = shelf().claims_that_become(f"outcome {name}")
    return ", ".join(link(code(c.id), f"claims.md#{c.document}") for c in found)


def _ledger() -> tuple[str, str]:
    """The raw counts, as their file describes them."""
    base = module("sim/outcomes/base.py")
    ledger = next(node for node in base.classes() if node.name == "Ledger")
    said = [(code(field), line(words)) for field, words in _described(ledger.body)]
    return prose(doc(ledger)), table(("array", "holds"), said)


def _described(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Fields of a class with the words that stand below each."""
    for node, below in pairwise(body):
        if isinstance(node, ast.AnnAssign) and isinstance(below, ast.Expr):
            yield ast.unparse(node.target), str(ast.literal_eval(below.value))


def _indices() -> str:
    rows = [(code(name), line(inspect.getdoc(index) or "")) for name, index in INDICES.items()]
    return table(("index", "is"), rows)
