"""Researchers, and where they are: each one an agent, with a memory of its own."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import mesa
import numpy as np

from sim.chance import Purpose
from sim.dynamics.ties import FAINT
from sim.world.state import CONTACTS, PHD, TIES
from tests.oracle import draws
from tests.oracle.conditions import Conditions

MOST_PAPERS = 60_000
LIVING = 0.05


class Place(mesa.Agent):
    """A country or bloc."""

    def __init__(self, model: mesa.Model, index: int, key: int) -> None:
        super().__init__(model)
        self.index = index
        self.key = key
        self.members: list[Researcher] = []


class Institution(mesa.Agent):
    """A university, institute or company.

    ``partners`` says how much more than the record it seeks each place, ``benefit`` what joint
    papers with each place it remembers.
    """

    def __init__(self, model: mesa.Model, index: int, place: Place, prestige: float) -> None:
        super().__init__(model)
        self.index = index
        self.place = place
        self.prestige = prestige
        self.members: list[Researcher] = []
        self.partners: list[float] = []
        self.benefit: list[float] = []


def leave(members: list["Researcher"], person: "Researcher") -> None:
    """Take somebody off a list; the last member takes the free position."""
    last = members.pop()
    if last is not person:
        members[members.index(person)] = last


def single(x: float) -> float:
    """Round to single precision.

    Two papers one half-life ago weigh exactly as much as one paper now, so that rounding decides
    which of two such ties is the fainter; hence strengths are rounded where the arrays round.
    """
    return float(np.float32(x))


@cache
def decay(quarters: int, half_life: float) -> float:
    """Share of strength left: 2^(−age/H)."""
    return single(2.0 ** (-quarters / (4.0 * half_life)))


@dataclass(eq=False)
class Tie:
    """What somebody remembers of one partner: strength when they last wrote together."""

    partner: "Researcher"
    weight: float
    last: int
    strands: int
    channel: int

    def strength(self, now: Conditions) -> float:
        """What is left of the strength: it halves every H₀(1 + ξ·strands) years."""
        cards = now.cards
        half = cards["ties.half_life"] * (1.0 + cards["ties.multiplex_gain"] * self.strands)
        return single(self.weight * decay(now.t - self.last, half))

    def holds(self) -> bool:
        """Whether the partner is still in research."""
        return self.partner.active


@dataclass(eq=False)
class Contact:
    """Somebody met for ``dose`` sessions."""

    partner: "Researcher"
    dose: float
    last: int
    channel: int

    def remembered(self, now: Conditions) -> float:
        """Sessions still in mind."""
        half = 4.0 * now.cards["exposure.half_life"]
        return self.dose * math.exp2(-(now.t - self.last) / half)

    def holds(self) -> bool:
        """Whether the other is still in research."""
        return self.partner.active


@dataclass
class Traits:
    """What somebody is endowed with on entry; shares of a language come in steps of 1/255."""

    quality: float = 0.0
    rate: float = 1.0
    english: int = 0
    learned: int = -1
    level: int = 0
    topic: list[float] = field(default_factory=list)


class Researcher(mesa.Agent):
    """One researcher. ``born`` is the quarter of entry, ``history`` a mark of all papers."""

    def __init__(self, model: mesa.Model, identity: int, origin: Place) -> None:
        super().__init__(model)
        self.identity = identity
        self.key = identity >> 32
        self.history = self.key
        self.active = True
        self.origin = origin
        self.place = origin
        self.institution: Institution
        self.traits = Traits()
        self.born = 0
        self.stage = PHD
        self.papers = 0
        self.load = 0
        self.ties: list[Tie | None] = [None] * TIES
        self.contacts: list[Contact | None] = [None] * CONTACTS

    def base(self, now: Conditions) -> int:
        """Key of this researcher's draws in a quarter."""
        return draws.base_of(now.key, self.identity)

    def has_time(self, now: Conditions) -> bool:
        """Whether one more project fits."""
        return self.load < now.cards["projects.time_budget"]

    def distance(self, other: "Researcher") -> float:
        """δ = 1 − cos of the topics."""
        pairs = zip(self.traits.topic, other.traits.topic, strict=True)
        return max(0.0, 1.0 - sum(mine * theirs for mine, theirs in pairs))

    def settle_at(self, institution: Institution) -> None:
        """Join an institution, and its place."""
        self.institution = institution
        self.place = institution.place
        institution.members.append(self)
        institution.place.members.append(self)

    def relocate(self, institution: Institution) -> None:
        """Change institution; change the place's list only if the place is another."""
        leave(self.institution.members, self)
        institution.members.append(self)
        if institution.place is not self.place:
            leave(self.place.members, self)
            institution.place.members.append(self)
        self.institution = institution
        self.place = institution.place

    def depart(self) -> None:
        """Leave research for good."""
        leave(self.institution.members, self)
        leave(self.place.members, self)
        self.active = False
        self.ties = [None] * TIES
        self.contacts = [None] * CONTACTS
        self.remove()

    def tie_with(self, other: "Researcher") -> Tie | None:
        """The tie with somebody, if there is one."""
        return next((tie for tie in self.ties if tie is not None and tie.partner is other), None)

    def strengthen(self, now: Conditions, other: "Researcher", gain: float, channel: int) -> None:
        """Add to the tie with somebody; a new tie takes a free place, or that of the faintest."""
        tie = self.tie_with(other)
        if tie is not None:
            tie.weight = single(tie.strength(now) + gain)
            tie.last = now.t
            return
        strengths = [0.0 if tie is None else tie.strength(now) for tie in self.ties]
        faintest = strengths.index(min(strengths))
        self.ties[faintest] = Tie(other, gain, now.t, 0, channel)

    def forget(self, other: "Researcher") -> None:
        """Drop the tie with somebody."""
        self.ties = [None if tie is not None and tie.partner is other else tie for tie in self.ties]

    def cut_all_ties(self) -> None:
        """End all ties on both sides."""
        for tie in self.ties:
            if tie is not None:
                tie.partner.forget(self)
        self.ties = [None] * TIES

    def ties_in_turn(self, now: Conditions, word: int, team: list["Researcher"]) -> Iterator[Tie]:
        """Ties with others than the team in the order of their race, without the faint.

        The strong ones mostly come first; partners who have left research are passed over.
        """
        race = [
            (draws.quick_arrival(word, tie.partner.key, tie.strength(now)), place, tie)
            for place, tie in enumerate(self.ties)
            if tie is not None and tie.strength(now) >= FAINT
        ]
        for _, _, tie in sorted(race, key=lambda runner: runner[:2]):
            if tie.holds() and tie.partner not in team:
                yield tie

    def pick_tie(self, now: Conditions, word: int, team: list["Researcher"]) -> Tie | None:
        """A tie with somebody outside the team, with chance in proportion to strength."""
        return next(self.ties_in_turn(now, word, team), None)

    def ties_in(self, now: Conditions, place: int) -> int:
        """How many living ties lead to a place."""
        return sum(
            1
            for tie in self.ties
            if tie is not None
            and tie.strength(now) > LIVING
            and tie.holds()
            and tie.partner.place.index == place
        )

    def shared_language(self, now: Conditions, other: "Researcher") -> float:
        """How well the two speak the best language that both know, 0 to 1."""
        mine, theirs = self.traits, other.traits
        native, foreign = now.language[self.origin.index], now.language[other.origin.index]
        if native == foreign:
            return 1.0
        best = min(mine.english, theirs.english)
        if mine.learned == foreign:
            best = max(best, mine.level)
        if theirs.learned == native:
            best = max(best, theirs.level)
        return best / 255.0

    def publish(self, now: Conditions, project: int, papers: int) -> None:
        """Add papers of a project to the record and its mark."""
        self.papers = min(MOST_PAPERS, self.papers + papers)
        self.history = (self.history * 31 + (project >> 33) + now.t) % 2**32

    def learn(self, others: list[float], share: float) -> None:
        """x ← norm((1 − κ)x + κ·others)."""
        pairs = zip(self.traits.topic, others, strict=True)
        blended = [(1.0 - share) * mine + share * theirs for mine, theirs in pairs]
        length = math.sqrt(sum(x * x for x in blended))
        self.traits.topic = [x / length for x in blended]

    def decision(self, now: Conditions, purpose: Purpose, k: int = 0) -> float:
        """One of this quarter's draws of the researcher."""
        return draws.uniform(self.base(now), purpose, k)
