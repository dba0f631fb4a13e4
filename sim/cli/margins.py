"""Margins of a world beside those of the tables, as words and as data."""

import math
from collections.abc import Sequence

from sim.cli.layout import BELOW, paragraph, width
from sim.experiment.margins import ALL, BESIDE, GIVEN, STARTED, Margin
from sim.report.grid import Grid, text

SMALL = 10.0
"""Below it numbers need decimals to be told apart."""
TOLD = {GIVEN: "", STARTED: "*", BESIDE: "+"}
SAYS = (
    "off: the world over the table, both at this scale",
    "luck: what chance alone does to such a number (s.d.); above 2 %, no world is held to 5 %",
    "without a mark: followed year by year as long as the table goes",
    "*: met by what is expected when history begins, and simulated from then on",
    "+: beside only; no world is built from it, and countries count different things",
)


def margins_text(found: Sequence[Margin], places: Sequence[str]) -> str:
    """Those of the first two places, of both together and of all."""
    shown = [m for m in found if m.where in {*places[:2], ALL} or m.where not in places]
    table = Grid(
        "what the world does, beside the tables",
        ("margin", "where", "years", "world", "table", "off", "luck"),
        tuple(_row(one) for one in shown),
        keys=3,
    )
    return "\n".join([text(table, width()), *(paragraph(line, BELOW) for line in SAYS)])


def margins_data(found: Sequence[Margin]) -> list[dict[str, object]]:
    """All of them for a program; where nothing can be divided by there is no difference."""
    return [{**m._asdict(), "off": None if math.isnan(m.off) else m.off} for m in found]


def _row(one: Margin) -> tuple[str, ...]:
    """One margin as cells."""
    off = "-" if math.isnan(one.off) or one.table < one.luck else f"{100 * one.off:+.1f}%"
    digits = 0 if max(one.world, one.table) >= SMALL else 2
    numbers = [f"{one.world:,.{digits}f}", f"{one.table:,.{digits}f}", off, _luck(one.luck)]
    return f"{one.name}{TOLD[one.how]}", one.where, one.years, *numbers


def _luck(share: float) -> str:
    """As a percentage, where there is any and it says something."""
    return ">100%" if share > 1.0 else f"{share:.1%}" if share else ""
