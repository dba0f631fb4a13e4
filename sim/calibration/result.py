"""What a fit leaves behind: a summary for readers, and a posterior that can become evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from sim.calibration.found import Fitted, Learnt
from sim.calibration.priors import Priors
from sim.store.table import table_bytes

Array = NDArray[np.float64]

TAIL = 5.0
TITLE = "Draws from the posterior of the cards that the record to 2016 identifies"
MADE = ("made", "fit")
"""What the header of the draws says of the fit that they are from."""
GRADE = "C"
"""A fit to counts: no better than a correlation."""
HOW = "Fitted to the record to 2016; the number is the draw of the posterior nearest to its middle."
TRAPS = (
    "Conditional on the form of the model and on the declared variances; cards that contracted by "
    "less than 20 % are not here and keep their ranges."
)
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Estimate:
    """One parameter before and after the fit."""

    name: str
    prior: tuple[float, float, float]
    """5 %, 50 % and 95 % points."""
    posterior: tuple[float, float, float]
    """The same; equal to the prior's where nothing was learnt."""
    contraction: float
    identified: bool


def estimates(fitted: Fitted, priors: Priors) -> tuple[Estimate, ...]:
    """Every parameter before and after, the most contracted first."""
    shares = np.array([TAIL, 50.0, 100.0 - TAIL])
    found = []
    for at, card in enumerate(priors.cards):
        after = np.percentile(fitted.samples[:, at], shares)
        before = shares / 100.0
        identified = bool(fitted.identified[at])
        found.append(
            Estimate(
                name=card.name,
                prior=_points(priors, at, before),
                posterior=_points(priors, at, after if identified else before),
                contraction=float(fitted.contraction[at]),
                identified=identified,
            )
        )
    return tuple(sorted(found, key=lambda estimate: -estimate.contraction))


def posterior_files(
    fitted: Learnt, priors: Priors, made: Mapping[str, str], how: str = HOW
) -> dict[str, bytes]:
    """The posterior of the identified parameters as evidence: name of the file to its bytes.

    The draws stand in the order of the direction in which they differ most, so that the share of a
    stratified sample picks alike ones for alike shares. Where nothing is identified, a header alone
    says so.
    """
    kept = np.flatnonzero(fitted.identified)
    names = [fitted.parameters[at] for at in kept]
    header = _header(made)
    if not names:
        return {"samples.csv": header}
    samples = _ordered(fitted.samples[:, kept])
    values = [
        [priors.cards[at].at(float(share)) for at, share in zip(kept, row, strict=True)]
        for row in samples
    ]
    entries = _entries(names, np.array(values), _middle(samples), fitted.contraction[kept])
    return {
        "samples.csv": header + table_bytes(names, values),
        "summary.yaml": _yaml([{**entry, "how": how, "checked": _today()} for entry in entries]),
    }


def said_by(samples: bytes) -> dict[str, str]:
    """How the draws of a posterior were made, as their header says."""
    heads = (line[2:].partition(": ") for line in samples.decode().splitlines() if line[:1] == "#")
    said = {key: value for key, _, value in heads}
    return {key: said[key] for key in MADE}


def _header(made: Mapping[str, str]) -> bytes:
    said = {
        "title": TITLE,
        "source": "Own fit to targets_fit",
        "licence": "CC0",
        "units": "Those of the cards",
        **made,
        "traps": TRAPS,
        "checked": _today().isoformat(),
    }
    return "".join(f"# {key}: {value}\n" for key, value in said.items()).encode()


def _entries(
    names: Sequence[str], values: Array, middle: int, contraction: Array
) -> list[dict[str, object]]:
    """One entry for each card; the central values are one draw, so that they fit each other."""
    return [
        {
            "name": name,
            "low": float(np.percentile(values[:, at], TAIL)),
            "central": float(values[middle, at]),
            "high": float(np.percentile(values[:, at], 100.0 - TAIL)),
            "contraction": round(float(contraction[at]), 3),
            "grade": GRADE,
        }
        for at, name in enumerate(names)
    ]


def _today() -> date:
    return datetime.now(UTC).date()


def _points(priors: Priors, at: int, shares: Array) -> tuple[float, float, float]:
    low, middle, high = (priors.cards[at].at(min(max(float(s), 1e-9), 1 - 1e-9)) for s in shares)
    return low, middle, high


def _ordered(samples: Array) -> Array:
    """Rows along the axis in which they differ most."""
    centred = samples - samples.mean(0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    return np.asarray(samples[np.argsort(centred @ axes[0], kind="stable")])


def _middle(samples: Array) -> int:
    """The row nearest to the medians, in standard deviations."""
    far = (samples - np.median(samples, axis=0)) / np.maximum(samples.std(0), 1e-12)
    return int(np.argmin((far**2).sum(1)))


def _yaml(entries: list[dict[str, object]]) -> bytes:
    stream = StringIO()
    yaml = YAML(pure=True)
    yaml.width = WIDTH
    yaml.dump(entries, stream)
    return stream.getvalue().encode()
