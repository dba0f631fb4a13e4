"""What the record says about each place and year: sizes, output, partners, moves, teams.

History is replayed conditional on national margins: how many researchers and articles a place
had, and how often its researchers left. Who works with whom and who goes where is simulated.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.chance import named_key
from sim.evidence.tables import by_pair, by_place_year, read_table
from sim.world.dated import Intake, read_intakes, read_limits, read_shocks

CARDS = ("partner.opening",)
FIRST_YEAR = 2003
INDEX_YEAR = 2012
"""Last year whose index of computing hours rests on no later one: the table then leads to 2018."""
LAST_FIT_YEAR = 2016
SIZE_REFERENCE = {"ai": tuple(range(2003, 2023)), "science": (2003,)}
SHARE_REFERENCE = {"ai": tuple(range(2011, 2015)), "science": (2004, 2005, 2006)}
MOVES_REFERENCE = tuple(range(2003, 2008))
PAIR_FLOOR = 0.5
TREND_YEARS = 3.0
AROUND = 2
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drivers:
    """National margins and pair constants; Y years from ``FIRST_YEAR``, P places.

    stock, articles (Y, P) heads and papers; home_odds (P,) odds of searching at home in the
    reference years; partner_share, move_share (P, P) rows sum to 1 off the diagonal;
    size_reference, home_reference (P,) heads at which the shares were observed;
    out_rate (Y, P) moves abroad per researcher and year; team_mean (Y,) authors per paper.
    """

    world: str
    places: tuple[str, ...]
    place_key: NDArray[np.uint64]
    language: NDArray[np.int8]
    english_official: NDArray[np.int8]
    stock: Array
    articles: Array
    international_share: Array
    partner_share: Array
    move_share: Array
    size_reference: Array
    home_reference: Array
    move_reference: Array
    out_rate: Array
    team_mean: Array
    institutions: NDArray[np.int64]
    compute_index: Array
    shocks: tuple[Mapping[str, str], ...]
    controls: tuple[tuple[int, int], ...]
    indexing: tuple[tuple[int, int], ...]
    intakes: tuple[Intake, ...]

    @property
    def last_year(self) -> int:
        """Last calendar year in which the record gives the number of researchers."""
        return FIRST_YEAR + len(self.stock) - 1

    def articles_in(self, year: float) -> Array:
        """Articles by place; after the record, its last five years' growth fades out."""
        last = FIRST_YEAR + len(self.articles) - 1
        if year <= last:
            return self.between(self.smooth_articles(), year)
        smooth = self.smooth_articles()
        growth = np.log((smooth[-1] + 1.0) / (smooth[-6] + 1.0)) / 5.0
        ahead = min(year - last, TREND_YEARS)
        return np.asarray(smooth[-1] * np.exp(growth * ahead))

    def growth_around(self, year: int) -> Array:
        """Yearly growth of heads (place,), from two years before a year to two years after it."""
        since, until = max(year - AROUND, FIRST_YEAR), min(year + AROUND, self.last_year)
        first, last = (self.between(self.stock, float(end)) for end in (since, until))
        return np.asarray(np.log(last / first) / (until - since))

    def smooth_articles(self) -> Array:
        """Articles averaged over three years, so that one odd year of indexing is not replayed."""
        padded = np.concatenate([self.articles[:1], self.articles, self.articles[-1:]])
        return np.asarray((padded[:-2] + padded[1:-1] + padded[2:]) / 3.0)

    def home_odds(self, values: Mapping[str, float], year: float) -> Array:
        """Odds of searching at home that would bring the international share (ICR) of the record.

        ICR/(2 − ICR) of the papers led in a place are international, and more of the teams, since
        borders cost papers (``border_yield``); 1 − (1 − s)^n with n seats filled by search gives
        the chance s of each. n follows the team size of the year in which papers appear, so that
        larger teams do not make science more international by themselves. Card partner.opening
        lowers the odds year by year.
        """
        led = self.international_share / (2.0 - self.international_share)
        teams = led / (led + (1.0 - led) * self.border_yield(values, year))
        abroad = 1.0 - (1.0 - teams) ** (1.0 / self.seats(values, year))
        reference = float(np.mean(SHARE_REFERENCE[self.world]))
        since = min(year, float(self.last_year)) - reference
        return np.asarray((1.0 - abroad) / abroad * np.exp(-values["partner.opening"] * since))

    def share_by(self, abroad: Array, values: Mapping[str, float], year: float) -> Array:
        """International share (place,) when each seat goes abroad with a chance: the way back."""
        teams = 1.0 - (1.0 - abroad) ** self.seats(values, year)
        papers = teams * self.border_yield(values, year)
        led = papers / (papers + 1.0 - teams)
        return np.asarray(2.0 * led / (1.0 + led))

    def seats(self, values: Mapping[str, float], year: float) -> float:
        """Seats of a team that are not its lead's and not a newcomer's."""
        return values["assembly.incumbent"] * (float(self.between(self.team_mean, year)) - 1.0)

    def border_yield(self, values: Mapping[str, float], year: float) -> float:
        """Papers of a team that crosses a border, over those of a team of that size at home."""
        partners = float(self.between(self.team_mean, year)) - 1.0
        left = 1.0 - values["output.coordination_member"] * partners
        return 1.0 - values["output.coordination_border"] / left

    def between(self, yearly: Array, year: float) -> Array:
        """A yearly array at a fraction of a year, linear between mid-years."""
        low = int(np.clip(np.floor(year) - FIRST_YEAR, 0, len(yearly) - 1))
        high = min(low + 1, len(yearly) - 1)
        share = float(np.clip(year - FIRST_YEAR - low, 0.0, 1.0))
        return np.asarray((1.0 - share) * yearly[low] + share * yearly[high])


def read_drivers(world: str, scale: float) -> Drivers:
    """The drivers of one world at a scale: heads and papers are multiplied by it."""
    places = tuple(str(code) for code in read_table("places").words("code"))
    years = range(FIRST_YEAR, 2024)
    languages = read_table("places").words("language")
    known = {language: n for n, language in enumerate(sorted(set(languages)))}
    stock = by_place_year(read_table(f"researchers_{world}"), "researchers", places, years).T
    articles_table = read_table(f"articles_{world}")
    articles = by_place_year(articles_table, "articles", places, range(FIRST_YEAR, 2023)).T
    international = by_place_year(
        articles_table, "international", places, range(FIRST_YEAR, 2023)
    ).T
    partner_share = _shares(_copublications(world, places))
    share = _usual_share(international, articles, SHARE_REFERENCE[world]) * _leaving(places)
    return Drivers(
        world=world,
        places=places,
        place_key=np.array([named_key(p) for p in places], np.uint64),
        language=np.array([known[language] for language in languages], np.int8),
        english_official=read_table("places").numbers("english_official").astype(np.int8),
        stock=stock * scale,
        articles=articles * scale,
        international_share=share,
        partner_share=partner_share,
        move_share=_shares(_moves(places), _posts_in_the_field(world, stock, places, years)),
        size_reference=_mean_rows(stock, SIZE_REFERENCE[world]) * scale,
        home_reference=_mean_rows(stock, SHARE_REFERENCE[world]) * scale,
        move_reference=_mean_rows(stock, MOVES_REFERENCE) * scale,
        out_rate=_out_rates(places),
        team_mean=_team_means(),
        institutions=_institution_counts(places),
        compute_index=compute_index(places),
        shocks=read_shocks(),
        controls=read_limits(places, "controls"),
        indexing=read_limits(places, "indexing"),
        intakes=read_intakes(places),
    )


def _mean_rows(yearly: Array, years: tuple[int, ...]) -> Array:
    return np.asarray(np.mean([yearly[year - FIRST_YEAR] for year in years], axis=0))


def _usual_share(part: Array, whole: Array, years: tuple[int, ...]) -> Array:
    """The middle of the yearly shares, so that one odd year of the record does not set it."""
    rows = [year - FIRST_YEAR for year in years]
    pooled = (part[rows].sum(0) + 1.0) / (whole[rows].sum(0) + 4.0)
    return np.asarray(np.median((part[rows] + 4.0 * pooled) / (whole[rows] + 4.0), axis=0))


def _leaving(places: tuple[str, ...]) -> Array:
    """Share of the international papers of a place that leave it; below 1 for blocs.

    The record calls a paper of two members of a bloc international, which is home work here. It
    is missing from the bloc's pairs with other places: per international paper a bloc has fewer
    of these than countries have. Read off all fields of 2003.
    """
    international = by_place_year(
        read_table("articles_science"), "international", places, range(FIRST_YEAR, FIRST_YEAR + 1)
    )[:, 0]
    pairs = np.nan_to_num(_copublications("science", places)).sum(axis=1) / international
    bloc = np.array([kind == "bloc" for kind in read_table("places").words("kind")])
    return np.where(bloc, np.minimum(1.0, pairs / np.median(pairs[~bloc])), 1.0)


def _copublications(world: str, places: tuple[str, ...]) -> Array:
    table = read_table(f"copublications_{world}")
    return by_pair(table, "papers", places, year=2003 if world == "science" else None, fill=0.0)


def _moves(places: tuple[str, ...]) -> Array:
    table = read_table("moves")
    yearly = [by_pair(table, "moves", places, year=year, fill=0.0) for year in MOVES_REFERENCE]
    return np.asarray(np.mean(yearly, axis=0))


def _posts_in_the_field(world: str, stock: Array, places: tuple[str, ...], years: range) -> Array:
    """Share (place,) of the researchers of each place who work in the field of this world.

    Moves are recorded for all fields. Somebody of the field can only go where the field has
    posts: of those who arrive in a place, as many are of the field as of those who are there.
    """
    if world == "science":
        return np.ones(len(places))
    table = read_table("researchers_science")
    everybody = by_place_year(table, "researchers", places, years).T
    return _mean_rows(stock, MOVES_REFERENCE) / _mean_rows(everybody, MOVES_REFERENCE)


def _shares(pairs: Array, weight: Array | float = 1.0) -> Array:
    filled = (np.nan_to_num(pairs) + PAIR_FLOOR) * weight
    np.fill_diagonal(filled, 0.0)
    return np.asarray(filled / filled.sum(axis=1, keepdims=True))


def _out_rates(places: tuple[str, ...]) -> Array:
    """Moves abroad per researcher, from the fit years only; the last is held afterwards."""
    years = range(FIRST_YEAR, LAST_FIT_YEAR + 1)
    return by_place_year(read_table("moves_rates"), "out_per_1000", places, years).T / 1000.0


def _team_means() -> Array:
    table = read_table("team_size")
    years = table.numbers("year")
    wanted = np.arange(FIRST_YEAR, 2026)
    return np.interp(wanted, years, table.numbers("mean_authors"))


def _institution_counts(places: tuple[str, ...]) -> NDArray[np.int64]:
    table = read_table("institution_counts")
    found = dict(zip(table.words("place"), table.numbers("institutions"), strict=True))
    return np.array([max(2, int(found[p])) for p in places], np.int64)


def compute_index(places: tuple[str, ...], last: int | None = None) -> Array:
    """Index of computing hours by place (P,): the newest of the table, or up to a last year."""
    table = read_table("compute")
    rows = zip(
        table.words("place"), table.numbers("year"), table.numbers("academic_index"), strict=True
    )
    latest: dict[str, tuple[float, float]] = {}
    for place, year, value in rows:
        known = last is None or year <= last
        if known and (place not in latest or year > latest[place][0]):
            latest[str(place)] = (year, value)
    return np.array([latest[p][1] for p in places])
