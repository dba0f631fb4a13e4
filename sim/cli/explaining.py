"""Where a number comes from: `sim explain NAME` and `sim explain RESULT`."""

import sys
from collections.abc import Sequence
from inspect import getsource

from sim.cli.altered import warn
from sim.cli.fitted import learnt
from sim.cli.layout import entries, paragraph
from sim.cli.names import unknown
from sim.cli.screen import Shown, Voice
from sim.cli.showing import card_text
from sim.cli.sourcing import claims_text, sources_text
from sim.errors import UsageError
from sim.evidence.shelf import Shelf
from sim.report.plain import plain
from sim.store.find import RESULTS

WHERE = f"cards, policies and outcomes, and no result in {RESULTS}"


def explained(name: str, outcome: str | None, variant: str | None, voice: Voice) -> Shown:
    """The chain behind a card, a policy or an outcome, or behind a number of a result."""
    shelf = Shelf.read()
    if name in shelf.cards and not outcome:
        return _card(shelf, name)
    for what in ("policy", "outcome"):
        if name in _catalogue(what) and not outcome:
            return _claimed(shelf, what, name)
    from sim.cli.result_chain import behind, named_result

    result = named_result(name)
    if result is None:
        room = [card for card in shelf.cards if card.partition(".")[0] == name]
        if room:
            message = f'"{name}" is a room of cards; explain one of: {", ".join(room)}'
            raise UsageError(message)
        names = [*shelf.cards, *_catalogue("policy"), *_catalogue("outcome")]
        raise UsageError(unknown(name, "cards", names, WHERE))
    warn(result, voice)
    return behind(result, shelf, outcome, variant)


def _card(shelf: Shelf, name: str) -> Shown:
    """From a number to the study or the claim that it rests on, and what a fit makes of it."""
    why, fit = shelf.why(name), learnt(shelf, shelf.card(name))
    parts = [card_text(why.card, shelf.values()[name]), "what a fit says of it", entries(fit.facts)]
    parts += ["rests on", sources_text(why.sources)]
    if why.claims:
        parts += ["and answers to", claims_text(shelf, why.claims)]
    data = {
        "card": why.card.model_dump(mode="json", by_alias=True),
        "in_use": shelf.values()[name],
        "fit": plain(fit),
        "sources": [source.model_dump(mode="json") for source in why.sources],
        "claims": [claim.model_dump(mode="json") for claim in why.claims],
    }
    return Shown("\n".join(parts), data)


def _claimed(shelf: Shelf, what: str, name: str) -> Shown:
    """What the documents say that led to an instrument or a measure."""
    claims = shelf.claims_that_become(f"{what} {name}")
    kinds: tuple[str, ...] = ()
    if what == "outcome" and not claims:
        kinds = _shown_by(name)
        claims = tuple(c for kind in kinds for c in shelf.claims_that_become(f"policy {kind}"))
    said = claims_text(shelf, claims) or paragraph(
        "no document asks for it; it is here to complete the list", 2
    )
    if kinds:
        through = paragraph(f"through the instruments that it shows: {', '.join(kinds)}", 2)
        said = f"{through}\n{said}"
    data = {what: name, "claims": [claim.model_dump(mode="json") for claim in claims]}
    return Shown(f"{what} {name} answers to\n{said}\nMore: sim show {what} {name}", data)


def _shown_by(outcome: str) -> tuple[str, ...]:
    """The instruments whose files move a lever that a measure follows."""
    from sim.outcomes.catalogue import BY_NAME
    from sim.policies.catalogue import POLICIES

    levers = [f'"{lever}"' for lever in BY_NAME[outcome].follows]
    files = {kind: getsource(sys.modules[p.__module__]) for kind, p in POLICIES.items()}
    return tuple(kind for kind, text in files.items() if any(lever in text for lever in levers))


def _catalogue(what: str) -> Sequence[str]:
    """The names of all instruments, or of all measures."""
    if what == "policy":
        from sim.policies.catalogue import POLICIES

        return list(POLICIES)
    from sim.outcomes.catalogue import BY_NAME

    return list(BY_NAME)
