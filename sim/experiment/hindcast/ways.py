"""The histories that are forecasts: what each is told of the years after 2016, and what not."""

from dataclasses import dataclass, replace

from sim.experiment.gravity import filled_by_gravity
from sim.experiment.hindcast.known import LAST_YEAR
from sim.units import quarter_text
from sim.world.dated import Intake, quarter_of
from sim.world.drivers import FIRST_YEAR, INDEX_YEAR, Drivers, compute_index

SHOCK = quarter_of("2022")
QUARTERS = 4
HORIZON = 2023
EARLY_YEAR = 2009
"""Where the record stops for the forecast that shows how far free forecasts were off before."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a history is told: how long it follows the record, and which dated shocks it knows."""

    name: str
    says: str
    record_to: int | None = None
    """None follows the record to its end."""
    shocks_before: int | None = None
    """Quarter from which dated shocks, limits and indexing are unknown; None knows all."""
    unseen: bool = False
    """Whether it knows nothing of the pair in focus."""
    ends: int = HORIZON
    """Last year that is lived."""

    @property
    def free(self) -> bool:
        """Whether it forecasts the margins too."""
        return self.record_to is not None

    @property
    def branch(self) -> int:
        """First quarter in which it may differ from others of the same root."""
        if self.record_to is not None:
            return QUARTERS * (self.record_to + 1)
        return SHOCK if not self.unseen else 0

    @property
    def root(self) -> tuple[int | None, bool]:
        """What histories that can share their past have in common."""
        return self.record_to, self.unseen


AFTER = QUARTERS * (LAST_YEAR + 1)
GIVEN = Way("given", "follows national heads and articles, knows every dated shock")
GIVEN_UNSHOCKED = Way(
    "given_unshocked", "follows national heads and articles, knows no shock of 2022", None, SHOCK
)
FREE = Way("free", "follows nothing after 2016 and knows no later shock", LAST_YEAR, AFTER)
FREE_SHOCKED = Way("free_shocked", "follows nothing after 2016, knows every shock", LAST_YEAR)
FREE_EARLY = Way(
    "free_early",
    "follows nothing after 2009; shows how far free forecasts are off",
    EARLY_YEAR,
    QUARTERS * (EARLY_YEAR + 1),
    ends=LAST_YEAR,
)
UNSEEN = Way("unseen", "as given, but knows nothing of the pair in focus", unseen=True)
WAYS = {way.name: way for way in (GIVEN, GIVEN_UNSHOCKED, FREE, FREE_SHOCKED, FREE_EARLY, UNSEEN)}


def told(drivers: Drivers, way: Way) -> Drivers:
    """The drivers as a history of this kind knows them; none knows later computing hours."""
    index = compute_index(drivers.places, min(INDEX_YEAR, way.record_to or INDEX_YEAR))
    known = replace(drivers, compute_index=index)
    known = known if way.record_to is None else until(known, way.record_to)
    return known if way.shocks_before is None else without_shocks(known, way.shocks_before)


def until(drivers: Drivers, last_year: int) -> Drivers:
    """Drivers whose record of heads, articles, teams and rates of moving ends with a year.

    From there on the model does what it does after any record: rates per researcher hold.
    """
    rows = last_year - FIRST_YEAR + 1
    return replace(
        drivers,
        stock=drivers.stock[:rows],
        articles=drivers.articles[:rows],
        team_mean=drivers.team_mean[:rows],
        out_rate=drivers.out_rate[:rows],
        intakes=intakes_before(drivers, QUARTERS * (last_year + 1)),
    )


def intakes_before(drivers: Drivers, quarter: int) -> tuple[Intake, ...]:
    """Intakes of outlets that have begun by a quarter; they stay where they had come before it."""
    begun = (intake for intake in drivers.intakes if intake.since < quarter)
    return tuple(intake._replace(known=quarter - 1) for intake in begun)


def without_shocks(drivers: Drivers, quarter: int) -> Drivers:
    """Drivers that know no shock, no control and no change of indexing from a quarter on."""
    return replace(
        drivers,
        shocks=tuple(
            {**shock, "known": quarter_text(quarter - 1)}
            for shock in drivers.shocks
            if quarter_of(shock["date"]) < quarter
        ),
        controls=tuple(limit for limit in drivers.controls if limit[1] < quarter),
        indexing=tuple(limit for limit in drivers.indexing if limit[1] < quarter),
        intakes=intakes_before(drivers, quarter),
    )


def without_pair(drivers: Drivers, pair: tuple[str, str]) -> Drivers:
    """Drivers that know nothing of one pair: gravity stands for its shares, no shock is its own."""
    a, b = (drivers.places.index(code) for code in pair)
    return replace(
        drivers,
        partner_share=filled_by_gravity(drivers.partner_share, drivers.places, (a, b)),
        move_share=filled_by_gravity(drivers.move_share, drivers.places, (a, b)),
        shocks=tuple(s for s in drivers.shocks if {s["place_a"], s["place_b"]} != set(pair)),
    )
