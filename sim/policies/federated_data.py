"""Data of hospitals that teams of several places may query without taking them away."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.policies.base import Contradiction, Domain, Expectation, Policy, named_twice
from sim.units import Amount, Flag, MoneyPerYear, PlaceCode, Share, Years
from sim.world.levers import Effect
from sim.world.state import DOMAINS

CARDS = (
    "federation.annotators",
    "federation.answering",
    "federation.approval",
    "federation.audit_cost",
    "federation.node_cost",
    "federation.nodes",
)
NODES = Amount({"nodes": 1.0, "node": 1.0}, 1e4, "20 nodes")
ANNOTATORS = Amount({"people/node": 1.0}, 100, "2 people/node")
Places = Annotated[tuple[PlaceCode, ...], Field(min_length=1, max_length=20)]


class FederatedData(Policy):
    """Let teams of some places work with data of hospitals in others, where the data stay."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "nodes": "federation.nodes",
        "answering": "federation.answering",
        "approval": "federation.approval",
        "node_cost": "federation.node_cost",
        "audit_cost": "federation.audit_cost",
        "labelling": "federation.annotators",
        "salary": "unit.staff_cost",
    }
    doses: ClassVar[tuple[str, ...]] = ("nodes",)
    needs: ClassVar[Mapping[str, str]] = {
        "audit_cost": "audit",
        "labelling": "annotators",
        "salary": "annotators",
    }
    evidence: ClassVar[tuple[str, ...]] = (
        "federation.boards",
        "federation.half_nodes",
        "federation.efficiency",
        "federation.need",
        "federation.incident",
        "federation.audited",
        "federation.freeze",
        "data.gain",
        "data.periphery",
    )
    lives: ClassVar[str] = (
        "Hospitals sign; a part of them really answers queries. After the time of an approval the "
        "ethics boards of each holder admit so many of them a year. Teams led from the places of "
        "the users write more where they need such data, small institutions most. After an "
        "incident of privacy all access to the holder's data stops, and all queue anew; audits "
        "make incidents rarer. Where annotators are counted (`annotators`), hospitals for which "
        "there are too few do not answer."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "hospitals that signed and do not answer, and are paid for",
        "boards that admit so few a year that the queue is the instrument",
        "an incident, after which nothing is open for a year or longer",
        "access ends on the day on which the agreement ends",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "patients who differ between hospitals and places",
        "consortia, platforms and who owns the algorithm",
        "clinical use of what was found",
        "audits that make hospitals answer, or boards slower",
        "data that change in silence, and annotators who become better or leave",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F2.1": Expectation(
            "each further hospital is worth less",
            built_in="n hospitals open n/(n + half) of the data",
        ),
        "F2.2": Expectation(
            "nothing changes before the lag of approval",
            built_in="nothing is asked for before the lag",
        ),
        "F2.3": Expectation(
            "an incident stops it for over a year, and it recovers slower",
            built_in="all is shut for the time of card federation.freeze, then all queue anew",
        ),
        "F2.4": Expectation(
            "institutions with few data of their own gain most",
            built_in="data from elsewhere add to what an institution has by its size (E11)",
        ),
        "F2.5": Expectation(
            "data that stay where they are bring no more than data handed over",
            built_in="card federation.efficiency is at most one",
        ),
        "F19.3": Expectation(
            "data and a standard in common bring more together than the sum of both",
            met="not modelled",
            why="a standard makes joint work easier, and formats are not told apart that would "
            "make data easier to use",
        ),
    }

    kind: Literal["federated_data"] = "federated_data"
    """Hospitals that answer queries."""
    holders: Places
    """The places whose hospitals hold the data and pay for their nodes."""
    users: Places
    """The places whose teams may ask; a holder's own teams only if it is named here too."""
    nodes: Annotated[float, NODES.written()] | None = None
    """Hospitals of each holder that sign, at the full dose."""
    domains: Annotated[tuple[Domain, ...], Field(min_length=1, max_length=len(DOMAINS))] = (
        "health",
    )
    """The domains whose projects may need the data."""
    pooled: Flag = False
    """Whether hospitals hand their data over instead, as a rule to compare with."""
    answering: Share | None = None
    """Share of the hospitals that really answer."""
    approval: Years | None = None
    """Time from an application to the first admission."""
    node_cost: MoneyPerYear | None = None
    """What one hospital costs in a year, whether it answers or not."""
    audit: Share = 0.0
    """How strictly hospitals are audited, of the strictest there is."""
    audit_cost: MoneyPerYear | None = None
    """What the strictest audit of one hospital costs in a year."""
    annotators: Annotated[float, ANNOTATORS.written()] | None = None
    """People paid at each hospital to label data; left out, labels limit and cost nothing."""
    labelling: Annotated[float, ANNOTATORS.written()] | None = None
    """People that a hospital needs to keep its data labelled."""
    salary: MoneyPerYear | None = None
    """What one annotator costs in a year."""

    def effects(self, quarter: int) -> tuple[Effect, ...]:
        """Hospitals are paid for at once and admitted when the time of approval has passed."""
        late = quarter - round(4 * self.given("approval"))
        paid = [e for e in super().effects(quarter) if e.lever == "spending"]
        admitted = [e for e in super().effects(late) if e.lever.endswith("_nodes")]
        strict = [e for e in self.full_effects() if e.lever == "hospital_audit"]
        watched = strict if self.dose(late) > 0 else []
        return (*paid, *admitted, *watched) if self.dose(quarter) > 0 else ()

    def full_effects(self) -> tuple[Effect, ...]:
        """Hospitals that answer, in one form or the other, and money for all that signed."""
        answer = self.given("nodes") * self.given("answering") * self.labelled()
        federated, pooled = (0.0, answer) if self.pooled else (answer, 0.0)
        cells = [(h, u, d) for h in self.holders for u in self.users for d in self.domains]
        signed = self.given("nodes")
        money, strict = signed * self.yearly_cost(), self.audit if signed > 0 else 0.0
        audited = [Effect("hospital_audit", (h,), add=strict) for h in self.holders if strict > 0]
        return (
            *audited,
            *(Effect("federated_nodes", cell, add=federated) for cell in cells),
            *(Effect("pooled_nodes", cell, add=pooled) for cell in cells),
            *(Effect("spending", (holder,), add=money) for holder in self.holders),
        )

    def labelled(self) -> float:
        """Share of the hospitals that answer for whose data there are annotators enough."""
        if self.annotators is None or self.annotators >= self.given("labelling"):
            return 1.0
        return self.annotators / self.given("labelling")

    def yearly_cost(self) -> float:
        """What one hospital costs with its audit and its annotators, MUSD a year."""
        people = (self.annotators or 0.0) * self.given("salary")
        return self.given("node_cost") + self.audit * self.given("audit_cost") + people

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """Each holder pays for all hospitals that signed, for audits and annotators if it has any.

        All of it is due also before anybody is admitted.
        """
        del values
        each = self.given("nodes") * self.yearly_cost() * self.mean_dose(year)
        return dict.fromkeys(self.holders, each)

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """The holders and the users."""
        holders = tuple(("holders", place) for place in self.holders)
        return (*holders, *(("users", place) for place in self.users))

    def contradictions(self) -> Iterator[Contradiction]:
        """Nobody and nothing is named twice in one list."""
        yield from super().contradictions()
        for field in ("holders", "users", "domains"):
            yield from named_twice(field, getattr(self, field))
