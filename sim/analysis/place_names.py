"""Places spelled out: what no reader can know by its code."""

from collections.abc import Sequence

from sim.store.manifest import Manifest

ISO = 2


def third_words(manifest: Manifest) -> str:
    """What "third" stands for."""
    first, second = manifest.corridor
    count = len(manifest.labels["place"]) - len(manifest.corridor)
    return f"Third = the {count:,} places beside {first} and {second}, added up."


def bloc_words(manifest: Manifest) -> str:
    """The two places of the corridor and every bloc by name: what no reader can know by its code.

    Countries have two letters (ISO 3166-1), blocs more.
    """
    blocs = [code for code in manifest.labels["place"] if len(code) > ISO]
    return place_words(manifest, tuple(dict.fromkeys([*manifest.corridor, *blocs])))


def place_words(manifest: Manifest, codes: Sequence[str]) -> str:
    """What the codes of some places stand for; nothing where the run does not name them."""
    named = [f"{code} = {manifest.places[code]}" for code in codes if code in manifest.places]
    return f"{', '.join(named)}." if named else ""
