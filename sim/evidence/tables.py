"""Tables of facts: places, years and pairs, each with its source, licence, units and traps."""

import csv
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sim.errors import EvidenceError, Fault
from sim.evidence.seeds import seeds_folder

HEADER_KEYS: Final = ("title", "source", "licence", "units", "made", "traps", "checked")
NO_NUMBERS: Final = frozenset({"nan", "inf", "-inf", "+inf", "infinity", "-infinity"})
ENDS: Final = (("place_a", "place_b"), ("origin", "destination"))
DOUBTFUL: Final = re.compile(r"(?:^|,)\s*(?:,|$|-|\+?inf|nan)", re.IGNORECASE)
"""How cells begin that may be empty, no number or negative; few of the others begin so."""

Numbers = npt.NDArray[np.float64]
Words = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what its header says, and its columns as read-only arrays.

    A column whose every cell is a number holds float64, any other holds text.
    """

    name: str
    header: Mapping[str, str]
    columns: Mapping[str, Numbers | Words]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def numbers(self, column: str) -> Numbers:
        """A column of numbers."""
        found = self._column(column)
        if found.dtype != np.float64:
            raise _fault(self.name, f"column '{column}' holds text, not numbers", "")
        return found.astype(np.float64, copy=False)

    def words(self, column: str) -> Words:
        """A column of text."""
        found = self._column(column)
        if found.dtype == np.float64:
            raise _fault(self.name, f"column '{column}' holds numbers, not text", "")
        return found.astype(np.str_, copy=False)

    def _column(self, column: str) -> Numbers | Words:
        if column not in self.columns:
            remedy = _closest(column, self.columns)
            raise _fault(self.name, f"there is no column '{column}'", remedy)
        return self.columns[column]


def table_names() -> tuple[str, ...]:
    """The names of all tables, in alphabetical order."""
    return tuple(sorted(path.stem for path in (seeds_folder() / "tables").glob("*.csv")))


def read_table(name: str) -> Table:
    """The table of this name from the evidence, read once and then kept."""
    path = seeds_folder() / "tables" / f"{name}.csv"
    if not path.is_file():
        raise _fault(name, f"there is no table '{name}'", _closest(name, table_names()))
    return _kept(path)


def check_tables() -> None:
    """Read every table there is.

    Raises:
        EvidenceError: with every fault of every table.
    """
    faults: list[Fault] = []
    for name in table_names():
        try:
            read_table(name)
        except EvidenceError as error:
            faults += error.faults
    if faults:
        raise EvidenceError(faults)


def table_from(path: Path) -> Table:
    """The table in this file; every fault of the file is named at once."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise _fault(path.stem, "this is not UTF-8 text", "save the file as UTF-8") from None
    head = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    header = dict(_header_line(line) for line in lines[:head])
    faults = [
        _said(path.name, 1, f"the header does not say '{key}'", f"write '# {key}: ...'")
        for key in HEADER_KEYS
        if not header.get(key)
    ]
    rows = list(csv.reader(lines[head:]))
    if len(rows) < 2:
        faults.append(_said(path.name, head + 1, "the table has no rows", "write at least one"))
        raise EvidenceError(faults)
    faults += _faulty_rows(path.name, rows, head)
    if faults:
        raise EvidenceError(replace(fault, text=lines[fault.line - 1]) for fault in faults)
    cells = zip(*rows[1:], strict=True)
    columns = {title: _array(column) for title, column in zip(rows[0], cells, strict=True)}
    return Table(path.stem, MappingProxyType(header), MappingProxyType(columns))


def by_place_year(
    table: Table, column: str, places: Sequence[str], years: Sequence[int]
) -> Numbers:
    """The column as a matrix [place, year]; every cell must be in the table."""
    found = np.full((len(places), len(years)), np.nan)
    row = {place: i for i, place in enumerate(places)}
    slot = {year: i for i, year in enumerate(years)}
    entries = zip(table.words("place"), table.numbers("year"), table.numbers(column), strict=True)
    for place, year, value in entries:
        if place in row and year in slot:
            found[row[place], slot[year]] = value
    if np.isnan(found).any():
        i, j = np.argwhere(np.isnan(found))[0]
        missing = f"'{column}' of {places[i]} in {years[j]} is missing"
        raise _fault(table.name, missing, "ask for years and places of the table")
    return found


def by_pair(
    table: Table,
    column: str,
    places: Sequence[str],
    year: int | None = None,
    fill: float = float("nan"),
) -> Numbers:
    """The column as a matrix [place, place], for one year where the table has years.

    Pairs are mirrored, moves run [origin, destination]. `fill` stands where the table is
    silent: on the diagonal, and where a flow is held back.
    """
    ends = next((pair for pair in ENDS if pair[0] in table.columns), None)
    if ends is None:
        raise _fault(table.name, "the table has no pairs of places", "")
    if (year is None) == ("year" in table.columns):
        raise _fault(table.name, "a year is needed exactly when the table has years", "")
    found = np.full((len(places), len(places)), fill)
    row = {place: i for i, place in enumerate(places)}
    wanted = slice(None) if year is None else table.numbers("year") == year
    one, other = (table.words(end)[wanted] for end in ends)
    for a, b, value in zip(one, other, table.numbers(column)[wanted], strict=True):
        if a in row and b in row:
            found[row[a], row[b]] = value
            if ends == ENDS[0]:
                found[row[b], row[a]] = value
    return found


@cache
def _kept(path: Path) -> Table:
    return table_from(path)


def _header_line(line: str) -> tuple[str, str]:
    key, _, value = line.lstrip("# ").partition(":")
    return key.strip(), value.strip()


def _faulty_rows(name: str, rows: list[list[str]], head: int) -> list[Fault]:
    width = len(rows[0])
    faults = []
    for line, cells in enumerate(rows[1:], start=head + 2):
        if len(cells) != width:
            problem = f"the row has {len(cells)} cells, the table has {width} columns"
            faults.append(_said(name, line, problem, "write one cell for each column"))
        elif not DOUBTFUL.search(",".join(cells)):
            continue
        elif not all(cell.strip() for cell in cells):
            faults.append(_said(name, line, "a cell is empty", "write a value, or no row"))
        elif any(cell.strip().lower() in NO_NUMBERS for cell in cells):
            faults.append(_said(name, line, "a cell is not a number", "write a value, or no row"))
        else:
            faults += [
                _said(name, line, f"'{title}' is negative: {cell}", "what is counted is 0 or more")
                for title, cell in zip(rows[0], cells, strict=True)
                if cell.startswith("-") and _is_number(cell[1:])
            ]
    return faults or _gaps(name, rows, head)


def _gaps(name: str, rows: list[list[str]], head: int) -> list[Fault]:
    """Places without a year that others have, and years that a place has twice."""
    if not {"place", "year"} <= set(rows[0]):
        return []
    place, year = rows[0].index("place"), rows[0].index("year")
    lines: dict[str, dict[str, int]] = {}
    faults = []
    for line, cells in enumerate(rows[1:], start=head + 2):
        there = lines.setdefault(cells[place], {})
        if cells[year] in there:
            problem = f"{cells[place]} has {cells[year]} in line {there[cells[year]]} already"
            faults.append(_said(name, line, problem, "keep one of the rows"))
        there.setdefault(cells[year], line)
    years = sorted({year for there in lines.values() for year in there})
    for code, there in lines.items():
        missing = [year for year in years if year not in there]
        if missing:
            problem = f"{code} has no row for {', '.join(missing)}"
            remedy = "write one for every year that other places have"
            faults.append(_said(name, max(there.values()), problem, remedy))
    return faults


def _is_number(cell: str) -> bool:
    try:
        return float(cell) > 0.0
    except ValueError:
        return False


def _array(cells: Sequence[str]) -> npt.NDArray[Any]:
    try:
        array: npt.NDArray[Any] = np.array(cells, dtype=np.float64)
    except ValueError:
        array = np.array(cells, dtype=np.str_)
    array.setflags(write=False)
    return array


def _closest(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean '{close[0]}'?" if close else f"known: {', '.join(known)}"


def _said(file: str, line: int, problem: str, remedy: str) -> Fault:
    return Fault(file, line, 1, "", problem, remedy, "evidence.table")


def _fault(name: str, problem: str, remedy: str) -> EvidenceError:
    return EvidenceError([_said(f"{name}.csv", 0, problem, remedy)])
