"""Which outcomes keep their value in a smaller world, from the shipped table."""

from sim.evidence.scale import Judged, ScaleTable, read_scale
from sim.handbook import kept
from sim.handbook.markdown import code, link, table

NONE = (
    "Not measured yet: `sim validate --scales 0.1,0.3,1 --ship` runs a scenario at several scales "
    "and says which outcomes may be read at each."
)
MARKS = {"holds": "holds", "differs": "🔴 differs", "open": "open"}
HOLDS = (
    "Counts of a smaller world are divided by its scale. An outcome holds if all that is read of "
    "it is surely within a tenth of its value at the largest scale, differs if something is surely "
    "off, and is open where the runs cannot tell. In brackets: the ratio where it is furthest off. "
    "`sim check` and `sim compare` warn accordingly."
)


def smaller_worlds() -> str:
    """The table, how it came about, or that there is none."""
    found = read_scale()
    if found is None:
        return NONE
    headings = ("outcome", "read", *(f"scale {scale:g}" for scale in found.scales))
    often = ", ".join(f"{count} at {scale}" for scale, count in found.replicates.items())
    stamp = {
        "made": found.made.isoformat(),
        "command": found.command,
        "model_sha256": found.model_sha256,
        "evidence_sha256": found.evidence_sha256,
    }
    size = (
        f"Scenario {code(found.scenario)}, world {code(found.world)}, against scale "
        f"{found.base:g}; replicates: {often}; seed {found.seed}. {kept.made(stamp)}"
    )
    return "\n\n".join([HOLDS, table(headings, _rows(found)), size])


def _rows(found: ScaleTable) -> list[tuple[str, ...]]:
    cells = {(o.outcome, o.reading, o.scale): _cell(o) for o in found.outcomes}
    return [
        (
            link(code(outcome), f"outcomes.md#{outcome}"), reading,
            *(cells.get((outcome, reading, scale), "nothing there") for scale in found.scales),
        )
        for outcome, reading in dict.fromkeys((o.outcome, o.reading) for o in found.outcomes)
    ]  # fmt: skip


def _cell(one: Judged) -> str:
    ratio = "" if one.ratio is None else f" ({one.ratio:.2f})"
    return f"{MARKS[one.verdict]}{ratio}"
