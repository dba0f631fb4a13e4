"""The shelf with every card of the model: read once, whole, or not at all."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self, TypeVar

from sim.errors import EvidenceError, Fault
from sim.evidence.card import Card, Claim, Document, Source
from sim.evidence.page import Page, read_page
from sim.evidence.posterior import TOGETHER, Posterior, read_posterior
from sim.evidence.seeds import seeds_folder
from sim.units import Schema, did_you_mean

Entry = TypeVar("Entry", bound=Schema)


@dataclass(frozen=True, slots=True)
class Why:
    """The chain behind one number: its card, what the card rests on, what was claimed of it."""

    card: Card
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All evidence, by name."""

    cards: Mapping[str, Card]
    sources: Mapping[str, Source]
    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    stamp: str
    posterior: Posterior | None = None
    """What a fit has learnt, if one was shipped."""

    @classmethod
    def read(cls, folder: Path | None = None) -> Self:
        """Read a folder of seeds, by default the one that comes with the program.

        Raises:
            EvidenceError: with every fault of every file.
        """
        root = folder or seeds_folder()
        cards = _pages(root / "parameters", Card)
        claims = _pages(root / "claims", Claim)
        sources = read_page(root / "sources.yaml", Source)
        documents = read_page(root / "documents.yaml", Document)
        pages: list[Page[Any]] = [*cards, *claims, sources, documents]
        faults = [fault for page in pages for fault in page.faults]
        shelf = cls(
            cards=_by_name(cards, lambda card: card.name, faults),
            sources=_by_name([sources], lambda source: source.id, faults),
            documents=_by_name([documents], lambda document: document.id, faults),
            claims=_by_name(claims, lambda claim: claim.id, faults),
            stamp=_digest(root),
        )
        faults += shelf._astray(cards)
        faults += [] if sources.faults else shelf._unknown_sources(cards)
        faults += [] if documents.faults else shelf._unknown_documents(claims)
        faults += [] if any(page.faults for page in cards) else shelf._unknown_cards(claims)
        posterior, wrong = read_posterior(root, shelf.cards)
        faults += wrong
        if faults:
            raise EvidenceError(faults)
        return replace(shelf, posterior=posterior)

    def names(self) -> list[str]:
        """Every card, in alphabetical order."""
        return sorted(self.cards)

    def card(self, name: str) -> Card:
        """The card of one number.

        Raises:
            EvidenceError: there is no such card.
        """
        if name not in self.cards:
            remedy = did_you_mean(name, self.names(), "all names are in seeds/parameters")
            problem = f'no card is called "{name}"'
            raise EvidenceError([Fault("seeds/parameters", 0, 0, name, problem, remedy, "unknown")])
        return self.cards[name]

    def values(self) -> dict[str, float]:
        """The central value of every card; of a fitted one that of the fit."""
        fitted = self.posterior.central() if self.posterior else {}
        return {name: self.cards[name].central for name in self.names()} | fitted

    def shares(self, names: Sequence[str]) -> list[str]:
        """What has to be drawn to draw these cards: all fitted ones share one draw."""
        fitted = self.posterior.cards if self.posterior else {}
        apart = [name for name in names if name not in fitted]
        return apart if len(apart) == len(names) else [*apart, TOGETHER]

    def drawn(self, names: Iterable[str], u: Mapping[str, float]) -> dict[str, float]:
        """The named cards at their shares of weight; fitted ones as one draw of the fit."""
        fitted = self.posterior.at(u[TOGETHER]) if self.posterior and TOGETHER in u else {}
        return {
            name: fitted[name] if name in fitted else self.card(name).at(u[name]) for name in names
        }

    def draw(self, u: Mapping[str, float]) -> dict[str, float]:
        """One sample of uncertain facts: each named card at its share, fitted ones as one draw.

        All others have the value in use.
        """
        fitted = self.posterior.at(u[TOGETHER]) if self.posterior and TOGETHER in u else {}
        alone = {name: self.card(name).at(share) for name, share in u.items() if name != TOGETHER}
        return self.values() | fitted | alone

    def why(self, name: str) -> Why:
        """The chain from a number to what it rests on."""
        card = self.card(name)
        sources = tuple(self.sources[source] for source in card.sources)
        return Why(card, sources, self.claims_that_become(f"parameter {name}"))

    def claims_that_become(self, what: str) -> tuple[Claim, ...]:
        """The claims behind "policy KIND", "outcome NAME" or "parameter NAME"."""
        return tuple(claim for claim in self.claims.values() if claim.becomes == what)

    def digest(self) -> str:
        """The fingerprint of cards, sources and tables: equal for equal evidence.

        Claims and documents are left out, since they change no number.
        """
        return self.stamp

    def _astray(self, pages: Iterable[Page[Card]]) -> list[Fault]:
        return [
            page.fault(
                (index, "name"),
                "room",
                f'card "{card.name}" stands in {Path(page.file).name}',
                f"it belongs in {card.room}.yaml",
            )
            for page in pages
            for index, card in page.entries.items()
            if card.room != Path(page.file).stem
        ]

    def _unknown_sources(self, pages: Iterable[Page[Card]]) -> list[Fault]:
        return [
            page.fault(
                (index, "from", place),
                "unknown_source",
                f'no source is called "{source}"',
                did_you_mean(source, list(self.sources), "add it to sources.yaml"),
            )
            for page in pages
            for index, card in page.entries.items()
            for place, source in enumerate(card.sources)
            if source not in self.sources
        ]

    def _unknown_documents(self, pages: Iterable[Page[Claim]]) -> list[Fault]:
        faults = []
        for page in pages:
            document = Path(page.file).stem
            if document not in self.documents:
                problem, remedy = f'no document is called "{document}"', "add it to documents.yaml"
                faults.append(page.fault((), "unknown_document", problem, remedy))
            for index, claim in page.entries.items():
                if claim.document != document:
                    problem = f'claim "{claim.id}" stands in {document}.yaml'
                    remedy = f"it belongs in {claim.document}.yaml"
                    faults.append(page.fault((index, "id"), "document", problem, remedy))
        return faults

    def _unknown_cards(self, pages: Iterable[Page[Claim]]) -> list[Fault]:
        return [
            page.fault(
                (index, "becomes"),
                "unknown_card",
                f'no card is called "{claim.subject}"',
                did_you_mean(claim.subject, list(self.cards)),
            )
            for page in pages
            for index, claim in page.entries.items()
            if claim.fate == "parameter" and claim.subject not in self.cards
        ]


def _pages(folder: Path, schema: type[Entry]) -> list[Page[Entry]]:
    return [read_page(path, schema) for path in sorted(folder.glob("*.yaml"))]


def _by_name(
    pages: Iterable[Page[Entry]], name_of: Callable[[Entry], str], faults: list[Fault]
) -> dict[str, Entry]:
    """Entries of all pages by name; a name that stands twice is a fault."""
    found: dict[str, Entry] = {}
    first: dict[str, str] = {}
    for page in pages:
        for index, entry in page.entries.items():
            name = name_of(entry)
            if name in found:
                problem = f'"{name}" stands twice'
                faults.append(page.fault((index,), "twice", problem, f"first in {first[name]}"))
                continue
            found[name] = entry
            first[name] = page.file
    return found


def _digest(root: Path) -> str:
    """A hash of what numbers rest on, the same under any operating system."""
    files = [*root.glob("parameters/*.yaml"), root / "sources.yaml", *root.glob("tables/*.csv")]
    files += root.glob("posterior/*")
    total = hashlib.sha256()
    for path in sorted(file for file in files if file.is_file()):
        data = path.read_bytes().replace(b"\r\n", b"\n")
        name = path.relative_to(root).as_posix()
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()
