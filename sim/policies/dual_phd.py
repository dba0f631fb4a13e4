"""Doctorates with two supervisors in two places."""

from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from sim.policies.base import Contradiction, Expectation, Policy, Selection
from sim.units import Months, PeoplePerYear, PlaceCode, Share, Years, number_text
from sim.world.levers import Effect
from sim.world.programme import Programme

CARDS = (
    "doctorate.administration",
    "doctorate.before_leaving",
    "doctorate.course",
    "doctorate.course_cost",
    "doctorate.entrants",
    "doctorate.existing",
    "doctorate.funded",
    "doctorate.months",
    "doctorate.return_grant",
    "doctorate.stipend",
    "doctorate.years",
)


class DualPhd(Policy):
    """Let doctoral students of one place work under a second supervisor in another."""

    from_cards: ClassVar[Mapping[str, str]] = {
        "entrants": "doctorate.entrants",
        "months_abroad": "doctorate.months",
        "existing_pairs": "doctorate.existing",
    }
    tried: ClassVar[Mapping[str, str]] = {
        "language_course": "doctorate.course",
        "funded_return": "doctorate.funded",
    }
    doses: ClassVar[tuple[str, ...]] = ("entrants",)
    decided: ClassVar[tuple[str, ...]] = ("months_abroad", "existing_pairs")
    evidence: ClassVar[tuple[str, ...]] = ("doctorate.return_pull", "language.learning")
    lives: ClassVar[str] = (
        "First-year students apply and are chosen; each gets an advisor at home and a supervisor "
        "at the host, old partners in a share of cases. They spend some months there, learn the "
        "language, work with supervisor and lab, and come back; about half leave a working tie. "
        "Some leave research on the way. After the degree, which the home confers, they stay with "
        "the host or at home; a return clause postpones that and allows no move abroad before. "
        "Lessons before leaving (`language_course`) teach some of the language; an offer of a paid "
        "post at home (`funded_return`) lowers the odds of staying away, and is paid to all who "
        "take it, also to those who would have come home without it."
    )
    risks: ClassVar[tuple[str, ...]] = (
        "graduates stay with the larger partner, more of them after longer stays",
        "supervisors who are linked already bring less that is new",
        "students drop out, and supervisors have room for few",
    )
    missing: ClassVar[tuple[str, ...]] = (
        "credit that the two sides give unequally",
        "return at a later date: an offer of a post counts when a graduate settles, once",
        "what months abroad pass on to colleagues at home; with `knowledge: on` only moves do",
    )
    expectations: ClassVar[Mapping[str, Expectation]] = {
        "F5.1": Expectation("no joint output before the second or third year"),
        "F5.2": Expectation(
            "longer stays raise ties and the share who stay abroad",
            built_in="sessions and odds of staying rise with months (card doctorate.stay_months)",
        ),
        "F5.3": Expectation(
            "a return clause moves the date of leaving more than the ties",
            built_in="a clause postpones the choice and leaves its odds",
        ),
        "F5.4": Expectation(
            "the smaller partner loses ability on balance",
            built_in="students go one way, and a share of them stays (card doctorate.stay)",
        ),
        "F5.5": Expectation("the more pairs worked together before, the less is additional"),
        "F19.8": Expectation(
            "doctorates and contracts for clients add to each other or take from each other",
            met="not modelled",
            why="no sign is expected that the model could break, and people lent to clients are "
            "taken from all research alike, not from those who supervise",
        ),
    }

    kind: Literal["dual_phd"] = "dual_phd"
    """Doctorates under two supervisors."""
    home: PlaceCode
    """The place that admits the students and pays their stipend abroad."""
    host: PlaceCode
    """The place of the second supervisor."""
    entrants: PeoplePerYear | None = None
    """Doctorates begun each year at the full dose."""
    months_abroad: Months | None = None
    """Time that a student spends at the host, in all."""
    return_clause: Years = 0.0
    """Time that a graduate has to work at home before moving elsewhere."""
    existing_pairs: Share | None = None
    """Share of students whose two supervisors have already worked together."""
    language_course: Months = 0.0
    """Lessons in the language of the host before a student leaves, paid by the home."""
    funded_return: Share = 0.0
    """Share of graduates to whom the home offers a paid post."""
    selection: Selection
    """How students are chosen when more apply than there are places."""

    def full_effects(self) -> tuple[Effect, ...]:
        """Places for doctoral students of the home with a supervisor at the host."""
        return (Effect("seats", (self.home, self.host), add=self.given("entrants")),)

    def programmes(self) -> tuple[Programme, ...]:
        """One offer to the students and supervisors of the two places."""
        offer = Programme(
            kind=self.kind,
            lever="seats",
            origin=self.home,
            host=self.host,
            selection=self.selection,
            months_abroad=self.months_abroad or 0.0,
            return_clause_years=self.return_clause,
            course_months=self.language_course,
            funded_return=self.funded_return,
            existing_pairs=self.existing_pairs or 0.0,
        )
        return (offer,)

    def planned_cost(self, values: Mapping[str, float], year: int) -> dict[str, float]:
        """The home pays the stipend abroad, lessons and posts if any; each side its administration.

        Students are counted from entry for doctorate.years, as if nobody dropped out; those who
        began before the end of the policy are paid for to the end of their studies. Months abroad
        are those for which a doctorate of usual length has room. Lessons are paid for by the home
        before the months abroad, posts at home after the degree.
        Cards: doctorate.stipend, doctorate.course_cost (MUSD/person/month),
        doctorate.administration (MUSD/person/year), doctorate.return_grant (MUSD/person),
        doctorate.years, doctorate.before_leaving.
        """
        length = values["doctorate.years"]
        studying = self.given("entrants") * self.running(year, length)
        abroad = min(self.given("months_abroad"), months_of_room(values))
        stipend = values["doctorate.stipend"] * abroad / length
        administration = values["doctorate.administration"]
        return {
            self.home: studying * (stipend + administration) + self._extras(values, year),
            self.host: studying * administration,
        }

    def _extras(self, values: Mapping[str, float], year: int) -> float:
        """Lessons and posts at home, if everybody who began takes them up, MUSD."""
        lessons = self.language_course * values["doctorate.course_cost"]
        posts = self.funded_return * values["doctorate.return_grant"]
        leaving = self.running(year, 1.0, late=values["doctorate.before_leaving"])
        finishing = self.running(year, 1.0, late=values["doctorate.years"])
        return self.given("entrants") * (lessons * leaving + posts * finishing)

    def beyond(self, values: Mapping[str, float]) -> Iterator[Contradiction]:
        """Months abroad end before the last quarter of the doctorate, which is for the degree."""
        room, asked = months_of_room(values), self.filled(values).given("months_abroad")
        if asked > room:
            length, before = values["doctorate.years"], values["doctorate.before_leaving"]
            problem = (
                f"{number_text(asked)} months abroad do not fit into a doctorate of "
                f"{number_text(length)} years after {number_text(before)} at home (cards "
                "doctorate.years, doctorate.before_leaving)"
            )
            remedy = f"write at most {number_text(room)} months"
            yield Contradiction("months_abroad", "no-room", problem, remedy)

    def named_places(self) -> tuple[tuple[str, str], ...]:
        """Where the students come from, and where they go."""
        return (("home", self.home), ("host", self.host))

    def contradictions(self) -> Iterator[Contradiction]:
        """A second supervisor in the same place would not be a second one."""
        yield from super().contradictions()
        yield from self.same_place("home", "host")


def months_of_room(values: Mapping[str, float]) -> float:
    """Months between leaving and the last quarter of a doctorate of usual length."""
    stay = round(4.0 * values["doctorate.years"]) - round(4.0 * values["doctorate.before_leaving"])
    return 3.0 * max(0, stay - 1)
