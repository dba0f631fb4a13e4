"""The page of instruments: what each does, its levers, cost, risks, evidence and expectations."""

import inspect
from collections import Counter

from sim.evidence.card import Claim
from sim.handbook.cards import card_table, linked, shelf
from sim.handbook.laws import expectations_tested
from sim.handbook.markdown import Page, bullets, code, file_link, line, link, section, table
from sim.handbook.reading import module
from sim.handbook.scenarios import using
from sim.policies.base import Expectation, Policy
from sim.policies.catalogue import POLICIES, cards_of, fields_of
from sim.world.levers import BY_NAME

SAYS = (
    "What governments can do in the model, one instrument after another. An instrument says what "
    "happens in the agents' world, what it costs, what can go wrong, what is missing, and which "
    "expectations of the literature the model meets; tests hold it to these words. To add one, see "
    "[Adding a policy](adding-a-policy.md)."
)
VERDICTS = {"yes": "met", "no": "**not met**", "not modelled": "not modelled"}


def policies_page() -> Page:
    """Every instrument of the catalogue."""
    parts = [section(2, "Overview", _overview()), *(_told(kind) for kind in POLICIES)]
    return Page("policies", "Policies", SAYS, "\n\n".join(parts))


def _overview() -> str:
    rows = []
    for kind, policy in POLICIES.items():
        met = Counter[str](e.met for e in policy.expectations.values())
        counts = tuple(str(met[verdict]) for verdict in VERDICTS)
        rows.append((link(code(kind), f"#{kind}"), line(policy.__doc__ or ""), *counts))
    return table(("policy", "does", *(v.strip("*") for v in VERDICTS.values())), rows)


def verdicts() -> str:
    """How many expectations are met, and those that are not, with the reason."""
    told = [
        (kind, number, e) for kind, p in POLICIES.items() for number, e in p.expectations.items()
    ]
    counts = Counter[str](e.met for _, _, e in told)
    said = ", ".join(f"{counts[met]} {words.strip('*')}" for met, words in VERDICTS.items())
    unmet = [
        f"{number} of {link(kind, f'policies.md#{kind}')}: {e.says}. Not met: {e.why}."
        for kind, number, e in told
        if e.met == "no"
    ]
    return f"Of {len(told)} expectations: {said}.\n\n{bullets(unmet)}"


def _told(kind: str) -> str:
    policy = POLICIES[kind]
    parts = (
        ("In the agents' world", policy.lives),
        ("Settings", _settings(kind)),
        ("Levers", _levers(kind)),
        ("Costs", line(inspect.getdoc(policy.planned_cost) or "", linked)),
        ("What can go wrong", bullets(policy.risks)),
        ("Not modelled", bullets(policy.missing)),
        ("Expectations", _expectations(kind, policy)),
        ("Evidence", card_table(cards_of(policy))),
        ("Claims", _claims(shelf().claims_that_become(f"policy {kind}"))),
    )
    told = [f"**{title}**\n\n{text}" for title, text in parts if text]
    where = f"In {file_link(f'sim/policies/{kind}.py')}. Scenarios: {using(kind)}."
    return section(2, kind, line(policy.__doc__ or ""), where, *told)


def _settings(kind: str) -> str:
    rows = [(code(f.name), f.range, f.default, f.says) for f in fields_of(kind)]
    return table(("field", "range and unit", "if left out", "says"), rows)


def _levers(kind: str) -> str:
    """The levers that the file of an instrument names, whole or by how their names begin."""
    said = module(f"sim/policies/{kind}.py").strings
    begun = tuple(text for text in said if text.endswith("_"))
    rows = [
        (code(lever.name), lever.unit, " × ".join(lever.dims), lever.says)
        for lever in BY_NAME.values()
        if lever.name in said or lever.name.startswith(begun)
    ]
    return table(("lever", "unit", "for each", "is"), rows)


def _expectations(kind: str, policy: type[Policy]) -> str:
    rows = [(number, e.says, _verdict(e), _test(kind, number)) for number, e in
            policy.expectations.items()]  # fmt: skip
    return table(("", "the literature lets one expect", "in the model", "test"), rows)


def _verdict(expectation: Expectation) -> str:
    said = VERDICTS[expectation.met]
    return f"{said}: {expectation.why}" if expectation.why else said


def _test(kind: str, number: str) -> str:
    found = expectations_tested().get((kind, number))
    return link(found[1], f"../{found[0]}") if found else ""


def _claims(claims: tuple[Claim, ...]) -> str:
    return bullets(f"{link(code(c.id), f'claims.md#{c.document}')} {c.says}" for c in claims)
