"""The code of a place that somebody calls by its name."""

from difflib import get_close_matches
from typing import Final

from sim.evidence.tables import read_table

ALIKE: Final = 0.8


def by_name(word: object) -> str:
    """Which code to write for the name of a place, as a remedy; empty where it names none."""
    table = read_table("places")
    names = [str(name).lower() for name in table.words("name")]
    codes = dict(zip(names, map(str, table.words("code")), strict=True))
    close = get_close_matches(str(word).lower(), codes, n=1, cutoff=ALIKE)
    return f'did you mean "{codes[close[0]]}"?' if close else ""
