"""The model beside the patterns of the record: `sim validate`."""

import shlex
import sys
from collections.abc import Iterable, Sequence
from math import isnan
from pathlib import Path

from sim.analysis.numbers import decimals, number
from sim.cli.expecting import expected
from sim.cli.layout import entries, paragraph, rows_text
from sim.cli.names import known
from sim.cli.screen import Shown
from sim.experiment.patterns.charting import network_chart
from sim.experiment.sources import history_digest
from sim.experiment.stamp import stamp
from sim.experiment.structures import AS_BUILT, HEADER, StructureTable, structure_table
from sim.experiment.validate import PatternTable, Row, pattern_table
from sim.experiment.worlds import SCALES
from sim.report.plain import Plain, plain
from sim.report.save import picture
from sim.store.anonymous import plain_command
from sim.store.reference import keep_bytes, keep_one
from sim.store.table import table_bytes, write_table

CHECKED = "kept for checking"
MISSED = "*"
ABREAST = 3


def validated(
    world: str, scale: float | None, replicates: int, out: Path, *, ship: bool = False
) -> Shown:
    """Every pattern of a world, in band or not; every expectation of an instrument, met or not."""
    known(SCALES, world, "worlds")
    table = pattern_table(
        "science" if world == "science" else "ai", scale=scale, replicates=replicates
    )
    if ship:
        _keep(f"{world}.json", _data(table))
        _keep_chart(table)
    fails = {row.target.number: row.pattern.fails for row in table.failed()}
    small = small_world(world, table.scale)
    parts = [paragraph(f"Warning: {said}") for said in small]
    parts += ["\n".join(map(_lines, table.rows)), paragraph(_summary(table))]
    parts += [f"what the numbers stand for\n{entries(numbers(table))}"]
    parts += ["what a failing pattern means\n" + entries(list(fails.items()))] if fails else []
    said, data = expected(out)
    return Shown("\n\n".join([*parts, said]), {**_data(table), "warnings": list(small), **data})


def small_world(world: str, scale: float) -> tuple[str, ...]:
    """What to mind in a world smaller than the one in which its patterns are usually read."""
    usual = SCALES[world]
    if scale >= usual:
        return ()
    times = number(usual / scale, decimals([usual / scale], figures=2))
    said = (
        f"this world is {times} times smaller than usual (scale {scale:g}, not {usual:g}). So few "
        "people, pairs and moves are counted in it that a reading may be luck, in band or not. "
        f"Judge the patterns at scale {usual:g}; more replicates (-n) help against luck only."
    )
    return (said,)


def numbers(table: PatternTable) -> list[tuple[str, str]]:
    """Each number with how its patterns are computed."""
    found: dict[str, dict[str, str]] = {}
    for row in table.rows:
        name = row.pattern.name.replace("_", " ")
        found.setdefault(row.target.number, {})[name] = row.pattern.definition
    return [
        (label, " ".join(f"{name}: {what}" for name, what in patterns.items()))
        for label, patterns in found.items()
    ]


def structured(
    world: str, scale: float | None, replicates: int, out: Path, *, ship: bool = False
) -> Shown:
    """Every pattern under every structure, kept as a table; who fails where another passes."""
    known(SCALES, world, "worlds")
    found = structure_table(
        "science" if world == "science" else "ai", scale=scale, replicates=replicates
    )
    file = write_table(out / "patterns" / f"{world}.csv", HEADER, found.rows())
    if ship:
        _keep(f"{world}.structures.json", _compact(found))
    small = small_world(world, next(iter(found.tables.values())).scale)
    outdone = [(name, ", ".join(missed)) for name, missed in found.outdone().items()]
    parts = [
        *(paragraph(f"Warning: {said}") for said in small),
        paragraph(
            f"Every switch turned by itself. {MISSED} is out of band, - could not be read in so "
            "small a world; patterns with a c were kept for checking, the others seen while "
            f"fitting. The table is in {file}."
        ),
        *(_grid(found, names) for names in abreast(found.tables)),
        "in band\n" + entries([(name, _counts(table)) for name, table in found.tables.items()]),
        "fails where another structure passes\n" + entries(outdone) if any(
            missed for _, missed in outdone
        ) else "No structure fails where another passes.",
    ]  # fmt: skip
    data = {
        "file": str(file),
        "warnings": list(small),
        "fails_where_another_passes": found.outdone(),
        "structures": {name: _data(table) for name, table in found.tables.items()},
    }
    return Shown("\n\n".join(parts), data)


def _keep(name: str, data: dict[str, Plain]) -> None:
    """Make a table evidence, with the stamp of how it was made."""
    command = shlex.join(plain_command(("sim", *sys.argv[1:])))
    keep_one(f"patterns/{name}", {"stamp": stamp(command), **data})


def _keep_chart(table: PatternTable) -> None:
    """Make the chart of windows evidence, with its numbers and its words, where there is one."""
    if not table.beside:
        return
    chart = network_chart(
        table.beside,
        f"World {table.world}, scale {table.scale:g}, replicates {table.replicates}, seed "
        f"{table.seed}; model {history_digest()[:12]}. Names of authors at conferences are "
        "strings.",
    )
    keep_bytes(f"patterns/{chart.name}.svg", picture(chart, "svg"))
    keep_bytes(f"patterns/{chart.name}.csv", table_bytes(chart.header, chart.rows))
    keep_bytes(f"patterns/{chart.name}.txt", f"{chart.alt}\n".encode())


def _compact(found: StructureTable) -> dict[str, Plain]:
    """Value and verdict of every pattern under every structure."""
    built = found.tables[AS_BUILT]
    return {
        "world": built.world,
        "scale": built.scale,
        "replicates": built.replicates,
        "seed": built.seed,
        "fails_where_another_passes": plain(found.outdone()),
        "patterns": [
            {
                "id": target,
                "number": found.across(target)[AS_BUILT].target.number,
                "runs": {
                    name: {"run": plain(row.reading.value), "verdict": row.reading.verdict}
                    for name, row in found.across(target).items()
                },
            }
            for target in found.targets
        ],
    }


def abreast(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Names by the few that stand side by side on a narrow screen, in their order."""
    told = tuple(names)
    return [told[n : n + ABREAST] for n in range(0, len(told), ABREAST)]


def _grid(found: StructureTable, names: Sequence[str]) -> str:
    """Patterns down, some structures across."""
    rows = []
    for target in found.targets:
        across = found.across(target)
        aim = across[AS_BUILT].target
        places = decimals([aim.value, aim.low, aim.high])
        fresh = "c " if aim.kind == CHECKED else "  "
        cells = [
            number(row.reading.value, places) + MISSED * (row.reading.verdict == "not in band")
            for row in (across[name] for name in names)
        ]
        rows.append((f"{fresh}{aim.id}", number(aim.value, places), *cells))
    headings = (
        "  pattern",
        "record",
        *(name.removeprefix("event ").removeprefix("output ") for name in names),
    )
    return rows_text(headings, rows)


def _counts(table: PatternTable) -> str:
    (good, every), (passed, unseen) = _counted(table)
    return f"{good} of {every}; of those kept for checking {passed} of {unseen}"


def _counted(table: PatternTable) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many are in band, of how many: of all, and of those that nothing was fitted to."""
    fresh = [row for row in table.rows if row.target.kind == CHECKED]
    every, unseen = (
        (sum(row.reading.verdict == "in band" for row in rows), len(rows))
        for rows in (table.rows, fresh)
    )
    return every, unseen


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
    (good, every), (passed, unseen) = _counted(table)
    return (
        f"{good} of {every} patterns are in band; of those kept for checking, {passed} of "
        f"{unseen}. World {table.world}, scale {table.scale:g}, replicates "
        f"{table.replicates}, seed {table.seed}."
    )


def _data(table: PatternTable) -> dict[str, Plain]:
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
