"""Visas: how hard it is to travel among some places."""

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import Contradiction, Days, Expectation, Policy, named_twice
from sim.units import LogPoints, PeoplePerYear, PlaceCode, Share, one_of
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import POSTDOC, SENIOR

CARDS = (
    "visa.trouble",
    "visa.visitors",
    "visa.knowledge",
    "visa.reciprocity",
    "visa.short_days",
    "meeting.visit_days",
)


class VisaRegime(Policy):
    """Make travel among some places easier, or harder, than it is."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "trouble": "visa.trouble",
        "visitors": "visa.visitors",
        "knowledge": "visa.knowledge",
        "visit_days": "meeting.visit_days",
    }
    tried: ClassVar[Mapping[str, str]] = {"reciprocity": "visa.reciprocity"}
    doses: ClassVar[tuple[str, ...]] = ("openness",)
    evidence: ClassVar[tuple[str, ...]] = (
        "visa.short_days",
        "programme.apply_risk",
        "programme.lapse",
        "meeting.sessions_day",
        "meeting.chat",
    )
    lives: ClassVar[str] = (
        "Where visas are not needed, more people apply for schools, forums, stays and doctorates "
        "on the other side and fewer of those chosen stay at home; some also go on short visits, "
        "talk with a few colleagues and with a partner whom they have. Where visas are hard to "
        "get, all of this turns round. A rule for short journeys (`covers: short`) leaves "
        "longer stays and doctorates as they are. Awards, computing time and posts at joint "
        "centres, for which nobody makes a journey here, gain nothing. Moves for good follow only "
        "from the ties that come of it."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "visits end on the day on which the rule ends",
        "by itself it does little; it makes other instruments work better",
    )
    missing: ClassVar[tuple[str, ...]] = ("visits that are not for research", "work permits")
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F18.1": Expectation(
            "visits rise, moves hardly do",
            built_in="the rule acts on journeys and not on moves",
        ),
        "F18.2": Expectation("when it ends visits stop at once and ties fade slowly"),
        "F18.3": Expectation(
            "with schools and stays it brings more joint papers than the sum of both",
            built_in="trouble enters the wish to apply and what lapses",
        ),
        "F19.4": Expectation(
            "events and free travel bring more together than the sum of both",
            built_in="trouble enters the wish to apply and what lapses",
        ),
    }

    kind: Literal["visa_regime"] = "visa_regime"
    """Rules of entry for short stays."""
    places: Annotated[tuple[PlaceCode, ...], Field(min_length=2, max_length=20)]
    """The places among which the rule holds, in every direction."""
    rule: Annotated[str, one_of("visa_free", "restricted")] = "visa_free"
    """Whether travel gets easier or harder."""
    openness: Share = 1.0
    """How far the rule goes: all of the change that the cards give, or a part of it."""
    covers: Annotated[str, one_of("every", "short")] = "every"
    """Journeys of every length, or only those up to card visa.short_days."""
    reciprocity: Share = 1.0
    """How far all others do for their visitors what the first place does for those it receives."""
    trouble: LogPoints | None = None
    """Trouble of travelling that the rule takes away, or adds."""
    visitors: PeoplePerYear | None = None
    """Short visits in each direction that a visa-free rule adds."""
    knowledge: LogPoints | None = None
    """Friction of joint work that the rule takes away, or adds."""
    visit_days: Days | None = None
    """How long a short visit lasts."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Less trouble, less friction and more visits in every direction; or more of the first."""
        sign = -self.openness if self.rule == "visa_free" else self.openness
        pairs = tuple(permutations(self.places, 2))
        eased = {pair: sign * self._part(pair) for pair in pairs}
        both = {(a, b): (eased[a, b] + eased[b, a]) / 2 for a, b in pairs}
        trouble, more = self.given("trouble"), self.given("visitors")
        barrier = [Effect("visit_barrier", p, add=eased[p] * trouble) for p in pairs]
        known = [Effect("friction", p, add=both[p] * self.given("knowledge")) for p in pairs]
        visits = [Effect("short_visits", p, add=max(0.0, -eased[p]) * more) for p in pairs]
        long = [Effect("stay_barrier", p, add=-eased[p] * trouble) for p in pairs]
        return (*barrier, *known, *visits, *(long if self.covers == "short" else ()))

    def _part(self, way: tuple[str, str]) -> float:
        """How far the rule goes for people of the first of two places who travel to the other."""
        return 1.0 if way[1] == self.places[0] else self.reciprocity

    def programmes(self) -> tuple[Programme, ...]:
        """Short visits in each direction, for whoever wishes to go."""
        return tuple(
            Programme(
                kind=self.kind,
                lever="short_visits",
                origin=one,
                host=other,
                selection="lottery",
                stages=(POSTDOC, SENIOR),
                days=self.visit_days or 0.0,
            )
            for one, other in permutations(self.places, 2)
        )

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """All places among which the rule holds."""
        return tuple(("places", place) for place in self.places)

    def contradictions(self) -> Iterator[Contradiction]:
        """No place is named twice."""
        yield from super().contradictions()
        yield from named_twice("places", self.places)
