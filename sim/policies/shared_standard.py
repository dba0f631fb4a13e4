"""Standards that several places agree on."""

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import Contradiction, Expectation, Policy, named_twice
from sim.units import Flag, LogPoints, MoneyPerYear, PlaceCode, Share, Years, whole
from sim.world.levers import Effect

CARDS = (
    "standard.scope",
    "standard.critical",
    "standard.enforcement",
    "standard.gain",
    "standard.split",
    "standard.lag",
    "standard.secretariat",
)


class SharedStandard(Policy):
    """Let several places agree on formats and rules that make joint work easier among them."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "scope": "standard.scope",
        "critical": "standard.critical",
        "gain": "standard.gain",
        "split": "standard.split",
        "lag": "standard.lag",
        "secretariat": "standard.secretariat",
    }
    tried: ClassVar[Mapping[str, str]] = {"enforcement": "standard.enforcement"}
    doses: ClassVar[tuple[str, ...]] = ("scope",)
    lives: ClassVar[str] = (
        "For some years nothing happens but meetings. Then, if enough places adopted the standard, "
        "friction between any two of them falls; where there is none to take away only the search "
        "for new partners gets easier, which is worth about a third. If it does not fit "
        "what others use, work with some outsiders becomes harder."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "below a critical number of adopters it does nothing",
        "the more adopt it, the smaller is the share of the gain that stays with any two of them",
        "a standard of one's own costs joint work with those who use another",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "adoption as a choice of each place and institution",
        "who enforces it, and what that costs: the share that follows it is given",
        "rules of ethics and safety",
        "what it costs to leave a standard once work is built on it",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F12.1": Expectation(
            "no effect below a critical number of adopters",
            built_in="below the critical number the lever is nothing",
        ),
        "F12.2": Expectation(
            "the share of the gain within the corridor falls with adopters",
            built_in="every adopter lowers friction with every other one",
        ),
        "F12.3": Expectation(
            "a standard that does not fit lowers joint work with outsiders",
            built_in="the misfit is friction with outsiders",
        ),
        "F12.4": Expectation(
            "no effect before the lag has passed",
            built_in="the lever is nothing before the lag",
        ),
    }

    kind: Literal["shared_standard"] = "shared_standard"
    """A standard of several places."""
    adopters: Annotated[tuple[PlaceCode, ...], Field(min_length=2, max_length=40)]
    """The places that adopt it, each of which pays for its part of the work."""
    scope: Share | None = None
    """Share of joint work that the standard touches."""
    enforcement: Share = 1.0
    """Share of what it touches that really follows it; paid for is all of it."""
    incompatible: Flag = False
    """Whether it does not fit what the outsiders use."""
    outsiders: Annotated[tuple[PlaceCode, ...], Field(max_length=40)] = ()
    """Places with which work becomes harder if it does not fit."""
    gain: LogPoints | None = None
    """Friction between two adopters that a standard for everything removes."""
    split: LogPoints | None = None
    """Friction with an outsider that it adds if it does not fit."""
    lag: Years | None = None
    """Time from agreement to use."""
    secretariat: MoneyPerYear | None = None
    """What the work on a standard for everything costs each adopter in a year."""
    critical: Annotated[int, whole(2, 40)] | None = None
    """Adopters below which nobody uses it."""

    def effects(self, quarter: int) -> tuple[Effect, ...]:
        """Work on it is paid for at once; it is used when the lag has passed."""
        late = quarter - round(4 * self.given("lag"))
        used = [e for e in super().effects(late) if e.lever != "spending"]
        paid = [e for e in super().effects(quarter) if e.lever == "spending"]
        return (*paid, *used) if self.dose(quarter) > 0 else ()

    def full_effects(self) -> tuple[Effect, ...]:
        """Less friction among adopters if they are enough, and more with outsiders."""
        money = self.given("scope") * self.given("secretariat")
        spent = tuple(Effect("spending", (place,), add=money) for place in self.adopters)
        if len(self.adopters) < self.given("critical"):
            return spent
        pairs = permutations(self.adopters, 2)
        followed = self.given("scope") * self.enforcement
        eased = -followed * self.given("gain")
        harder = followed * self.given("split") if self.incompatible else 0.0
        ways = [(a, b) for a in self.adopters for b in self.outsiders]
        return (
            *spent,
            *(Effect("friction", pair, add=eased) for pair in pairs),
            *(Effect("friction", way, add=harder) for a, b in ways for way in ((a, b), (b, a))),
        )

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """Each adopter pays for its part of the work on it, also while nothing is used."""
        del values
        each = self.given("secretariat") * self.given("scope") * self.mean_dose(year)
        return dict.fromkeys(self.adopters, each)

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """All adopters and the outsiders."""
        named = [("adopters", place) for place in self.adopters]
        return (*named, *(("outsiders", place) for place in self.outsiders))

    def contradictions(self) -> Iterator[Contradiction]:
        """Nobody is named twice, and a standard that fits splits nothing."""
        yield from super().contradictions()
        yield from named_twice("adopters", [*self.adopters, *self.outsiders])
        if self.incompatible and not self.outsiders:
            problem = "it does not fit what outsiders use, and there are none"
            yield Contradiction("outsiders", "no-effect", problem, "name some")
