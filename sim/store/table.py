"""Tidy tables as CSV: one header, one row a line, the same bytes from the same numbers."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from sim.store.disk import place, refusal

Cell = str | int | float | None


def table_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as CSV; numbers in full, an empty cell for what is not defined."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Path:
    """Write a table and say where: a different table of that name stays, the new one beside it.

    The same table again is found, not written; another one becomes `summary-2.csv`, and so on.
    """
    return keep_beside(path, table_bytes(header, rows))


def keep_beside(path: Path, data: bytes) -> Path:
    """Write a file under the first name, from `name.csv` on, that is free or already holds it."""
    spot, number = path, 1
    try:
        while spot.exists():
            if spot.read_bytes() == data:
                return spot
            number += 1
            spot = path.with_name(f"{path.stem}-{number}{path.suffix}")
        spot.parent.mkdir(parents=True, exist_ok=True)
        place(spot, data)
    except OSError as error:
        raise refusal(error, spot, "No result was changed.") from error
    return spot


def _cell(value: Cell) -> str:
    if value is None or value != value:  # noqa: PLR0124 -- the one number that differs from itself
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(float(value))
    return str(value)
