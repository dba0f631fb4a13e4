"""Print what a tiny run leaves behind; for an interpreter of its own, compiled or not."""

import hashlib
import json
import os
import sys
from typing import Any

import numpy as np

from sim.world import views

PEOPLE, QUARTERS = 9, 56


class Row(np.record):  # type: ignore[misc]
    """A record whose fields come before the attributes that NumPy gives every record."""

    def __getattribute__(self, name: str) -> Any:
        """A field if there is one of this name: the ``size`` of a team is not NumPy's."""
        fields = np.void.__getattribute__(self, "dtype").fields
        return self[name] if name in fields else np.record.__getattribute__(self, name)


def rows(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The same memory as rows with fields."""
    return array.view(np.dtype((Row, array.dtype)))


def traces() -> dict[str, Any]:
    """Fingerprints of all quarters, and of who remembers whom at the end; how much happened."""
    from tests.oracle.worlds import small_model  # noqa: PLC0415, the model sees the rows above

    model = small_model(PEOPLE)
    for _ in range(QUARTERS):
        model.step()
    ledger = model.recorder.ledger
    return {
        "digests": model.recorder.digests,
        "ties": hashlib.sha256(model.state.ties.tobytes()).hexdigest(),
        "papers": float(ledger.papers.sum()),
        "joint": float(ledger.joint.sum()),
        "moves": float(ledger.moves.sum()),
    }


if __name__ == "__main__":
    if os.environ.get("NUMBA_DISABLE_JIT"):
        views.records = rows
    sys.stdout.write(json.dumps(traces()))
