"""One thing, with all that is known of it: `sim show KIND NAME`."""

from collections.abc import Callable, Mapping

from sim.cli.layout import entries, paragraph
from sim.cli.names import known
from sim.cli.screen import Shown
from sim.cli.sourcing import GRADES, unit_words
from sim.errors import UsageError
from sim.evidence.card import Card
from sim.evidence.shelf import Shelf
from sim.units import number_text


def shown(kind: str, name: str, scale: float | None = None) -> Shown:
    """One thing of a kind; a world can be built at another scale than its own."""
    return _world(name, scale) if kind == "world" else KINDS[kind](name)


def _world(name: str, scale: float | None) -> Shown:
    from sim.cli.inhabitants import inhabitants
    from sim.experiment.worlds import SCALES

    known(SCALES, name, "worlds")
    if scale is not None and not 0 < scale <= 1:
        message = f"a scale of {scale:g} is no share of a world: write a number from 0 to 1"
        raise UsageError(message)
    return inhabitants(name, scale)


def card_text(card: Card, in_use: float | None = None) -> str:
    """A card as a block of lines, with the value in use if that is not its own."""
    fitted = in_use not in (None, card.central)
    value = f"{in_use:.4g}" if fitted else number_text(card.central)
    own = f"{number_text(card.central)}; that of a fit is in use" if fitted else ""
    facts = [
        ("central", own),
        ("range", f"{number_text(card.low)} to {number_text(card.high)}, {card.shape}"),
        ("grade", f"{card.grade}: {GRADES[card.grade]}"),
        ("how", card.how),
        ("scope", card.scope),
        ("would be raised by", card.raises),
        ("checked", card.checked.isoformat()),
    ]
    return f"{card.name} = {value}{unit_words(card)}\n{entries(facts)}"


def _card(name: str) -> Shown:
    shelf = Shelf.read()
    card = known(shelf.cards, name, "cards")
    text = card_text(card, shelf.values()[name])
    return Shown(text, card.model_dump(mode="json", by_alias=True))


def _policy(name: str) -> Shown:
    from sim.cli.instrument import instrument

    return instrument(name)


def _outcome(name: str) -> Shown:
    from sim.handbook.outcomes import IN_WORDS
    from sim.outcomes.catalogue import BY_NAME

    info = known(BY_NAME, name, "outcomes").info()
    facts = [(key, _plain(value)) for key, value in info.items() if key != "title"]
    facts.append(("in words", IN_WORDS.get(name, "")))
    return Shown(f"{name}: {info['title']}\n{entries(facts)}", {"outcome": name, **info})


def _lever(name: str) -> Shown:
    from sim.world.levers import BY_NAME

    lever = known(BY_NAME, name, "levers")
    facts = [
        ("unit", lever.unit),
        ("for each", " and ".join(lever.dims)),
        ("without policies", number_text(lever.base)),
        ("bounds", f"{number_text(lever.low)} to {number_text(lever.high)}"),
    ]
    data = {
        name: getattr(lever, name)
        for name in ("name", "unit", "dims", "base", "low", "high", "says")
    }
    return Shown(f"{paragraph(f'{name}: {lever.says}')}\n{entries(facts)}", data)


def _claim(name: str) -> Shown:
    shelf = Shelf.read()
    claim = known(shelf.claims, name, "claims")
    document = shelf.documents[claim.document]
    facts = [
        ("kind", claim.kind),
        ("becomes", claim.becomes),
        ("in", f"{document.title} ({document.publisher}; {document.date})"),
    ]
    return Shown(
        f"{paragraph(f'{name}: {claim.says}')}\n{entries(facts)}", claim.model_dump(mode="json")
    )


def _source(name: str) -> Shown:
    source = known(Shelf.read().sources, name, "sources")
    data = source.model_dump(mode="json")
    facts = [(key, str(value)) for key, value in data.items() if key not in {"id", "title"}]
    return Shown(f"{paragraph(f'{name}: {source.title}')}\n{entries(facts)}", data)


def _plain(value: object) -> str:
    """A value of a description as words."""
    if isinstance(value, list | tuple):
        return " x ".join(map(str, value)) or "one number"
    return "" if value is None else str(value)


KINDS: Mapping[str, Callable[[str], Shown]] = {
    "policy": _policy,
    "outcome": _outcome,
    "lever": _lever,
    "card": _card,
    "claim": _claim,
    "source": _source,
}
