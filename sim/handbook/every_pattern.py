"""All patterns from P1 to P30 at a glance: what holds each, and whether it does.

Patterns of the record are statistics of a history without policies; patterns of responses are held
by expectations of instruments, each with its test; P30 is the hindcast.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sim.experiment.patterns.targets import read_targets
from sim.handbook import kept
from sim.handbook.expectations import Stated, stated
from sim.handbook.markdown import link, section, table

WORLDS = ("science", "ai")
IN_BAND = "in band"
HINDCAST = "P30"
FULL_STOP = "."


class Listed(NamedTuple):
    """One pattern: what it says, the expectations that hold it, and what nothing here asks."""

    says: str
    expectations: tuple[str, ...] = ()
    open: str = ""


ALL: Mapping[str, Listed] = {
    "P1": Listed("flows between countries keep their order"),
    "P2": Listed("flows come back; few pairs are one-sided"),
    "P3": Listed("moves and joint papers obey gravity; the corridor lies below or at it"),
    "P4": Listed("how often researchers leave a country"),
    "P5": Listed(
        "a heavy tail of papers per author",
        open="that the best paper comes at a random place in a career: citations are kept by "
        "place and pair, not by author, and their luck is drawn alike for every paper",
    ),
    "P6": Listed("half of a cohort has stopped after about five years"),
    "P7": Listed("most never lead a paper"),
    "P8": Listed("team sizes, and their spread"),
    "P9": Listed("most ties are single encounters, some last"),
    "P10": Listed("co-authors of an author write together far more often than by chance"),
    "P11": Listed("after a break partners fall away in the order of the record"),
    "P12": Listed("papers lost with some partners do not reappear with others"),
    "P13": Listed("joint papers of the corridor rise"),
    "P14": Listed("how international the articles of a country are"),
    "P15": Listed("under political pressure more people leave, and go on leaving"),
    "P16": Listed(
        "who took no measures loses a few per cent",
        ("F16.3",),
        "that more of them leave research",
    ),
    "P17": Listed(
        "working in one place raises joint work, parting costs nothing at once",
        ("F9.1", "F9.2"),
        "its size, three and a half times: the model has what people meet, not that ratio",
    ),
    "P18": Listed(
        "events work in proportion to people; structure beats talk",
        ("F7.1", "F7.2", "F11.1"),
        "how far attendees and others differ by who comes (a test holds that they do)",
    ),
    "P19": Listed(
        "a joint centre works inside, and is not seen at the level of the country",
        ("F9.1",),
        "the level of the country; without presence there is no effect",
    ),
    "P20": Listed(
        "grants for mobility change presence and partners, not counts or homes", ("F6.1", "F6.2")
    ),
    "P21": Listed(
        "free movement without return may lower or raise papers across the border",
        open="both signs: no instrument sets movement free for good",
    ),
    "P22": Listed("at most nine in ten voucher papers are additional; it fades", ("F1.2", "F1.5")),
    "P23": Listed("computing does nothing where computing is not the limit", ("F1.6", "F16.5")),
    "P24": Listed("open data help small institutions most", ("F3.2",)),
    "P25": Listed("what is kept counts, not what is signed", ("F3.1",)),
    "P26": Listed(
        "twice the dose is less than twice the effect",
        ("F1.1", "F1.3", "F2.1", "F4.2", "F11.2", "F14.1"),
    ),
    "P27": Listed("pairs that never worked together gain more", ("F8.1", "F14.4")),
    "P28": Listed("those who leave a place of the corridor spread over more countries"),
    "P29": Listed("one side of the corridor is much to the other, and not the other way round"),
    "P30": Listed("forecasts of held-out years beat a damped trend"),
}


def at_a_glance() -> str:
    """The table of all thirty."""
    told = {one.number: one for one in stated()}
    rows = [
        (number, listed.says, _held_by(number, listed, told), listed.open or "–")
        for number, listed in ALL.items()
    ]
    said = (
        "Patterns of the record name the worlds in which their statistics are read; patterns of "
        "responses name the expectations of instruments that hold them, each with its test."
    )
    headings = ("", "pattern", "held by", "not asked here")
    return section(3, "P1 to P30 at a glance", said, table(headings, rows))


def _held_by(number: str, listed: Listed, told: Mapping[str, Stated]) -> str:
    if listed.expectations:
        return ", ".join(_state(told[name]) for name in listed.expectations)
    if number == HINDCAST:
        said = str(kept.account("hindcast/hindcast.json").get("pattern", "not kept"))
        verdict = said.rpartition(": ")[2].rstrip(FULL_STOP)
        return verdict if verdict.startswith(IN_BAND) else f"🔴 {verdict}"
    parts = [said for said in (_counted(world, number) for world in WORLDS) if said]
    if parts:
        return "; ".join(parts)
    asked = any(target.number == number for target in read_targets())
    return "no table kept yet" if asked else "nothing: not testable"


def _state(one: Stated) -> str:
    mark = "" if one.expectation.met == "yes" else "🔴 "
    return f"{mark}{link(one.number, 'expectations.md')} {one.state}"


def _counted(world: str, number: str) -> str:
    """How many statistics of a world are in band, if it has any of that number."""
    rows: list[Mapping[str, Any]] = [
        row
        for row in kept.account(f"patterns/{world}.json").get("patterns", ())
        if row["number"] == number
    ]
    if not rows:
        return ""
    passed = sum(row["verdict"] == IN_BAND for row in rows)
    mark = "" if passed == len(rows) else "🔴 "
    return f"{mark}{world} {passed} of {len(rows)}"
