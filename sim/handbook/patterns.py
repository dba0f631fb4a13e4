"""The patterns of the record: which a history without policies shows, which not, what it means."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.analysis.numbers import decimals, number
from sim.experiment.patterns.targets import read_targets
from sim.handbook import kept
from sim.handbook.every_pattern import at_a_glance
from sim.handbook.markdown import bullets, code, section, table
from sim.handbook.reach import never_reached, within_reach

FOLDER = "patterns"
WORLDS = {"science": "all fields", "ai": "researchers of AI"}
IN_BAND = "in band"
FAILED = "not in band"
UNREAD = "not read"
"""Too little was counted in a world of this size: neither met nor failed."""
CHECKED = "kept for checking"
Account = Mapping[str, Any]


def patterns() -> str:
    """The table of each world, and of rival structures."""
    parts = [
        part
        for world in WORLDS
        for part in (_world(world), within_reach(world, FOLDER), _rivals(world))
        if part
    ]
    return section(2, "Patterns of the record", _intro(), at_a_glance(), *parts)


def counted(world: str) -> str:
    """How many patterns of a world are in band, in a sentence; "" where no table is kept."""
    account = kept.account(f"{FOLDER}/{world}.json")
    if not account:
        return ""
    rows = account["patterns"]
    fresh = [row for row in rows if row["kind"] == CHECKED]
    return (
        f"World {code(world)}: {_passed(rows)} of {len(rows)} patterns in band; of those that "
        f"nothing was fitted to, {_passed(fresh)} of {len(fresh)}."
    )


def _passed(rows: Sequence[Account]) -> int:
    return sum(row["verdict"] == IN_BAND for row in rows)


def _intro() -> str:
    targets = read_targets()
    return (
        f"{len(targets)} statistics of the record, each with a band, are laid beside history "
        "without policies (seeds/targets.yaml, page [TRACE](trace.md)). A pattern kept for "
        "checking has been seen by no card, no driver and no judgement; the others have, and speak "
        "less. 🔴 marks what is out of its band; what could not be read in a world of that size is "
        "neither in it nor out of it."
    )


def _world(world: str) -> str:
    account = kept.account(f"{FOLDER}/{world}.json")
    title = f"The world {world} ({WORLDS[world]})"
    if not account:
        missing = f"No table is kept: {code(f'sim validate {world} --ship')} makes one."
        return section(3, title, missing)
    rows = account["patterns"]
    size = (
        f"Scale {account['scale']:g}, draws of chance {account['replicates']}, seed "
        f"{account['seed']}. {kept.made(account['stamp'])}"
    )
    headings = ("", "pattern", "run", "record", "band", "unit", "verdict", "seen before")
    shown = table(headings, map(_row, rows))
    return section(3, title, counted(world), shown, _meaning(rows), size, *_charts(world))


def _charts(world: str) -> Iterator[str]:
    """Charts of a world that are kept beside its table."""
    for picture in kept.pictures(FOLDER):
        if picture.name.startswith(f"{world}-"):
            yield picture.text()


def _row(row: Account) -> tuple[str, ...]:
    places = decimals([row["value"], row["low"], row["high"]])
    run = float("nan") if row["run"] is None else row["run"]
    return (
        row["number"], row["says"], number(run, places), number(row["value"], places),
        f"{number(row['low'], places)} to {number(row['high'], places)}",
        "" if row["unit"] == "1" else row["unit"], _marked(row["verdict"]),
        "no" if row["kind"] == CHECKED else "yes",
    )  # fmt: skip


def _marked(verdict: str) -> str:
    return f"🔴 {verdict}" if verdict == FAILED else verdict


def _meaning(rows: Sequence[Account]) -> str:
    """What each failure means for a reader, said once for each kind of pattern."""
    fails: dict[str, list[str]] = {}
    for row in rows:
        if row["verdict"] == FAILED:
            fails.setdefault(row["fails"], []).append(f"{row['number']} {row['id']}")
    if not fails:
        return "No pattern fails."
    listed = bullets(f"🔴 {', '.join(names)}: {means}" for means, names in fails.items())
    return f"What the failures mean for a reader:\n\n{listed}"


def _rivals(world: str) -> str:
    """Patterns under rival structures, where the table is kept."""
    account = kept.account(f"{FOLDER}/{world}.structures.json")
    title = f"Rival structures in the world {world}"
    if not account:
        command = code(f"sim validate {world} --structures --ship")
        return section(3, title, f"No table is kept: {command} makes one.")
    names = list(account["fails_where_another_passes"])
    size = (
        f"Scale {account['scale']:g}, draws of chance {account['replicates']}, seed "
        f"{account['seed']}. {kept.made(account['stamp'])}"
    )
    rows = [
        (f"{row['number']} {row['id']}", *(_cell(row["runs"][name]) for name in names))
        for row in account["patterns"]
    ]
    return section(3, title, table(("pattern", *names), rows), _outdone(account), size)


def _cell(reading: Account) -> str:
    if reading["verdict"] == UNREAD:
        return UNREAD
    shown = number(reading["run"], decimals([reading["run"]]))
    return f"🔴 {shown}" if reading["verdict"] == FAILED else shown


def _outdone(account: Account) -> str:
    outdone = [
        f"{name} fails where another passes: {', '.join(missed)}"
        for name, missed in account["fails_where_another_passes"].items()
        if missed
    ]
    return bullets(outdone) or "No structure fails where another passes."


def summaries() -> Iterator[str]:
    """What there is to say of each world in one sentence."""
    for world in WORLDS:
        yield counted(world) or (f"World {code(world)}: no table of patterns is kept.")
    yield from filter(None, (never_reached(world, FOLDER) for world in WORLDS))
