"""One instrument with all that is known of it: `sim show policy KIND`."""

import sys
from collections.abc import Sequence

from sim.cli.layout import entries, paragraph, rows_text
from sim.cli.listing import first_line
from sim.cli.names import known
from sim.cli.screen import Shown
from sim.cli.sourcing import grade_words, unit_words
from sim.evidence.card import Card
from sim.evidence.literature import Finding, findings_on
from sim.evidence.shelf import Shelf
from sim.handbook.expectations import STATES, origin
from sim.handbook.fields import fields_told
from sim.policies.base import Expectation, Policy
from sim.policies.catalogue import POLICIES, cards_of
from sim.units import number_text

SHARED_ROOMS = {"cost"}
UPTAKE = "programme"
ASSUMED = "the range is an assumption"


def instrument(name: str) -> Shown:
    """What it does, what it can be set to, what it rests on and what may go wrong."""
    policy = known(POLICIES, name, "policies")
    shelf, fields = Shelf.read(), fields_told(name)
    cards = cards_behind(shelf, name)
    claims = shelf.claims_that_become(f"policy {name}")
    parts = (
        f"{name}: {first_line(policy.__doc__)}",
        paragraph(policy.lives),
        rows_text(
            ("field", "range", "if left out", "says"),
            [(f.name, f.range, f.default, f.says) for f in fields],
        ),
        _part(f"evidence ({grade_words(cards)})", [card_line(card) for card in cards]),
        _part("costs", [("-", _cost(policy))]),
        _part("can go wrong", [("-", risk) for risk in _risks(policy)]),
        _part("not modelled", [("-", what) for what in policy.missing]),
        _part("expectations", [(code, _verdict(e)) for code, e in policy.expectations.items()]),
        _part("studies", [_finding(f) for f in findings_on(name) if _studied(f)]),
        _part("assumed", [_finding(f) for f in findings_on(name) if not _studied(f)]),
        _part("claims", [(claim.id, claim.says) for claim in claims]),
    )
    listed = [
        {"name": f.name, "says": f.says, "range": f.range, "default": f.default} for f in fields
    ]
    data = {
        "policy": name,
        "says": first_line(policy.__doc__),
        "lives": policy.lives,
        "fields": listed,
        "costs": _cost(policy),
        "cards": [card.name for card in cards],
        "risks": list(policy.risks),
        "missing": list(policy.missing),
        "expectations": {c: e._asdict() for c, e in policy.expectations.items()},
        "studies": [finding.model_dump() for finding in findings_on(name)],
        "claims": [claim.id for claim in claims],
    }
    return Shown("\n\n".join(part for part in parts if part), data)


def _risks(policy: type[Policy]) -> tuple[str, ...]:
    """What can go wrong, and whether two at once are refused."""
    refused = f"two at once are refused: {policy.alone}"
    return (*policy.risks, refused) if policy.alone else policy.risks


def _part(title: str, rows: list[tuple[str, str]]) -> str:
    """A titled list; nothing when it is empty."""
    return f"{paragraph(title)}\n{entries(rows)}" if rows else ""


def _studied(finding: Finding) -> bool:
    """Whether a study gives the range."""
    return finding.seen not in {"own", "assumption"}


def _finding(finding: Finding) -> tuple[str, str]:
    """A range and what it rests on; one without a study is an assumption and says so."""
    if _studied(finding):
        return finding.told, f"{finding.says}; {finding.study}"
    return finding.told, f"{finding.says}; {finding.study}: {ASSUMED}"


def _cost(policy: type[Policy]) -> str:
    """What it costs whom, as its own words say."""
    return first_line(policy.planned_cost.__doc__)


def cards_behind(shelf: Shelf, kind: str) -> Sequence[Card]:
    """The cards behind an instrument: its own, then those of the processes that carry it out.

    Processes keep their cards in rooms: that of every card which the file of the instrument names,
    and that of uptake where people apply.
    """
    policy = POLICIES[kind]
    own = getattr(sys.modules[policy.__module__], "CARDS", ())
    rooms = {name.partition(".")[0] for name in own} - SHARED_ROOMS
    rooms |= {UPTAKE} if policy.programmes is not Policy.programmes else set()
    near = (name for name, card in sorted(shelf.cards.items()) if card.room in rooms)
    return [shelf.card(name) for name in dict.fromkeys((*cards_of(policy), *near))]


def card_line(card: Card) -> tuple[str, str]:
    """A card in one line; a number without a unit has none."""
    low, central, high = map(number_text, (card.low, card.central, card.high))
    return card.name, f"{central} ({low} to {high}){unit_words(card)}, grade {card.grade}"


def _verdict(expectation: Expectation) -> str:
    """An expectation, and what became of it."""
    why = expectation.why or origin(expectation)
    return f"{expectation.says}: {STATES[expectation.met]}; {why}"
