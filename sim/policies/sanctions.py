"""Sanctions: other places break with one. A course of events to reckon with, not an instrument."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import Contradiction, Expectation, Policy, named_twice
from sim.units import Amount, Flag, LogPoints, PlaceCode, Share, one_of
from sim.world.levers import Effect

CARDS = ("sanctions.chill",)
ENTRIES = Amount({"entries/year": 1.0, "entry/year": 1.0}, 1e4, "10 entries/year")


class Sanctions(Policy):
    """Let some places break with another, as an event that policies have to reckon with."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "size": "friction.medium",
        "chill": "sanctions.chill",
    }
    doses: ClassVar[tuple[str, ...]] = ("strength",)
    evidence: ClassVar[tuple[str, ...]] = (
        "friction.severe",
        "friction.medium",
        "friction.mild",
        "friction.rise",
        "friction.decay",
        "friction.withdrawal",
        "listing.hazard",
        "listing.friction",
        "listing.caution",
        "listing.spillover",
        "listing.secondary",
        "listing.provider",
    )
    lives: ClassVar[str] = (
        "Friction between the target and those who break with it rises within months, and fades "
        "over years once the cause has ended. Invitations across the border fail, partners leave "
        "teams, and institutions slowly turn to others. Places that did not break become more "
        "careful too, by a little. With `lists: yes` the senders also name institutions of the "
        "target one by one, the large ones and those in sensitive fields first; those whose "
        "listing is on the record (table listings) are on it from the start. Their own people, "
        "and a few elsewhere, then turn down teams with those institutions and, less often, with "
        "whoever shares a joint centre or a joint award with them. How fast lists grow may be said "
        "(`entries`), and open science may be spared in fields that lists are not about "
        "(`open_science`)."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "a break that lasts costs its size in log points of joint papers within years, then more",
        "what it costs beyond that, as institutions turn to others, is held against no counts",
        "what is broken off does not come back at once when the cause ends",
        "third places that took no measures lose joint work with the target",
        "partners of a listed institution are avoided, or listed, for the work they share",
        "providers of computing leave a place sooner the more of it is on lists",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "most listings of today: four of the record hold, none of companies, all others are drawn",
        "teams at work that break up over a list, and moves to and from listed institutions",
        "listed institutions that have less to lose and so turn further to each other",
        "what those lose who depend most on work at the frontier abroad",
        "fear of sanctions before they come",
        "enforcement that is stricter or laxer from place to place, and licences case by case",
        "open science spared by a break of whole places: an exemption holds for lists only",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F16.1": Expectation(
            "joint papers fall the more, the harder a place breaks",
            built_in="the friction of an event is that of its class",
        ),
        "F16.2": Expectation("joint papers with others stay level, and their share rises"),
        "F16.3": Expectation(
            "places that took no measures lose a few per cent",
            built_in="bystanders take a card of friction (sanctions.chill)",
        ),
        "F16.4": Expectation(
            "five years after the end less than all has come back",
            built_in="friction fades more slowly than it rises",
        ),
        "F16.6": Expectation(
            "those who depend on the frontier abroad lose most",
            "not modelled",
            "nobody depends on the work of others that is not joint",
        ),
    }

    kind: Literal["sanctions"] = "sanctions"
    """A break of several places with one."""
    target: PlaceCode
    """The place with which others break."""
    senders: Annotated[tuple[PlaceCode, ...], Field(min_length=1, max_length=40)]
    """The places that break with it."""
    acts_on: Annotated[str, one_of("papers", "moves", "both")] = "papers"
    """What becomes harder."""
    strength: Share = 1.0
    """How much of the size below."""
    lists: Flag = False
    """Whether the senders also put institutions of the target on lists, one by one."""
    entries: Annotated[float, ENTRIES.written()] | None = None
    """Institutions newly listed in a year at full strength; left out, by card listing.hazard."""
    open_science: Share = 0.0
    """Share of the burden of lists that projects in fields they are not about are spared."""
    size: LogPoints | None = None
    """Friction that a full break aims at; about 0.6 is severe and 0.4 medium."""
    bystanders: Annotated[tuple[PlaceCode, ...], Field(max_length=40)] = ()
    """Places that take no measures and become careful."""
    chill: LogPoints | None = None
    """Friction between the target and each bystander at full strength."""

    def effects(self, quarter: int) -> tuple[Effect, ...]:
        """What is spared is spared in full from the first day of lists."""
        spared = [e for e in self.full_effects() if e.lever == "open_exemption"]
        others = [e for e in super().effects(quarter) if e.lever != "open_exemption"]
        return (*others, *(spared if self.dose(quarter) > 0 else ()))

    def full_effects(self) -> tuple[Effect, ...]:
        """Friction with every sender, and a little with every bystander, in both directions."""
        kinds = {"papers": ("papers",), "moves": ("moves",)}.get(self.acts_on, ("papers", "moves"))
        sized = [(sender, self.given("size")) for sender in self.senders]
        sized += [(other, self.given("chill")) for other in self.bystanders]
        broken = tuple(
            Effect(f"rupture_{what}", pair, add=self.strength * size)
            for other, size in sized
            for what in kinds
            for pair in ((self.target, other), (other, self.target))
        )
        amounts = {
            "lists": self.strength,
            "list_entries": self.strength * (self.entries or 0.0),
            "open_exemption": self.open_science if self.strength > 0 else 0.0,
        }
        named = tuple(
            Effect(lever, (self.target, sender), add=amount)
            for sender in (self.senders if self.lists else ())
            for lever, amount in amounts.items()
            if amount > 0 or lever == "lists"
        )
        return (*broken, *named)

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """The target, those who break with it, and bystanders."""
        others = [("senders", place) for place in self.senders]
        others += [("bystanders", place) for place in self.bystanders]
        return (("target", self.target), *others)

    def contradictions(self) -> Iterator[Contradiction]:
        """A place has one part only."""
        yield from super().contradictions()
        yield from named_twice("senders", [place for _, place in self.named_places()])
        for field in ("entries", "open_science"):
            if getattr(self, field) and not self.lists:
                problem = f"{field} does nothing without lists"
                yield Contradiction(field, "no-effect", problem, 'write "lists: yes"')
        if self.entries == 0:
            problem = "lists on which nobody is put"
            yield Contradiction("entries", "no-effect", problem, "write more, or leave it out")
