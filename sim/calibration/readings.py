"""What a history says about each target, as the record would print it."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from sim.calibration.targets import LAST_YEAR, FitTarget
from sim.experiment.gravity import gravity
from sim.experiment.patterns.base import Past
from sim.experiment.patterns.half_life import followed, lengthened
from sim.experiment.patterns.never_leads import never_leads
from sim.experiment.patterns.pair_book import PairYear
from sim.experiment.patterns.productivity_tail import exponent
from sim.experiment.patterns.team_book import giant_share, partners_per_author, transitivity
from sim.experiment.patterns.watch import Watch
from sim.experiment.recorded import Recorded, recorded

Kept = TypeVar("Kept")
Years = tuple[int, int]


class Readings:
    """Reads one history; what several targets need is computed once."""

    def __init__(self, past: Past, watch: Watch, scale: float, values: Mapping[str, float]) -> None:
        self.past, self.watch = past, watch
        self._scale, self._values = scale, values
        self._kept: dict[tuple[str, Years], object] = {}

    @cached_property
    def record(self) -> Recorded:
        """The history as indexes would print it."""
        return recorded(self.past.ledger, self._scale, self._values, LAST_YEAR)

    def value(self, target: FitTarget) -> float:
        """The number beside a target, in its unit; nan where it cannot be read."""
        return READERS[target.indicator.name](self, target)

    def joint_papers(self, target: FitTarget) -> float:
        """Joint works a year."""
        a, b = (self.past.place(code) for code in target.places)
        return float(self.record.joint[self.past.during(target.years), a, b].mean())

    def moves(self, target: FitTarget) -> float:
        """People a year."""
        a, b = (self.past.place(code) for code in target.places)
        return float(self.record.moves[self.past.during(target.years), a, b].mean())

    def articles(self, target: FitTarget) -> float:
        """Articles a year."""
        (place,) = (self.past.place(code) for code in target.places)
        return float(self.record.articles[self.past.during(target.years), place].mean())

    def international_share(self, target: FitTarget) -> float:
        """Share of articles with addresses in two places or more."""
        (place,) = (self.past.place(code) for code in target.places)
        shares = self.record.international_share[self.past.during(target.years), place]
        return float(np.nanmean(shares)) if np.isfinite(shares).any() else float("nan")

    def team_size(self, target: FitTarget) -> float:
        """Authors per paper."""
        return self.watch.teams.mean(target.years)

    def pairs(self, target: FitTarget, part: str, whole: str) -> float:
        """A share of the pairs, or of the seats, of the years."""
        counted: PairYear = self.watch.pairs.over(target.years)
        number = getattr(counted, whole)
        return float(getattr(counted, part) / number) if number else float("nan")

    def half_life(self, target: FitTarget) -> float:
        """Years; a fit sees long careers end before their end, and no history may go unread."""
        return lengthened(*followed(self.watch, target.years))

    def never_leads(self, target: FitTarget) -> float:
        """Share of a cohort."""
        return never_leads(self.watch, target.years)

    def graph(self, years: Years) -> csr_matrix:
        """Co-authors of the years."""
        return self._once("graph", years, lambda: self.watch.teams.graph(years))

    def papers(self, years: Years) -> NDArray[np.int64]:
        """Papers of every author of the years."""
        return self._once("papers", years, lambda: self.watch.teams.papers_by_author(years))

    def law(self, kind: str, years: Years) -> dict[str, float]:
        """Coefficients of the gravity law of moves or of joint works."""
        directed = kind == "moves"
        flows = self.record.moves if directed else self.record.joint
        return self._once(
            f"law of {kind}",
            years,
            lambda: gravity(
                flows[self.past.during(years)].sum(0), self.past.ledger.places, directed=directed
            ),
        )

    def _once(self, kind: str, years: Years, make: Callable[[], Kept]) -> Kept:
        """What has been made for these years, or is made now."""
        if (kind, years) not in self._kept:
            self._kept[kind, years] = make()
        return cast(Kept, self._kept[kind, years])


def _mean(papers: NDArray[np.int64]) -> float:
    return float(papers.mean()) if len(papers) else float("nan")


def _single(papers: NDArray[np.int64]) -> float:
    return float((papers == 1).mean()) if len(papers) else float("nan")


READERS: dict[str, Callable[[Readings, FitTarget], float]] = {
    "joint_papers": Readings.joint_papers,
    "moves": Readings.moves,
    "articles": Readings.articles,
    "international_share": Readings.international_share,
    "team_size": Readings.team_size,
    "repeat_share": lambda r, t: r.pairs(t, "seen", "pairs"),
    "repeat_share_known": lambda r, t: r.pairs(t, "seen_known", "known"),
    "newcomer_share": lambda r, t: r.pairs(t, "new_seats", "seats"),
    "half_life": Readings.half_life,
    "never_leads": Readings.never_leads,
    "papers_per_author": lambda r, t: _mean(r.papers(t.years)),
    "single_paper_share": lambda r, t: _single(r.papers(t.years)),
    "productivity_exponent": lambda r, t: exponent(r.papers(t.years)),
    "partners_per_author": lambda r, t: partners_per_author(r.graph(t.years)),
    "giant_share": lambda r, t: giant_share(r.graph(t.years)),
    "transitivity": lambda r, t: transitivity(r.graph(t.years)),
    "gravity_moves_nearness": lambda r, t: -r.law("moves", t.years)["distance_km"],
    "gravity_moves_language": lambda r, t: r.law("moves", t.years)["common_official_language"],
    "gravity_papers_nearness": lambda r, t: -r.law("papers", t.years)["distance_km"],
    "gravity_papers_language": lambda r, t: r.law("papers", t.years)["common_official_language"],
}
