"""Grants for stays of researchers with a host in another place."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, Literal

from sim.policies.base import Contradiction, Expectation, Policy, Selection
from sim.units import Months, PeoplePerYear, PlaceCode, Share, whole
from sim.world.levers import Effect
from sim.world.programme import Programme
from sim.world.state import MID, PHD

CARDS = ("stay.grants", "stay.months", "stay.anyway", "stay.guests", "stay.newcomers")


class ExchangeGrant(Policy):
    """Pay researchers of one place to stay with a host in another for some months."""

    from_cards: ClassVar[Mapping[str, str]] = {"grants": "stay.grants", "months": "stay.months"}
    tried: ClassVar[Mapping[str, str]] = {
        "newcomer_share": "stay.newcomers",
        "guests_per_host": "stay.guests",
        "anyway": "stay.anyway",
    }
    doses: ClassVar[tuple[str, ...]] = ("grants",)
    decided: ClassVar[tuple[str, ...]] = ("months",)
    evidence: ClassVar[tuple[str, ...]] = (
        "stay.tie",
        "stay.stipend",
        "meeting.travel",
        "exposure.sessions_month",
        "exposure.hazard",
    )
    lives: ClassVar[str] = (
        "Researchers below senior rank apply and are chosen; whoever has a partner there goes to "
        "that partner, others find a host. While away they work under the host's address, meet "
        "the host week by week and learn the language; some leave with a working tie. They come "
        "home when the stay ends; later moves follow from ties, as for everybody. Where "
        "some would have gone without a grant (`anyway`), their journey is paid for and nothing is "
        "added. Where hosts take only so many (`guests_per_host`), whoever finds none stays home."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "those who have partners there already apply more and would have worked with them anyway",
        "whoever moves abroad later goes more often where the stay was",
        "grants lapse, and more of them where friction is high",
        "the same people travel again, unless a share is set aside for newcomers",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "who would have gone without a grant: a share by lot, and none unless `anyway` is written",
        "leave that people would have taken for it in any case (sabbaticals)",
        "what guests pass on to colleagues at home; with `knowledge: on` only moves do",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F6.1": Expectation(
            "people are away for no longer than the months granted",
            built_in="a stay ends when its months are over",
        ),
        "F6.2": Expectation("with whom one works changes more than how much one writes"),
        "F6.3": Expectation(
            "grants in one direction make flows more one-sided",
            "no",
            "in 12 small worlds net over gross moves in that direction falls by 0.044 (standard "
            "error 0.009): a stay is no move, nobody moves away while on one, and ties decide "
            "where people go, not how many go",
        ),
        "F6.4": Expectation(
            "trouble with visas mutes the grant",
            built_in="trouble enters the wish to apply and what lapses",
        ),
    }

    kind: Literal["exchange_grant"] = "exchange_grant"
    """Stays of some months."""
    home: PlaceCode
    """The place whose researchers go; each place pays for its own."""
    host: PlaceCode
    """The place where they stay."""
    grants: PeoplePerYear | None = None
    """Stays begun each year at the full dose, in both directions together."""
    months: Months | None = None
    """How long one stay lasts."""
    reverse_share: Share = 0.0
    """Share of the grants for people of the host who stay in the home."""
    newcomer_share: Share = 0.0
    """Share of the grants set aside for those who never had one."""
    guests_per_host: Annotated[int, whole(0, 100)] = 0
    """Guests that one host has room for at a time; 0: any number."""
    anyway: Share = 0.0
    """Share of those chosen who would have gone without a grant: it pays and adds nothing."""
    selection: Selection
    """How people are chosen when more apply than there are grants."""

    def _directions(self) -> tuple[tuple[str, str, float], ...]:
        there = (self.home, self.host, 1 - self.reverse_share)
        back = (self.host, self.home, self.reverse_share)
        return tuple(way for way in (there, back) if way[2] > 0)

    def full_effects(self) -> tuple[Effect, ...]:
        """Stays in one direction or in both."""
        return tuple(
            Effect("stays", (one, other), add=self.given("grants") * share)
            for one, other, share in self._directions()
        )

    def programmes(self) -> tuple[Programme, ...]:
        """One offer in each direction."""
        return tuple(
            Programme(
                kind=self.kind,
                lever="stays",
                origin=one,
                host=other,
                selection=self.selection,
                months_abroad=self.months or 0.0,
                stages=(PHD, MID),
                newcomer_share=self.newcomer_share,
                guests=self.guests_per_host,
                anyway=self.anyway,
            )
            for one, other, _ in self._directions()
        )

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """Each place pays travel and stipend of its own, in the year of the call.

        Cards: meeting.travel (MUSD/person), stay.stipend (MUSD/person/month).
        """
        each = values["meeting.travel"] + self.given("months") * values["stay.stipend"]
        people = self.given("grants") * self.mean_dose(year)
        return {one: people * share * each for one, _, share in self._directions()}

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """Where they come from, and where they stay."""
        return (("home", self.home), ("host", self.host))

    def contradictions(self) -> Iterator[Contradiction]:
        """A stay is somewhere else."""
        yield from super().contradictions()
        yield from self.same_place("home", "host")
