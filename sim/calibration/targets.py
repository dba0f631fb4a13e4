"""Targets of a fit: rows of the record to 2016, checked like a scenario, every fault at once."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from sim.calibration.indicators import INDICATORS, Indicator
from sim.errors import EvidenceError, Fault
from sim.evidence.seeds import seeds_folder
from sim.evidence.tables import read_table
from sim.units import did_you_mean

FILE = "targets_fit.csv"
FIRST_YEAR = 2005
LAST_YEAR = 2016
NONE = "-"
NEEDED = ("indicator", "place_a", "place_b", "first", "last", "value", "unit")
OPTIONAL = {"world": "science", "weight": "1", "reason": NONE, "source": NONE, "error": NONE}
WORLDS = ("ai", "science")

Say = Callable[[str, str, str], Fault]
"""Column, what is wrong, what to write instead."""


@dataclass(frozen=True, slots=True)
class FitTarget:
    """One number of the record that a run is to show again."""

    indicator: Indicator
    world: str
    places: tuple[str, ...]
    """None, one, or two codes."""
    years: tuple[int, int]
    """First and last, both included, none after ``LAST_YEAR``."""
    value: float
    weight: float
    """Multiplies the precision that is asked for; 0 is not used."""
    reason: str
    """Why it is not used."""
    error: float | None
    """Standard error, where the source gives one."""

    @property
    def about(self) -> tuple[str, str, tuple[str, ...], tuple[int, int]]:
        """What no two rows may share; the ends of an undirected pair have no order."""
        places = self.places if self.indicator.directed else tuple(sorted(self.places))
        return (self.world, self.indicator.name, places, self.years)


def read_fit_targets(path: Path | None = None) -> tuple[FitTarget, ...]:
    """Every target of a file, by default the one that comes with the program.

    Raises:
        EvidenceError: with every fault of the file.
    """
    file = path or seeds_folder() / "tables" / FILE
    lines = _lines(file)
    head = next((at for at, line in enumerate(lines) if not line.startswith("#")), len(lines))
    titles, rows = _rows(lines, head)
    page = _Page(str(path) if path else FILE, lines, titles)
    faults = list(page.missing_columns(head + 1))
    if faults or not rows:
        empty = Fault(page.file, head + 1, 1, "", "there are no targets", "write a row", "empty")
        raise EvidenceError(faults or [empty])
    found: list[FitTarget] = []
    for line, cells in rows:
        target, wrong = page.row(line, cells)
        faults += wrong
        found += [target] if target else []
    faults += page.repeated(found)
    if faults:
        raise EvidenceError(faults)
    return tuple(found)


def _lines(file: Path) -> list[str]:
    """The text of a file.

    Raises:
        EvidenceError: it cannot be read, or is not written in UTF-8.
    """
    try:
        return file.read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        raise EvidenceError([_unreadable(file, error)]) from None
    except UnicodeDecodeError:
        remedy = "save it as UTF-8"
        fault = Fault(str(file), 0, 0, "", "this is no text in UTF-8", remedy, "unreadable")
        raise EvidenceError([fault]) from None


def _unreadable(file: Path, error: OSError) -> Fault:
    """Why a file cannot be read, and which is meant."""
    if isinstance(error, FileNotFoundError):
        problem = "there is no such file"
        remedy = f"name a file of targets, or leave --targets out for {FILE}"
    elif isinstance(error, IsADirectoryError):
        problem, remedy = "this is a folder, not a file of targets", f"name a file like {FILE}"
    else:
        problem, remedy = f"the file cannot be read: {error.strerror}", "look at its rights"
    return Fault(str(file), 0, 0, "", problem, remedy, "unreadable")


def _rows(lines: Sequence[str], head: int) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The headings, and every row that is not empty with the number of its line."""
    reader = csv.reader(lines[head:])
    titles = next(reader, [])
    return titles, [(head + reader.line_num, cells) for cells in reader if any(cells)]


class _Page:
    """One file while it is read."""

    def __init__(self, file: str, lines: Sequence[str], titles: Sequence[str]) -> None:
        self.file, self.lines, self.titles = file, lines, list(titles)
        self.places = {str(code) for code in read_table("places").words("code")}
        self.line_of: list[int] = []

    def missing_columns(self, line: int) -> Iterator[Fault]:
        """Columns that are not there, and columns that mean nothing."""
        known = [*NEEDED, *OPTIONAL]
        for title in [title for title in NEEDED if title not in self.titles]:
            yield self._fault(line, title, f'the column "{title}" is missing', f'add "{title}"')
        for title in sorted({title for title in self.titles if self.titles.count(title) > 1}):
            yield self._fault(line, title, f'the column "{title}" is there twice', "keep one")
        for title in [title for title in self.titles if title not in known]:
            remedy = did_you_mean(title, known, f"columns: {', '.join(known)}")
            yield self._fault(line, title, f'nothing is known of a column "{title}"', remedy)

    def row(self, line: int, cells: Sequence[str]) -> tuple[FitTarget | None, list[Fault]]:
        """The target of a row, or everything that is wrong with it."""
        if len(cells) != len(self.titles):
            problem = f"the row has {len(cells)} cells, the file has {len(self.titles)} columns"
            return None, [self._fault(line, "", problem, "write one cell for each column")]
        row = OPTIONAL | {
            title: cell.strip() for title, cell in zip(self.titles, cells, strict=True)
        }

        def say(column: str, problem: str, remedy: str) -> Fault:
            return self._fault(line, column, problem, remedy)

        faults = list(_faults(row, self.places, say))
        if faults:
            return None, faults
        self.line_of.append(line)
        return _target(row), []

    def repeated(self, targets: Sequence[FitTarget]) -> Iterator[Fault]:
        """Rows that say something about what another row has said, in part or whole."""
        said: dict[object, list[tuple[tuple[int, int], int]]] = {}
        for target, line in zip(targets, self.line_of, strict=True):
            *series, years = target.about
            before = said.setdefault(tuple(series), [])
            for others, there in before:
                if others == years:
                    problem = f"this stands in line {there} already"
                    yield self._fault(line, "indicator", problem, "keep one of the two")
                elif others[0] <= years[1] and years[0] <= others[1]:
                    problem = f"its years overlap with those of line {there}, and would count twice"
                    yield self._fault(line, "first", problem, "keep the years apart")
            before.append((years, line))

    def _fault(self, line: int, column: str, problem: str, remedy: str) -> Fault:
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        before = self.titles.index(column) if column in self.titles else 0
        at = len(",".join(text.split(",")[:before])) + (2 if before else 1)
        return Fault(self.file, line, at, column, problem, remedy, "target", text)


def _target(row: dict[str, str]) -> FitTarget:
    indicator = INDICATORS[row["indicator"]]
    return FitTarget(
        indicator=indicator,
        world=row["world"],
        places=tuple(row[end] for end in ("place_a", "place_b") if row[end] != NONE),
        years=(int(row["first"]), int(row["last"])),
        value=float(row["value"]),
        weight=float(row["weight"]),
        reason="" if row["reason"] == NONE else row["reason"],
        error=None if row["error"] == NONE else float(row["error"]),
    )


def _faults(row: dict[str, str], places: set[str], say: Say) -> Iterator[Fault]:
    """Everything that is wrong with one row."""
    if row["world"] not in WORLDS:
        yield say("world", f'there is no world "{row["world"]}"', f"worlds: {', '.join(WORLDS)}")
    indicator = INDICATORS.get(row["indicator"])
    if indicator is None:
        remedy = did_you_mean(row["indicator"], list(INDICATORS), f"one of {', '.join(INDICATORS)}")
        yield say("indicator", f'nothing is known of "{row["indicator"]}"', remedy)
    else:
        if row["unit"] != indicator.unit:
            problem = f'{indicator.name} is not counted in "{row["unit"]}"'
            yield say("unit", problem, f'write "{indicator.unit}"')
        yield from _place_faults(row, indicator, places, say)
    yield from _year_faults(row, say)
    yield from _number_faults(row, indicator, say)


def _place_faults(
    row: dict[str, str], indicator: Indicator, places: set[str], say: Say
) -> Iterator[Fault]:
    for at, end in enumerate(("place_a", "place_b")):
        code = row[end]
        if at < indicator.places and code not in places:
            yield say(end, f'there is no place "{code}"', did_you_mean(code, sorted(places)))
        if at >= indicator.places and code != NONE:
            yield say(end, f"{indicator.name} has no second end" if at else "no place here", NONE)
    if indicator.places == 2 and row["place_a"] == row["place_b"] in places:
        yield say("place_b", "both ends are the same place", "name two places")


def _year_faults(row: dict[str, str], say: Say) -> Iterator[Fault]:
    years = {}
    for end in ("first", "last"):
        if not row[end].isdecimal():
            yield say(end, f'"{row[end]}" is no year', f"{FIRST_YEAR} to {LAST_YEAR}")
            continue
        years[end] = int(row[end])
        if not FIRST_YEAR <= years[end] <= LAST_YEAR:
            remedy = f"a fit sees {FIRST_YEAR} to {LAST_YEAR}; later years are kept for checking"
            yield say(end, f"{row[end]} is outside of what a fit may see", remedy)
    if len(years) == 2 and years["first"] > years["last"]:
        yield say("last", "the years run backwards", "write first <= last")


def _number_faults(row: dict[str, str], indicator: Indicator | None, say: Say) -> Iterator[Fault]:
    least = indicator.least if indicator else -float("inf")
    most = indicator.most if indicator else float("inf")
    value = _number(row["value"])
    if value is None:
        yield say("value", f'"{row["value"]}" is no number', "write a number")
    elif not least <= value <= most:
        said = f"{row['indicator']} is never {row['value']}"
        yield say("value", said, f"at least {least:g}" if value < least else f"at most {most:g}")
    elif value == 0.0 and indicator and indicator.kind == "level":
        yield say("value", f"{indicator.name} is compared as a logarithm", "above 0")
    weight = _number(row["weight"])
    if weight is None or not 0.0 <= weight <= 1.0:
        yield say("weight", f'"{row["weight"]}" is no weight', "a weight lies between 0 and 1")
    elif weight == 0.0 and row["reason"] == NONE:
        yield say("weight", "a weight of 0 needs a reason", "fill the column reason")
    error = 1.0 if row["error"] == NONE else _number(row["error"])
    if error is None or error <= 0.0:
        yield say("error", f'"{row["error"]}" is no standard error', "above 0, or -")


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None
