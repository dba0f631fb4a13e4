"""The conditions of one quarter, from the record while it lasts and from its end onwards.

While the record lasts, starts and entries follow the national margins (numbers of researchers and
articles). While the world warms up, places grow as they do around the record's first year: a place
that grows has younger people, and fewer old partners, than one that stands still. After the record,
the papers per researcher of its last two years hold, entries grow by careers.growth_after, fading
with careers.growth_fade; nothing then reacts to a policy by itself.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.chance import quarter_key
from sim.dynamics.careers import exit_hazard, promotion_hazard
from sim.dynamics.compute import frontier
from sim.dynamics.federation import reach
from sim.dynamics.opendata import access
from sim.dynamics.partners import renown_table
from sim.dynamics.ties import decay_table
from sim.dynamics.workload import RING, lag_table
from sim.model.ageing import effort_by_age
from sim.model.attraction import move_weights, partner_weights, sum_abroad, turned
from sim.model.spec import RunSpec
from sim.world.drivers import Drivers
from sim.world.parameters import parameter_record
from sim.world.state import Rows, State
from sim.world.views import ADDITIVE, CES, GROUP, MULTIPLICATIVE, REDUCED, Quarter

CARDS = (
    "careers.growth_after",
    "careers.growth_fade",
    "mobility.phd",
    "mobility.postdoc",
    "mobility.second_order",
    "mobility.senior",
)
EVENTS = {"A": ADDITIVE, "M": MULTIPLICATIVE, "Z": GROUP}
OUTPUTS = {"reduced": REDUCED, "ces": CES}
WARM_UP_YEARS = 8
MID_YEAR = 0.5
Array = NDArray[np.float64]


@dataclass(slots=True)
class Tables:
    """Tables that card values fix for a whole run."""

    theta: Rows
    decay: NDArray[np.float32]
    renown: Array
    lag: Array
    exit_hazard: Array
    promotion: Array
    stage_rate: Array
    effort: Array
    move_stage: Array
    switches: NDArray[np.int64]


def tables_of(spec: RunSpec) -> Tables:
    """The tables of a run."""
    v = spec.values
    stage_rate = np.array(
        [v["projects.phd_rate"], v["projects.postdoc_rate"], 1.0, v["projects.senior_rate"]]
    )
    promotion = promotion_hazard(
        (v["careers.phd_years"], v["careers.postdoc_years"], v["careers.mid_years"]),
        v["careers.duration_shape"],
    )
    return Tables(
        theta=parameter_record(v),
        decay=decay_table(v["ties.half_life"], v["ties.multiplex_gain"]),
        renown=renown_table(v["partner.degree"]),
        lag=lag_table(v["projects.lag_mean"], v["projects.lag_shape"]),
        exit_hazard=exit_hazard(v["careers.half_life"], v["careers.exit_shape"]),
        promotion=promotion,
        stage_rate=stage_rate,
        effort=_effort(promotion.tobytes(), stage_rate.tobytes()),
        move_stage=np.array([v["mobility.phd"], v["mobility.postdoc"], 1.0, v["mobility.senior"]]),
        switches=np.array(
            [
                EVENTS[spec.structure.event],
                OUTPUTS[spec.structure.output],
                spec.structure.knowledge,
            ],
            np.int64,
        ),
    )


@lru_cache
def _effort(promotion: bytes, stage_rate: bytes) -> Array:
    """The same in all runs on the same cards, of which there are many in one process."""
    rates = np.frombuffer(stage_rate)
    return effort_by_age(np.frombuffer(promotion).reshape(len(rates), -1), rates)


@dataclass(slots=True)
class Almanac:
    """The record's demands on each quarter. ``epoch`` is the calendar quarter of t = 0."""

    spec: RunSpec
    drivers: Drivers
    tables: Tables
    seed: np.uint64
    epoch: int = field(init=False)

    def __post_init__(self) -> None:
        """Start the clock early enough for networks to form."""
        self.epoch = self.spec.start - 4 * WARM_UP_YEARS

    def year(self, t: int, *, clamp: bool = True) -> float:
        """Calendar year (fraction) of a quarter's middle; the first year lasts through warm-up."""
        quarter = max(self.epoch + t, self.spec.start) if clamp else self.epoch + t
        return quarter / 4.0 + 0.125

    def appears(self, t: int) -> float:
        """Calendar year in which the papers of projects begun in a quarter appear, on average."""
        lag = self.spec.values["projects.lag_mean"]
        return self.year(t, clamp=False) + lag

    def warming_up(self, t: int) -> bool:
        """Whether the quarter comes before the first that is recorded."""
        return self.epoch + t < self.spec.start

    def in_record(self, t: int) -> bool:
        """Whether the record of heads covers the quarter and the one after it."""
        return self.year(t) < self.drivers.last_year + 0.5

    def heads(self, t: int) -> Array:
        """Researchers by place that the record gives for the end of a quarter."""
        year, first = self.year(t, clamp=False) - 0.375, float(self.spec.start // 4)
        recorded = self.drivers.between(self.drivers.stock, max(year, first))
        return np.asarray(recorded * self.earlier(year - first))

    def earlier(self, years: float) -> Array:
        """Size of places (place,) some years from the first one, over that of it; 1 after it."""
        growth = self.drivers.growth_around(self.spec.start // 4)
        return np.asarray(np.exp(growth * min(0.0, years)))

    def articles_led(self, t: int, led_share: Array, across: Array) -> Array:
        """Papers a quarter that projects begun now should lead to, by place of the lead.

        ``led_share`` (place,): share of a place's papers that somebody there leads; ``across``
        (place,): share of those written there that have authors in another place.
        """
        lag = self.spec.values["projects.lag_mean"] - 0.5
        year, first = self.year(t, clamp=False) + lag, self.year(0)
        whole = self.drivers.articles_in(max(year, first)) * self.earlier(year - first)
        outside = 1.0 - self.home_coverage(t + round(4.0 * lag))
        recorded = self.coverage(t) * (1.0 - (1.0 - across) * outside)
        return np.asarray(whole * led_share / 4.0 / recorded)

    def home_coverage(self, t: int) -> Array:
        """Chance that a paper of one place alone stands in outlets that are indexed (E24)."""
        outside = self.spec.values["observation.home_outlets"]
        indexed = np.ones(len(self.drivers.places))
        for intake in self.drivers.intakes:
            indexed[intake.place] = 1.0 - outside * (1.0 - intake.done(self.epoch + t))
        return indexed

    def coverage(self, t: int) -> Array:
        """Chance that a paper led in a place is indexed (E24)."""
        v = self.spec.values
        known = np.full(len(self.drivers.places), v["observation.coverage"])
        for place, since in self.drivers.indexing:
            if self.epoch + t >= since:
                known[place] *= 1.0 - v["observation.loss_2022"]
        return known


def mobility(almanac: Almanac, state: State) -> tuple[Array, Array]:
    """Chance of an opportunity abroad (place,), and weights of destinations (place, place)."""
    d, v = almanac.drivers, almanac.spec.values
    weights = move_weights(d, v, state.memory["heads"]) * state.memory["vacancy"][None, :]
    closer = state.memory["worked"] / state.memory["worked_first"]
    weights *= closer ** v["mobility.second_order"]
    left = opportunity_left(weights, state.friction[1], v["mobility.friction"])
    yearly = d.between(d.out_rate, almanac.year(state.t) - MID_YEAR)
    rate = yearly / 4.0 * left / state.memory["move_norm"]
    passing = weights * np.exp(-v["mobility.friction"] * np.maximum(state.friction[1], 0.0))
    return rate, turned(passing, state.memory["route"])


def opportunity_left(weights: Array, friction: Array, sensitivity: float) -> Array:
    """Share of opportunities abroad that friction leaves (place,); the rest is lost."""
    total = weights.sum(axis=1)
    kept = (weights * np.exp(-sensitivity * np.maximum(friction, 0.0))).sum(axis=1)
    return np.asarray(kept / np.where(total > 0, total, 1.0))


def quarter_of(almanac: Almanac, state: State, levers: Mapping[str, Array]) -> Quarter:
    """Everything the kernels need to know about this quarter."""
    d, v, tables = almanac.drivers, almanac.spec.values, almanac.tables
    t = state.t
    papers = state.friction[0] + levers["friction"]
    out_rate, move_weight = mobility(almanac, state)
    weights = partner_weights(d, v, state, almanac.appears(state.t), np.maximum(-papers, 0.0))
    starts = state.memory["starts"]
    with np.errstate(over="ignore"):
        key = np.uint64(quarter_key(almanac.seed, t))
    return Quarter(
        key=key,
        t=t,
        theta=tables.theta,
        decay=tables.decay,
        place_key=d.place_key,
        language=d.language,
        partner_weight=weights,
        abroad=sum_abroad(weights, state),
        renown=tables.renown,
        friction=np.maximum(papers, 0.0),
        friction_begun=begun_under(state, np.maximum(papers, 0.0)),
        starts=starts,
        stage_rate=tables.stage_rate,
        team_core=float(state.memory["team_core"][0]),
        lag=tables.lag,
        coverage=almanac.coverage(t),
        home_coverage=almanac.home_coverage(t),
        data_access=access(state.usable, v["data.foreign_use"]),
        data_admitted=reach(state.approved, v),
        compute_need=v["compute.need"] * frontier(v, almanac.year(t)),
        out_rate=out_rate,
        move_stage=tables.move_stage,
        move_weight=move_weight,
        exit_hazard=tables.exit_hazard,
        promotion=tables.promotion,
        stage_output=state.memory["stage_output"],
        sought=seats_offered(v, weights, state),
        switches=tables.switches,
    )


def begun_under(state: State, friction: Array) -> Array:
    """The friction under which running projects began, by quarter modulo RING, with today's."""
    begun = state.memory["friction_begun"].copy()
    begun[state.t % RING] = friction
    state.memory["friction_begun"] = begun
    return np.asarray(begun)


def at_work(q: Quarter, people: Array, heads: Array) -> Quarter:
    """The same quarter when places gain or lend the time of so many people: starts · (1 + n/N)."""
    share = np.maximum(0.0, 1.0 + people / np.maximum(heads, 1.0))
    return q._replace(starts=q.starts * share)


def seats_offered(v: Mapping[str, float], weights: Array, state: State) -> Array:
    """Seats of a project that a search offers to one given person, by place (event M only).

    Before friction, which lets a team take none of a place.
    """
    chance = weights / weights.sum(axis=1, keepdims=True)
    seats = state.memory["team_core"][0] + v["teams.tail_share"] * (1.0 + v["teams.tail_mean"])
    searched = seats * v["assembly.incumbent"] * (1.0 - v["assembly.repeat"])
    return np.asarray(searched * chance / np.maximum(state.memory["heads"], 1.0)[None, :])


def growth_since(spec: RunSpec, years: float) -> float:
    """Growth factor of entries after the record: ∫ g·e^(−s/fade) ds."""
    v = spec.values
    return math.exp(
        v["careers.growth_after"]
        * v["careers.growth_fade"]
        * -math.expm1(-years / v["careers.growth_fade"])
    )
