"""Several futures in few words: who leads, which differences are sure, what would be seen."""

from collections.abc import Iterator

from sim.analysis.findings import Findings
from sim.analysis.words import last_rows, leaders


def glance(findings: Findings) -> tuple[str, ...]:
    """The same of several futures in few words: who leads, and which differences are sure."""
    return (*leaders(findings), *told(findings), *seen(findings))


def told(findings: Findings) -> Iterator[str]:
    """Which variants these runs tell from their reference, and how many they do not."""
    rows = [row for row in last_rows(findings) if row.extra is not None]
    sure = [row.variant for row in rows if row.extra and row.extra.verdict in ("more", "less")]
    same = sum(1 for row in rows if row.extra and row.extra.verdict == "none")
    if not rows:
        return
    said = f"told from their reference: {', '.join(sure)}" if sure else "none can be told apart"
    nothing = f", and {same:,} differ in no run" if same else ""
    yield f"of {len(rows):,} differences {len(sure):,} are sure{nothing}; {said}."


def seen(findings: Findings) -> Iterator[str]:
    """How many of them the bibliographic record would show, and of how many it is not asked."""
    last = findings.comparison.request.dates[-1]
    found = [s for s in findings.sightings if s.period.last == last and s.seen.rate > 0]
    shown = [item.variant for item in found if item.told and item.seen.visible]
    unsure = sum(1 for item in found if not item.told)
    if found:
        names = f" ({', '.join(shown)})" if shown else ""
        yield (
            f"by {last} the bibliographic record would show {len(shown):,} of {len(found):,}"
            f"{names}; of {unsure:,} it cannot be said, as these runs do not tell them from chance."
        )
