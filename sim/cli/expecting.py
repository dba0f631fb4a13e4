"""The expectations of the literature beside what the model does: a part of `sim validate`."""

from pathlib import Path

from sim.cli.layout import entries, paragraph, rows_text
from sim.handbook.expectations import STATES, Stated, by_instrument, counts, stated, summary
from sim.store.table import write_table

HEAD = (
    "expectations of the instruments, as the program's own tests find them: this table is the same "
    "whatever was run above"
)
HEADER = ("number", "instrument", "expectation", "state", "why", "origin", "test")


def expected(out: Path) -> tuple[str, dict[str, object]]:
    """Counted by instrument, with the reason for each that is not met; the table is kept."""
    told = stated()
    file = write_table(out / "patterns" / "expectations.csv", HEADER, map(_row, told))
    open_ones = [one for one in told if one.expectation.why]
    parts = [
        f"{paragraph(HEAD)}\n{_by_instrument(told)}",
        "not met, or not testable\n" + entries([(one.number, _reason(one)) for one in open_ones]),
        paragraph(f"{summary(told)}. The table is in {file}."),
    ]
    data: dict[str, object] = {
        "expectations": [dict(zip(HEADER, _row(one), strict=True)) for one in told],
        "expectations_by_instrument": by_instrument(told),
        "expectations_in_all": counts(told),
        "expectations_file": str(file),
    }
    return "\n\n".join(parts), data


def _by_instrument(told: tuple[Stated, ...]) -> str:
    rows = [(f"  {kind}", *map(str, found.values())) for kind, found in by_instrument(told).items()]
    return rows_text(("  instrument", *STATES.values()), rows)


def _reason(one: Stated) -> str:
    return f"{one.kind}: {one.expectation.says}: {one.verdict}"


def _row(one: Stated) -> tuple[str, ...]:
    """One line of the table: number, instrument, law, state, reason, file of the test."""
    said = one.expectation
    test = one.test[0] if one.test else ""
    return one.number, one.kind, said.says, one.state, said.why, one.origin, test
