"""How evidence about the model was made: when, by which command, model and cards."""

from datetime import UTC, datetime

import sim
from sim.evidence.shelf import Shelf
from sim.experiment.sources import history_digest, model_digest

Stamp = dict[str, str]


def stamp(command: str, *, policies: bool = False) -> Stamp:
    """The stamp of what is made now, of histories alone or with what ``policies`` do."""
    return {
        "made": datetime.now(UTC).date().isoformat(),
        "command": command,
        "sim": sim.__version__,
        "model_sha256": model_digest() if policies else history_digest(),
        "evidence_sha256": Shelf.read().digest(),
    }


def age(model_sha256: str, evidence_sha256: str, evidence_now: str) -> str:
    """A sentence where such evidence is not of today's program; "" where it is."""
    other = []
    if model_sha256 not in {history_digest(), model_digest()}:
        other.append("other sources of the model")
    if evidence_sha256 != evidence_now:
        other.append("other cards or tables")
    if not other:
        return ""
    return (
        f"It was made with {' and '.join(other)} than those of today: read its numbers as those "
        "of an earlier version until its command has been run again."
    )
