"""Whether any admissible value of the cards reaches the core patterns."""

from collections.abc import Iterator, Mapping
from typing import Any

from sim.analysis.numbers import decimals, number
from sim.experiment.patterns.targets import CORE
from sim.handbook import kept
from sim.handbook.markdown import bullets, code, section, table

IN_BAND = "in band"
FIGURES = 3
Account = Mapping[str, Any]


def within_reach(world: str, folder: str) -> str:
    """The search of one world, "" where none is kept."""
    account = kept.account(f"{folder}/{world}.reach.json")
    if not account:
        return ""
    title = f"Whether cards could reach the core patterns of the world {world}"
    headings = (
        "",
        "pattern",
        "in use",
        "band",
        "points, lowest to highest",
        "in band",
        "looked for",
    )
    shown = table(headings, map(_row, account["patterns"]))
    return section(3, title, _intro(account), shown, bullets(_together(account)), _size(account))


def never_reached(world: str, folder: str) -> str:
    """Which core patterns no point tried brought into band, in a sentence; "" if none is kept."""
    account = kept.account(f"{folder}/{world}.reach.json")
    if not account:
        return ""
    lost = [f"{row['number']} {row['id']}" for row in account["patterns"] if _lost(row)]
    said = f"at no point tried: {', '.join(lost)}" if lost else "each, one by one"
    return (
        f"World {code(world)}: whether admissible values of {account['cards']} cards reach the "
        f"{len(account['patterns'])} core patterns ({', '.join(CORE)}): {said}."
    )


def _intro(account: Account) -> str:
    return (
        "A core pattern that no admissible value of the cards reaches asks for another mechanism; "
        f"one that is reached and is out of band asks why a fit prefers something else. "
        f"{account['points']} histories spread over the ranges of {account['cards']} cards teach a "
        "sparse law of each pattern. For what is out of band with the cards in use, and for all "
        "patterns of its number together, the point that these laws recommend was lived "
        f"{account['replicates']} times. The share of points in band holds luck; a point lived so "
        "often holds less. That no point was found does not prove that there is none."
    )


def _row(row: Account) -> tuple[str, ...]:
    places = decimals([row["low"], row["high"]])
    span = f"{_number(row['lowest'], places)} to {_number(row['highest'], places)}"
    share = "-" if row["share_of_points"] is None else f"{row['share_of_points']:.0%}"
    in_use = _number(row["in_use"], places)
    return (
        row["number"], row["says"],
        in_use if row["verdict"] == IN_BAND else f"🔴 {in_use}",
        f"{number(row['low'], places)} to {number(row['high'], places)}",
        span, share, _found(row, places),
    )  # fmt: skip


def _found(row: Account, places: int) -> str:
    """What came out where the pattern was looked for, and by which cards."""
    tried = row["tried"]
    if tried is None:
        return "" if row["verdict"] == IN_BAND else _unread(row)
    value = _number(tried["runs"][row["id"]], places)
    if tried["reached"]:
        return f"reached: {value}, with {_cards(tried['cards'])}"
    others = [name for name in row["reached_at"] if name != row["id"]]
    if others:
        return f"{value}; reached where {', '.join(others)} was looked for"
    return f"🔴 not reached: {value}, with {_cards(tried['cards'])}"


def _unread(row: Account) -> str:
    """Single histories hold too little to learn from, so that no point could be looked for."""
    if row["reached_at"]:
        return f"reached where {', '.join(row['reached_at'])} was looked for"
    return "too few counts in one history to learn from"


def _cards(cards: Mapping[str, float]) -> str:
    if not cards:
        return "no card moved: none was found to act"
    return ", ".join(f"{code(name)} {value:.{FIGURES}g}" for name, value in cards.items())


def _lost(row: Account) -> bool:
    return row["verdict"] != IN_BAND and not row["reached_at"]


def _together(account: Account) -> Iterator[str]:
    for name, tried in account["together"].items():
        out = [target for target, verdict in tried["verdicts"].items() if verdict != IN_BAND]
        said = "all in band at one point" if tried["reached"] else f"🔴 out: {', '.join(out)}"
        yield f"{name} together: {said} ({_cards(tried['cards'])})"


def _size(account: Account) -> str:
    return f"Scale {account['scale']:g}, seed {account['seed']}. {kept.made(account['stamp'])}"


def _number(value: float | None, places: int) -> str:
    return "-" if value is None else number(value, places)
