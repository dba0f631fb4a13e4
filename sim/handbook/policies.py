"""The page of instruments: what each does, its levers, cost, risks, evidence and expectations."""

import inspect

from sim.evidence.card import Claim
from sim.handbook.cards import card_table, linked, shelf
from sim.handbook.expectations import STATES, by_instrument, expectation_table, stated
from sim.handbook.fields import fields_told
from sim.handbook.markdown import Page, bullets, code, file_link, line, link, section, table
from sim.handbook.reading import module
from sim.handbook.scenarios import using
from sim.policies.base import Policy
from sim.policies.catalogue import POLICIES, cards_of
from sim.world.levers import BY_NAME

SAYS = (
    "What governments can do in the model, one instrument after another. An instrument says what "
    "happens in the agents' world, what it costs, what can go wrong, what is missing, and which "
    "expectations of the literature the model meets; tests hold it to these words. Two of one "
    "instrument at once between the same places are one with the doses of both if their rules are "
    "the same, and are refused if not; where doses do not add up, two at once are refused "
    "altogether. To add one, see [Adding a policy](adding-a-policy.md)."
)


def policies_page() -> Page:
    """Every instrument of the catalogue."""
    parts = [section(2, "Overview", _overview()), *(_told(kind) for kind in POLICIES)]
    return Page("policies", "Policies", SAYS, "\n\n".join(parts))


def _overview() -> str:
    found = by_instrument(stated())
    rows = [
        (link(code(kind), f"#{kind}"), line(policy.__doc__ or ""), *map(str, found[kind].values()))
        for kind, policy in POLICIES.items()
    ]
    return table(("policy", "does", *STATES.values()), rows)


def _told(kind: str) -> str:
    policy = POLICIES[kind]
    parts = (
        ("In the agents' world", policy.lives),
        ("Settings", _settings(kind)),
        ("Levers", _levers(kind)),
        ("Costs", _costs(policy)),
        ("Two at once", f"Refused: {policy.alone}." if policy.alone else ""),
        ("What can go wrong", bullets(policy.risks)),
        ("Not modelled", bullets(policy.missing)),
        ("Expectations", _expectations(kind)),
        ("Evidence", card_table(cards_of(policy))),
        ("Claims", _claims(shelf().claims_that_become(f"policy {kind}"))),
    )
    told = [f"**{title}**\n\n{text}" for title, text in parts if text]
    where = f"In {file_link(f'sim/policies/{kind}.py')}. Scenarios: {using(kind)}."
    return section(2, kind, line(policy.__doc__ or ""), where, *told)


def _costs(policy: type[Policy]) -> str:
    """Who pays what; of one that costs nothing the first line, the rest is for who writes one."""
    said = inspect.getdoc(policy.planned_cost) or ""
    own = policy.planned_cost is not Policy.planned_cost
    return line(said if own else said.partition("\n")[0], linked)


def _settings(kind: str) -> str:
    rows = [(code(f.name), f.range, f.default, f.says) for f in fields_told(kind)]
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


def _expectations(kind: str) -> str:
    return expectation_table(tuple(one for one in stated() if one.kind == kind))


def _claims(claims: tuple[Claim, ...]) -> str:
    return bullets(f"{link(code(c.id), f'claims.md#{c.document}')} {c.says}" for c in claims)
