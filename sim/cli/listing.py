"""What there is: `sim list KIND`."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ruamel.yaml import YAML

from sim.cli.layout import paragraph, rows_text
from sim.cli.names import scenario_files
from sim.cli.screen import Shown
from sim.cli.sourcing import grade_words
from sim.errors import StoreError
from sim.evidence.card import Claim
from sim.evidence.shelf import Shelf
from sim.store.find import RESULTS, runs_of
from sim.store.manifest import read_manifest
from sim.units import number_text

Row = dict[str, str]
WORLD_WORDS = {
    "ai": "the AI researchers of the world, one agent each",
    "science": "the active authors of all fields, one agent for many",
}


def listed(kind: str) -> Shown:
    """Everything of a kind, a line each."""
    rows = list(KINDS[kind]())
    if not rows:
        return Shown(f"There are no {kind} yet.", [])
    told = [name for name in rows[0] if name != "file"]
    text = rows_text(told, [[row[name] for name in told] for row in rows])
    if kind == "cards":
        text += f"\n\n{paragraph(grade_words(Shelf.read().cards.values()))}"
    return Shown(text, rows)


def _policies() -> Iterator[Row]:
    from sim.policies.catalogue import POLICIES

    for kind, policy in POLICIES.items():
        yield {"policy": kind, "says": first_line(policy.__doc__)}


def _outcomes() -> Iterator[Row]:
    from sim.outcomes.catalogue import OUTCOMES

    for outcome in OUTCOMES:
        yield {"outcome": outcome.name, "unit": outcome.unit, "says": outcome.title}


def _levers() -> Iterator[Row]:
    from sim.world.levers import LEVERS

    for lever in LEVERS:
        yield {"lever": lever.name, "unit": lever.unit, "says": lever.says}


def _scenarios() -> Iterator[Row]:
    for path in scenario_files():
        written = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        asks = str(written.get("question", "")) if isinstance(written, Mapping) else ""
        yield {"scenario": path.stem, "file": str(path), "asks": asks}


def _cards() -> Iterator[Row]:
    for name, card in sorted(Shelf.read().cards.items()):
        low, high = number_text(card.low), number_text(card.high)
        yield {
            "card": name,
            "central": number_text(card.central),
            "range": f"{low} to {high}",
            "grade": card.grade,
            "unit": card.unit,
        }


def _claims() -> Iterator[Row]:
    for claim in Shelf.read().claims.values():
        yield {
            "claim": claim.id,
            "kind": claim.kind,
            "becomes": claim.becomes.partition(":")[0],
            "says": f"{claim.says}{_reason(claim)}",
        }


def _reason(claim: Claim) -> str:
    """Why a claim became nothing; nothing where it became something."""
    return f" Not modelled: {claim.subject}." if claim.fate == "not_modelled" else ""


def _sources() -> Iterator[Row]:
    for source in Shelf.read().sources.values():
        yield {"source": source.id, "seen": source.seen, "title": source.title}


def _worlds() -> Iterator[Row]:
    from sim.experiment.worlds import SCALES

    for world, scale in SCALES.items():
        yield {"world": world, "scale": f"{scale:g}", "says": WORLD_WORDS[world]}


def _results() -> Iterator[Row]:
    homes = sorted(RESULTS.iterdir()) if RESULTS.is_dir() else []
    for run in (run for home in homes for run in runs_of(home)):
        yield {"result": str(run), "runs": _state_of(run)}


def _state_of(run: Path) -> str:
    """How far a run is; one that cannot be read is named, and the others are still listed."""
    try:
        manifest = read_manifest(run)
    except StoreError:
        return "cannot be read"
    runs = manifest.runs
    state = "finished" if manifest.finished else "unfinished"
    return f"{runs.done:,}/{runs.planned:,} {state}" + (", quick" if manifest.quick else "")


def first_line(docstring: str | None) -> str:
    """The one line that says what something is."""
    return (docstring or "").strip().partition("\n")[0]


KINDS: Mapping[str, Callable[[], Iterator[Row]]] = {
    "policies": _policies,
    "outcomes": _outcomes,
    "levers": _levers,
    "scenarios": _scenarios,
    "cards": _cards,
    "claims": _claims,
    "sources": _sources,
    "results": _results,
    "worlds": _worlds,
}
