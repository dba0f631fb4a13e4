"""The model beside the patterns of the record: `sim validate`."""

from math import isnan

from sim.analysis.numbers import decimals, number
from sim.cli.layout import entries, paragraph
from sim.cli.names import known
from sim.cli.screen import Shown
from sim.experiment.validate import PatternTable, Row, pattern_table
from sim.experiment.worlds import SCALES
from sim.report.plain import plain

CHECKED = "kept for checking"


def validated(world: str, scale: float | None, replicates: int) -> Shown:
    """Every pattern of a world: what came out, what should have, in band or not."""
    known(SCALES, world, "worlds")
    table = pattern_table(
        "science" if world == "science" else "ai", scale=scale, replicates=replicates
    )
    fails = {row.target.number: row.pattern.fails for row in table.failed()}
    parts = ["\n".join(map(_lines, table.rows)), paragraph(_summary(table))]
    parts += ["what a failing pattern means\n" + entries(list(fails.items()))] if fails else []
    return Shown("\n\n".join(parts), _data(table))


def _lines(row: Row) -> str:
    """One pattern: its verdict and figures, and below them what it is."""
    target, reading = row.target, row.reading
    places = decimals([target.value, target.low, target.high])
    found, record, low, high = (
        number(value, places) for value in (reading.value, target.value, target.low, target.high)
    )
    unit = "" if target.unit == "1" else f" {target.unit}"
    seen = "" if target.kind == CHECKED else ", seen while fitting"
    figures = f"{found}, record {record}, band {low} to {high}{unit}"
    lead = f"{target.number:<4} {reading.verdict:<11}  "
    indent = len(lead)
    return f"{paragraph(target.says + seen, indent, lead)}\n{paragraph(figures, indent)}"


def _summary(table: PatternTable) -> str:
    """How many came out, those that nothing was fitted to counted apart."""
    fresh = [row for row in table.rows if row.target.kind == CHECKED]
    counts = [
        (rows, sum(r.reading.verdict == "in band" for r in rows)) for rows in (table.rows, fresh)
    ]
    (every, good), (unseen, passed) = counts
    return (
        f"{good} of {len(every)} patterns are in band; of those kept for checking, {passed} of "
        f"{len(unseen)}. World {table.world}, scale {table.scale:g}, replicates "
        f"{table.replicates}, seed {table.seed}."
    )


def _data(table: PatternTable) -> object:
    """The same for a program."""
    return {
        "world": table.world,
        "scale": table.scale,
        "replicates": table.replicates,
        "seed": table.seed,
        "patterns": [
            {
                **row.target.model_dump(mode="json", by_alias=True),
                "definition": row.pattern.definition,
                "fails": row.pattern.fails,
                "run": None if isnan(row.reading.value) else row.reading.value,
                "error": plain(row.reading.error),
                "verdict": row.reading.verdict,
                "note": row.reading.note,
            }
            for row in table.rows
        ],
    }
