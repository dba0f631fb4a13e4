"""Contracts by which groups of one place work for clients in others."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import Contradiction, Days, Expectation, Policy, named_twice
from sim.units import Amount, Flag, MoneyPerYear, PlaceCode, Share, Years
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import POSTDOC, SENIOR

CARDS = (
    "export.busy",
    "export.contracts",
    "export.lag",
    "export.listing",
    "export.reinvested",
    "export.revenue",
    "export.visits",
)
CONTRACTS = Amount({"contracts/year": 1.0, "contract/year": 1.0}, 1e5, "20 contracts/year")
RISK = Amount({"1/contract/year": 1.0}, 1, "0.002 1/contract/year")
EACH = Amount({"people": 1.0, "person": 1.0}, 1e3, "3 people")


class SolutionExport(Policy):
    """Let groups of one place sell what they can do to clients in other places."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "contracts": "export.contracts",
        "busy": "export.busy",
        "revenue": "export.revenue",
        "reinvested": "export.reinvested",
        "lag": "export.lag",
        "visits": "export.visits",
        "listing": "export.listing",
        "salary": "unit.staff_cost",
        "visit_days": "meeting.visit_days",
    }
    doses: ClassVar[tuple[str, ...]] = ("contracts",)
    needs: ClassVar[Mapping[str, str]] = {"listing": "watched"}
    lives: ClassVar[str] = (
        "Each contract keeps some researchers busy, so that groups begin fewer projects; some "
        "visit the client and meet colleagues there. Years later a part of the revenue pays for "
        "more researchers, also when contracts have ended. Whether research gains in the end "
        "depends on how much is put back. Where exporters are watched (`watched: yes`), each "
        "contract brings the risk that an institution is put on a list; with lists kept, some are."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "research loses people at once and gains some later, or never",
        "clients are in third places, and so are the ties that come of visits",
        "contracts make institutions known to those who keep lists, if these watch",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "markets, prices and rivals",
        "which institution has which contract: they are shared by size",
        "fields in which clients buy, and skills that contracts teach",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F15.1": Expectation(
            "research writes less at first; later it depends on what is put back",
            built_in="people work for clients first, and revenue pays for research later",
        ),
        "F15.2": Expectation("partners become more diverse: their Herfindahl index falls"),
    }

    kind: Literal["solution_export"] = "solution_export"
    """Contracts with clients abroad."""
    place: PlaceCode
    """The place whose groups work for clients."""
    clients: Annotated[tuple[PlaceCode, ...], Field(min_length=1, max_length=40)]
    """The places of the clients, who share the contracts alike."""
    contracts: Annotated[float, CONTRACTS.written()] | None = None
    """Contracts of a year each, at the full dose."""
    busy: Annotated[float, EACH.written()] | None = None
    """Researchers whom one contract keeps from research."""
    revenue: MoneyPerYear | None = None
    """What one contract brings in a year."""
    reinvested: Share | None = None
    """Share of the revenue that pays for research."""
    lag: Years | None = None
    """Time from revenue to research."""
    visits: Annotated[float, EACH.written()] | None = None
    """People who visit the client for one contract."""
    watched: Flag = False
    """Whether those who keep lists, or may come to, watch who exports to the clients."""
    listing: Annotated[float, RISK.written()] | None = None
    """Institutions put on a list in a year for one contract, while exporters are watched."""
    visit_days: Days | None = None
    """How long one visit lasts."""
    salary: MoneyPerYear | None = None
    """What one researcher costs in a year."""

    def effects(self, quarter: int) -> tuple[Effect, ...]:
        """People are lent at once; revenue pays for others after the lag, also beyond the end."""
        late = self.dose(quarter - round(4 * self.given("lag")))
        paid = self.given("contracts") * self.given("revenue") * self.given("reinvested")
        hired = Effect("research_people", (self.place,), add=paid / self.given("salary"))
        return (*super().effects(quarter), *([hired.at(late)] if late > 0 else []))

    def full_effects(self) -> tuple[Effect, ...]:
        """People lent to clients, visits there, and the risk of a list."""
        signed = self.given("contracts")
        each = signed * self.given("visits") / len(self.clients)
        lent = Effect("research_people", (self.place,), add=-signed * self.given("busy"))
        feared = signed * self.given("listing") if self.watched else 0.0
        risk = [Effect("export_risk", (self.place,), add=feared)] if feared > 0 else []
        visits = (Effect("short_visits", (self.place, c), add=each) for c in self.clients)
        return (lent, *risk, *visits)

    def programmes(self) -> tuple[Programme, ...]:
        """Visits to every client."""
        return tuple(
            Programme(
                kind=self.kind,
                lever="short_visits",
                origin=self.place,
                host=client,
                selection="lottery",
                stages=(POSTDOC, SENIOR),
                days=self.visit_days or 0.0,
            )
            for client in self.clients
        )

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """The place that sells, and those that buy."""
        return (("place", self.place), *(("clients", client) for client in self.clients))

    def contradictions(self) -> Iterator[Contradiction]:
        """A client is somebody else, and named once."""
        yield from super().contradictions()
        if self.place in self.clients:
            problem = f"{self.place} is its own client"
            yield Contradiction("clients", "same-place", problem, "name other places")
        yield from named_twice("clients", self.clients)
        if self.salary == 0:
            problem = "a researcher who costs nothing cannot be counted from revenue"
            yield Contradiction("salary", "no-effect", problem, "write more than 0")
