"""Whether some admissible value of the cards reaches each core pattern: `sim validate --reach`."""

import os
import shlex
import sys
from math import isnan

from sim.analysis.numbers import decimals, number
from sim.cli.compiling import announce
from sim.cli.layout import entries, paragraph
from sim.cli.names import known
from sim.cli.progress import Bar
from sim.cli.screen import Shown, Voice
from sim.errors import UsageError
from sim.experiment.patterns.targets import CORE
from sim.experiment.reach import Attempt, core, in_band
from sim.experiment.reach_runs import Asked, Reach, search
from sim.experiment.stamp import stamp
from sim.experiment.validate import Row
from sim.experiment.worlds import SCALES
from sim.report.plain import Plain, plain
from sim.store.anonymous import plain_command
from sim.store.reference import keep_one, reference_folder

FEWEST = 30
REPLICATES = 4
FIGURES = 3


def asked_for(
    world: str, points: int, scale: float | None, replicates: int | None, jobs: int
) -> Asked:
    """The search that was typed."""
    known(SCALES, world, "worlds")
    if points < FEWEST:
        message = f"--reach {points}: so few points tell nothing of so many cards; {FEWEST} or more"
        raise UsageError(message)
    if replicates is not None and replicates < 1:
        message = "--replicates counts histories: write 1 or more"
        raise UsageError(message)
    return Asked(
        world="science" if world == "science" else "ai",
        scale=SCALES[world] if scale is None else scale,
        points=points,
        replicates=replicates or REPLICATES,
        jobs=jobs or os.cpu_count() or 1,
    )


def reached(asked: Asked, voice: Voice, *, ship: bool = False) -> None:
    """Search, keep what came out if it is to be evidence, and show it."""
    if ship:
        reference_folder()  # says now, and not after the search, that there is none
    announce(voice)
    bar = Bar(quiet=voice.quiet)
    try:
        found = search(asked, bar)
    finally:
        bar.close()
    data = as_data(found)
    voice.show(Shown(screen(found), data))
    if ship:
        command = shlex.join(plain_command(("sim", *sys.argv[1:])))
        keep_one(f"patterns/{asked.world}.reach.json", {"stamp": stamp(command), **data})


def screen(found: Reach) -> str:
    """What came out, for people."""
    asked = found.asked
    rows = core(found.in_use)
    met = sum(map(in_band, rows))
    never = [row.target.id for row in rows if not in_band(row) and not places_of(found, row)]
    lead = (
        f"{len(rows)} core patterns of the world {asked.world} at scale {asked.scale:g}. With the "
        f"cards in use {met} are in band. For each of the others, and for all of its number "
        f"together, {asked.points} histories spread over the ranges of {found.cards} cards said "
        f"where to look, and that point was lived {asked.replicates} times. "
        + (f"Reached at no point tried: {', '.join(never)}." if never else "Each was reached.")
    )
    lines = [(one.name, told(one)) for one in found.attempts]
    parts = [paragraph(lead)]
    parts += [entries(lines)] if lines else ["Nothing had to be looked for."]
    return "\n\n".join(parts)


def told(one: Attempt) -> str:
    """What came out at one point, and which cards lead there."""
    verdict = "reached" if one.reached else "not reached"
    values = "; ".join(figures(row) for row in one.aimed)
    cards = ", ".join(f"{name} {value:.{FIGURES}g}" for name, value in one.cards.items())
    return f"{verdict}: {values}. Cards moved: {cards or 'none; nothing there moves it'}"


def places_of(found: Reach, row: Row) -> list[str]:
    """The points tried at which a pattern is in band, by what they were looked for."""
    name = row.target.id
    return [
        one.name
        for one in found.attempts
        if any(there.target.id == name and in_band(there) for there in one.rows)
    ]


def figures(row: Row) -> str:
    """One pattern at a point: its value and its band."""
    target = row.target
    places = decimals([target.value, target.low, target.high])
    value, low, high = (number(x, places) for x in (row.reading.value, target.low, target.high))
    return f"{target.id} {value} in {low} to {high}"


def as_data(found: Reach) -> dict[str, Plain]:
    """The same for a program."""
    asked = found.asked
    tried = {one.name: one for one in found.attempts}
    return {
        "world": asked.world,
        "scale": asked.scale,
        "points": asked.points,
        "replicates": asked.replicates,
        "seed": asked.seed,
        "cards": found.cards,
        "patterns": [
            {
                "id": row.target.id,
                "number": row.target.number,
                "says": row.target.says,
                "low": row.target.low,
                "high": row.target.high,
                "in_use": _known(row.reading.value),
                "verdict": row.reading.verdict,
                "lowest": _known(found.laws[row.target.id].lowest),
                "highest": _known(found.laws[row.target.id].highest),
                "share_of_points": _known(found.laws[row.target.id].share),
                "tried": _attempt(tried.get(row.target.id)),
                "reached_at": plain(places_of(found, row)),
            }
            for row in core(found.in_use)
        ],
        "together": {
            name: _attempt(one) for name, one in tried.items() if one.name in CORE
        },
    }  # fmt: skip


def _attempt(one: Attempt | None) -> Plain:
    if one is None:
        return None
    return {
        "reached": one.reached,
        "cards": plain(dict(one.cards)),
        "runs": {row.target.id: _known(row.reading.value) for row in one.aimed},
        "verdicts": {row.target.id: row.reading.verdict for row in one.aimed},
    }


def _known(value: float) -> float | None:
    return None if isnan(value) else value
