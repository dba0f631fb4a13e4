"""Home production of computing equipment that cannot be bought abroad."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from sim.policies.base import Contradiction, Expectation, Policy
from sim.units import MoneyPerYear, PlaceCode, Share
from sim.world.levers import Effect

CARDS = (
    "substitution.budget",
    "substitution.crowding",
    "substitution.gap",
    "substitution.half",
    "substitution.years",
)


class ImportSubstitution(Policy):
    """Pay for home production of equipment that a place cannot buy abroad."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "budget": "substitution.budget",
        "ramp": "substitution.years",
        "gap": "substitution.gap",
        "half": "substitution.half",
        "crowding": "substitution.crowding",
        "salary": "unit.staff_cost",
    }
    doses: ClassVar[tuple[str, ...]] = ("budget",)
    alone: ClassVar[str] = "what home production replaces levels off with all that is spent on it"
    lives: ClassVar[str] = (
        "Over years home production replaces a part of the equipment that does not come from "
        "abroad, at most 1 - gap of it; with a budget b it is b/(b + half) of that. A part of the "
        "money and people is taken from research, whose groups begin fewer projects."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "home equipment stays behind what is withheld",
        "research pays with people for as long as production is built up",
        "where nothing is withheld there is nothing to replace",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "rules that make buyers take home equipment",
        "production that goes on by itself when the money ends",
        "a price of home equipment that falls, and a gap that closes, as more of it is made",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F17.1": Expectation(
            "at a given budget research loses people and papers",
            built_in="its people are lent by research",
        ),
        "F17.2": Expectation(
            "computing rises late, and for more money than it costs elsewhere",
            built_in="machines are renewed over years; it takes a large budget (substitution.half)",
        ),
        "F17.3": Expectation(
            "it rises along a curve, without a jump",
            built_in="machines are renewed over years, and the dose rises along a ramp",
        ),
    }

    kind: Literal["import_substitution"] = "import_substitution"
    """Home production of equipment."""
    place: PlaceCode
    """The place that produces and pays."""
    budget: MoneyPerYear | None = None
    """Public money at the full dose."""
    gap: Share | None = None
    """Share of what is withheld that home production can never replace."""
    half: MoneyPerYear | None = None
    """Budget that reaches half of what home production can do."""
    crowding: Share | None = None
    """Share of the budget for which research lends its people."""
    salary: MoneyPerYear | None = None
    """What one researcher costs in a year."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Equipment made at home, people lent, and money spent."""
        budget = self.given("budget")
        reached = (1 - self.given("gap")) * budget / (budget + self.given("half"))
        lent = self.given("crowding") * budget / self.given("salary")
        return (
            Effect("home_made", (self.place,), add=reached),
            Effect("research_people", (self.place,), add=-lent),
            Effect("spending", (self.place,), add=budget),
        )

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """The place pays its budget, as it rises along the ramp."""
        del values
        return {self.place: self.given("budget") * self.mean_dose(year)}

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """The place that produces."""
        return (("place", self.place),)

    def contradictions(self) -> Iterator[Contradiction]:
        """Nothing is made without salaries."""
        yield from super().contradictions()
        if self.salary == 0:
            problem = "a researcher who costs nothing cannot be counted from a budget"
            yield Contradiction("salary", "no-effect", problem, "write more than 0")
        if self.half == 0:
            problem = "home production that needs no money cannot be counted from a budget"
            yield Contradiction("half", "no-effect", problem, "write more than 0")
