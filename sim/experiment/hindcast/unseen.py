"""The cards of the world that never saw the pair: of a fit that never saw it either, if one ships.

Without such a fit the world has the cards of the model, which saw the pair, and every account of it
says so.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.evidence.shelf import Shelf
from sim.evidence.unseen import Unseen, read_unseen

ABOUT = "unseen_fit"
"""What an ensemble says of the fit, among what decides its numbers."""
SAW = (
    "The world that never saw a pair lacks what the record has of it among its drivers. Its "
    "cards are those of the model: a fit to the record to 2016 holds the pair among its "
    "targets, and none was made without it."
)
NEVER_SAW = (
    "The world that never saw a pair lacks what the record has of it among its drivers, and its "
    "cards are those of a fit that never saw it: left out were {left_out}. The fit rests on the "
    "runs of the one that ships, in worlds whose partners are shared out as the record has it."
)


def told_apart(shelf: Shelf, pair: tuple[str, str]) -> tuple[Shelf, dict[str, Any] | None]:
    """The evidence of a world that never saw the pair, and what is to be told of it.

    Raises:
        EvidenceError: the fit that ships without the pair does not agree with the cards.
    """
    found = read_unseen(shelf.cards, pair)
    if found is None:
        return shelf, None
    apart = replace(shelf, posterior=found.posterior)
    return apart, {
        "sha256": found.digest,
        "left_out": found.left_out,
        "cards": _cards(shelf, found),
    }


def _cards(shelf: Shelf, found: Unseen) -> dict[str, list[float | None]]:
    """Values in use with and without the pair, of cards that either fit identifies; None if not."""
    with_pair, without = (
        {} if posterior is None else posterior.central()
        for posterior in (shelf.posterior, found.posterior)
    )
    names = sorted({*with_pair, *without})
    return {name: [with_pair.get(name), without.get(name)] for name in names}


def caveat(about: Mapping[str, Any]) -> str:
    """What an ensemble's unseen pair was unseen by."""
    fit = about.get(ABOUT)
    if fit is None:
        return SAW
    listed = [_differs(name, *values) for name, values in fit["cards"].items()]
    differs = f" Cards with and without the pair: {'; '.join(listed)}." if listed else ""
    return NEVER_SAW.format(left_out=fit["left_out"]) + differs


def who(about: Mapping[str, Any]) -> str:
    """Who never saw the pair, in a few words."""
    return "a world and a fit" if about.get(ABOUT) else "a world"


def _differs(name: str, with_pair: float | None, without: float | None) -> str:
    one, other = (
        "not identified" if value is None else f"{value:.3g}" for value in (with_pair, without)
    )
    return f"{name} {one} and {other}"
