"""What all instruments share: when they run, how strongly, and what they cost."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Annotated, ClassVar, Literal, NamedTuple, Self, get_args

from pydantic import Field

from sim.units import Amount, LastQuarter, Quarter, Schema, Years, one_of, quarter_text
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import DOMAINS

Selection = Annotated[str, one_of("merit", "lottery", "first_come")]
DAYS = Amount({"days": 1.0, "day": 1.0}, 366, "12 days")
AWARDS = Amount({"awards/year": 1.0, "award/year": 1.0}, 1e4, "52 awards/year", ("awards", "award"))
PEOPLE = Amount({"people": 1.0, "person": 1.0}, 1e5, "30 people")
STRENGTH = Amount({"per log point": 1.0}, 10, "1 per log point")
PROJECTS = Amount({"awards/year": 1.0, "award/year": 1.0}, 12, "1.5 awards/year")
People = Annotated[float, PEOPLE.written()]
Days = Annotated[float, DAYS.written()]
AwardsPerYear = Annotated[float, AWARDS.written()]
ProjectsPerYear = Annotated[float, PROJECTS.written()]
Strength = Annotated[float, STRENGTH.written()]
Domain = Annotated[str, one_of(*DOMAINS)]


class Contradiction(NamedTuple):
    """Two settings of one policy that cannot both be meant, told at one of its fields."""

    field: str
    code: str
    problem: str
    remedy: str = ""


class Expectation(NamedTuple):
    """What the literature lets one expect of an instrument, and whether the model does it."""

    says: str
    met: Literal["yes", "no", "not modelled"] = "yes"
    why: str = ""
    """Why it is not met, or what is missing."""
    built_in: str = ""
    """The rule or card from which it follows; nothing where it emerges from what people do."""


class Policy(Schema, ABC):
    """A proposal: an instrument with its dates and doses."""

    lives: ClassVar[str] = ""
    """What happens in the agents' world."""
    risks: ClassVar[tuple[str, ...]] = ()
    """What can go wrong, as far as it is modelled."""
    missing: ClassVar[tuple[str, ...]] = ()
    """What belongs to the instrument and is not modelled."""
    expectations: ClassVar[Mapping[str, Expectation]] = {}
    """By code; the tests hold the model to each of them."""
    evidence: ClassVar[tuple[str, ...]] = ()
    """Cards of the processes that it sets going."""

    from_cards: ClassVar[Mapping[str, str]] = {}
    """Field that may be left out -> the card whose value it then takes."""
    tried: ClassVar[Mapping[str, str]] = {}
    """Field that changes nothing unless it is written -> the card with values worth trying."""
    doses: ClassVar[tuple[str, ...]] = ()
    """The fields in which effects and cost are proportional."""
    needs: ClassVar[Mapping[str, str]] = {}
    """Field that does nothing unless another one is written -> that one."""
    alone: ClassVar[str] = ""
    """Why two at once do not add up, and are refused; nothing where they are one of both doses."""
    decided: ClassVar[tuple[str, ...]] = ()
    """Further fields that whoever proposes it decides, so that their cards are not drawn."""

    kind: str
    """The instrument, as `sim list policies` names it."""
    start: Quarter = Field(alias="from")
    """First quarter in which it runs; a year means its first quarter."""
    until: LastQuarter | None = None
    """Last quarter in which it runs; a year means its last quarter. Left out: to the end."""
    ramp: Years | None = None
    """Time from nothing to the full dose."""
    course: Annotated[str, one_of("straight", "s_curve")] = "straight"
    """How the ramp rises: along a straight line, or slowly at first and at last."""

    @abstractmethod
    def full_effects(self) -> tuple[Effect, ...]:
        """What it does to the levers at the full dose."""

    def programmes(self) -> tuple[Programme, ...]:
        """The rules under which people take it up; none where nobody applies."""
        return ()

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """No public money is counted.

        An instrument that costs some says who pays: payer -> MUSD in a calendar year if all of it
        is taken up. `values` are the values of the cards by name.
        """
        del values, year
        return {}

    @abstractmethod
    def named_places(self) -> tuple[tuple[str, str], ...]:
        """The fields that name places, each with the place."""

    def decisions(self) -> frozenset[str]:
        """Cards of fields that are left out, and are decided, not found out: they have no odds."""
        left_out = {f: card for f, card in self.from_cards.items() if getattr(self, f) is None}
        return frozenset(left_out[f] for f in (*self.doses, *self.decided) if f in left_out)

    def at_once(self, other: "Policy") -> bool:
        """Whether there is a quarter in which both may run."""
        return all(
            last is None or first <= last
            for first, last in ((self.start, other.until), (other.start, self.until))
        )

    def contradictions(self) -> Iterator[Contradiction]:
        """Settings that are each possible, but not together."""
        if self.until is not None and self.until < self.start:
            first, last = quarter_text(self.start), quarter_text(self.until)
            problem = f"it ends ({last}) before it begins ({first})"
            yield Contradiction("until", "until-before-from", problem, f"write {first} or later")
        for field, other in self.needs.items():
            if getattr(self, field) is not None and not getattr(self, other):
                problem = f"{field} does nothing without {other}"
                remedy = f"write {other}, or leave {field} out"
                yield Contradiction(field, "no-effect", problem, remedy)
        if self.course != "straight" and not self.ramp and "ramp" not in self.from_cards:
            problem = "a course does nothing without a ramp"
            yield Contradiction("course", "no-effect", problem, "write a ramp, or leave it out")

    def beyond(self, values: Mapping[str, float]) -> Iterator[Contradiction]:
        """Settings for which the cards, by these values, leave no room."""
        del values
        yield from ()

    def same_place(self, one: str, other: str) -> Iterator[Contradiction]:
        """Two fields that have to name different places, told at the second."""
        if getattr(self, one) == getattr(self, other):
            problem = f"{one} and {other} are the same place"
            yield Contradiction(other, "same-place", problem, "name another place")

    def dose(self, quarter: int) -> float:
        """Share of the full dose in a quarter: the mean of the ramp over its three months.

        The height at a part x of the ramp is x, or 3x² − 2x³ along an s_curve.
        """
        if quarter < self.start or (self.until is not None and quarter > self.until):
            return 0.0
        ramp, elapsed = self._ramp_quarters(), quarter - self.start
        if elapsed >= ramp:
            return 1.0
        risen = min(elapsed + 1, ramp)
        if self.course == "s_curve":
            rise = _area_of_s(risen / ramp) - _area_of_s(elapsed / ramp)
            return min(1.0, ramp * rise + (elapsed + 1 - risen))
        return (risen * risen - elapsed * elapsed) / (2 * ramp) + (elapsed + 1 - risen)

    def mean_dose(self, year: int) -> float:
        """Share of the full dose over a calendar year."""
        return sum(self.dose(4 * year + quarter) for quarter in range(4)) / 4

    def newly_ramped(self, year: int) -> float:
        """Share of the full dose that is first reached within a calendar year."""
        return self._reached(4 * year + 4) - self._reached(4 * year)

    def height(self, quarter: int) -> float:
        """Share of the full dose that the ramp has reached when a quarter ends."""
        return self._reached(quarter + 1)

    def running(self, year: int, length: float, late: float = 0.0) -> float:
        """Awards of `length` years, from `late` years after they are given, that run in a year.

        Counted in awards of a year at the full dose, each to its end.
        """
        last = late + length
        return sum(
            self.mean_dose(year - since) * max(0.0, min(since + 1, last) - max(since, late))
            for since in range(ceil(last))
        )

    def effects(self, quarter: int) -> tuple[Effect, ...]:
        """What it does to the levers in a quarter: nothing before its start or after its end."""
        dose = self.dose(quarter)
        return tuple(effect.at(dose) for effect in self.full_effects()) if dose > 0 else ()

    def filled(self, values: Mapping[str, float]) -> Self:
        """The same with the values of its cards in the fields that were left out.

        What is counted in whole numbers takes the nearest one.
        """
        left_out = {
            field: round(values[card]) if self._is_count(field) else values[card]
            for field, card in self.from_cards.items()
            if getattr(self, field) is None
        }
        return self.model_copy(update=left_out)

    @classmethod
    def _is_count(cls, field: str) -> bool:
        """Whether a field that may be left out is a whole number."""
        kinds = get_args(cls.model_fields[field].annotation)
        return any(kind is int or int in get_args(kind) for kind in kinds)

    def scaled(self, factor: float, values: Mapping[str, float] | None = None) -> Self:
        """The same instrument at a multiple of its dose; refuses a dose out of bounds.

        A dose that was left out is that of its card in `values`.
        """
        given = {field: getattr(self, field) for field in self.doses}
        for field in [field for field, dose in given.items() if dose is None]:
            given[field] = (values or {})[self.from_cards[field]]
        update = {field: dose * factor for field, dose in given.items()}
        text = self.model_copy(update=update).model_dump(mode="json", exclude_none=True)
        return self.model_validate(text)

    def given(self, field: str) -> float:
        """The value of a field that a card fills when it is left out."""
        value = getattr(self, field)
        if value is None:
            msg = f"{field} of this {self.kind} is the value of a card: fill it first"
            raise ValueError(msg)
        return float(value)

    def _ramp_quarters(self) -> float:
        return 4 * (self.given("ramp") if "ramp" in self.from_cards else (self.ramp or 0.0))

    def _reached(self, quarter: int) -> float:
        """Height of the ramp when a quarter begins, as far as the policy lives to see it."""
        ended = quarter if self.until is None else min(quarter, self.until + 1)
        elapsed, ramp = ended - self.start, self._ramp_quarters()
        if elapsed <= 0:
            return 0.0
        height = min(1.0, elapsed / ramp) if ramp else 1.0
        return height**2 * (3 - 2 * height) if self.course == "s_curve" else height


def _area_of_s(x: float) -> float:
    """∫ 3s² − 2s³ from 0 to x."""
    return x**3 - x**4 / 2


def named_twice(field: str, names: Sequence[str]) -> Iterator[Contradiction]:
    """A name that stands more than once where each may stand once."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        problem = f"{twice[0]} is named twice"
        yield Contradiction(field, "named-twice", problem, f"name {twice[0]} once")
