"""The network of co-authors by window, and repetition by year, of a run and of the record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sim.evidence.tables import read_table
from sim.experiment.patterns.pair_book import PairYear
from sim.experiment.patterns.targets import Years
from sim.experiment.patterns.team_book import giant_share, partners_per_author, transitivity
from sim.experiment.patterns.watch import Watch

WORLD = "ai"
"""The world whose record has windows."""
WINDOWS: tuple[Years, ...] = ((2005, 2009), (2010, 2014))
"""Windows that the record and a history have in common."""
WHOLE = "ALL_AI"
TABLE = "repeat_and_network"


class Statistic(NamedTuple):
    """One statistic: its name in the record, its words and unit, and how it is read off a run."""

    name: str
    says: str
    unit: str
    read: Callable[[Watch, Years], float]
    yearly: bool = False


def _share(part: str, whole: str) -> Callable[[Watch, Years], float]:
    def read(watch: Watch, years: Years) -> float:
        counted: PairYear = watch.pairs.over(years)
        number = getattr(counted, whole)
        return float(getattr(counted, part) / number) if number else float("nan")

    return read


def _papers_per_author(watch: Watch, years: Years) -> float:
    papers = watch.teams.papers_by_author(years)
    return float(papers.mean()) if len(papers) else float("nan")


def _one_paper(watch: Watch, years: Years) -> float:
    papers = watch.teams.papers_by_author(years)
    return float((papers == 1).mean()) if len(papers) else float("nan")


STATISTICS = (
    Statistic("giant_fraction", "authors in the largest component", "share",
              lambda watch, years: giant_share(watch.teams.graph(years))),
    Statistic("collaborators_per_author", "partners per author", "people",
              lambda watch, years: partners_per_author(watch.teams.graph(years))),
    Statistic("papers_per_author", "papers per author", "papers", _papers_per_author),
    Statistic("clustering_transitivity", "closed triads", "share",
              lambda watch, years: transitivity(watch.teams.graph(years))),
    Statistic("share_single_paper_authors", "authors with a single paper", "share", _one_paper),
    Statistic("share_pairs_seen_before", "pairs who wrote together before", "share",
              _share("seen", "pairs"), yearly=True),
    Statistic("share_repeat_given_both_incumbent", "the same among pairs of earlier authors",
              "share", _share("seen_known", "known"), yearly=True),
    Statistic("share_authorships_by_newcomers", "authorships of new authors", "share",
              _share("new_seats", "seats"), yearly=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of a window or a year; of a run with the lowest and highest of its replicates."""

    years: Years
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Beside:
    """One statistic of the run beside the record's; panels of the record by their names."""

    statistic: Statistic
    run: tuple[Mark, ...]
    record: dict[str, tuple[Mark, ...]]


def windows(watches: Sequence[Watch]) -> tuple[Beside, ...]:
    """Every statistic of the windows, for histories whose teams of those years were kept."""
    return tuple(
        Beside(statistic, _run(statistic, watches), recorded(statistic)) for statistic in STATISTICS
    )


def recorded(statistic: Statistic) -> dict[str, tuple[Mark, ...]]:
    """What the record has, all conferences first."""
    table = read_table(TABLE)
    found: dict[str, list[Mark]] = {WHOLE: []}
    for name, panel, first, last, value in zip(
        table.words("statistic"), table.words("panel"), table.numbers("first"),
        table.numbers("last"), table.numbers("value"), strict=True,
    ):  # fmt: skip
        if name == statistic.name:
            mark = Mark((int(first), int(last)), float(value), float(value), float(value))
            found.setdefault(str(panel), []).append(mark)
    return {panel: tuple(marks) for panel, marks in found.items()}


def _run(statistic: Statistic, watches: Sequence[Watch]) -> tuple[Mark, ...]:
    lived = watches[0].ledger.years
    spans = [(year, year) for year in lived[1:]] if statistic.yearly else list(WINDOWS)
    marks = []
    for years in spans:
        values = [statistic.read(watch, years) for watch in watches]
        mean = float(np.mean(values))
        if not np.isnan(mean):
            marks.append(Mark(years, mean, min(values), max(values)))
    return tuple(marks)
