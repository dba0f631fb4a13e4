"""What the record of heads says to a scenario: before it began, and of places too small to see."""

from collections.abc import Iterator

from sim.evidence.tables import Table, read_table
from sim.scenario.resolved import Resolved


def researchers(resolved: Resolved) -> dict[str, float]:
    """Researchers of each place at the policy date, or in the last year of the record before."""
    table, until = _heads(resolved), resolved.scenario.horizon.policy // 4
    rows = zip(
        table.words("place"), table.numbers("year"), table.numbers("researchers"), strict=True
    )
    known = sorted((int(year), str(place), float(count)) for place, year, count in rows)
    return {place: count for year, place, count in known if year <= until}


def before_the_record(resolved: Resolved) -> Iterator[str]:
    """A history that begins in years of which nothing is known."""
    start, first = resolved.scenario.horizon.start, int(min(_heads(resolved).numbers("year")))
    if start < first:
        yield (
            f"the record of heads begins in {first}: from {start} to {first - 1} every place is "
            f"held as it was in {first}"
        )


def nobody(resolved: Resolved, scale: float) -> Iterator[str]:
    """Places of the corridor for which a world of this scale has not one researcher."""
    heads = researchers(resolved)
    missing = [place for place in resolved.scenario.corridor if heads.get(place, 0.0) * scale < 1]
    if missing:
        yield (
            f"at scale {scale:g} less than one researcher stands for {' and for '.join(missing)}: "
            "nothing can be seen of the corridor"
        )


def _heads(resolved: Resolved) -> Table:
    return read_table(f"researchers_{resolved.scenario.world}")
