"""A finished fit that becomes evidence from its folder, whichever version made it."""

import tempfile
from pathlib import Path

from sim.cli.layout import paragraph
from sim.cli.screen import Shown
from sim.errors import EvidenceError, UsageError
from sim.evidence import unseen
from sim.evidence.posterior import FOLDER, read_posterior
from sim.evidence.seeds import seeds_folder
from sim.evidence.shelf import Shelf
from sim.store.fits import StoredFit, stored_fit
from sim.store.reference import keep

UNSEEN = "That of the same fit without the pair in focus stands beside it, for the hindcast."


def shipped(folder: Path, targets: Path | None = None, *, posterior: bool) -> Shown:
    """Keep the account of a fit, and make its posterior evidence if that was asked for.

    Beside it goes that of the same fit without the pair in focus, if record and cards are still
    those of the fit; ``targets`` are those that it was asked for, if not the shipped ones.

    Raises:
        StoreError: there is no finished fit in the folder.
        EvidenceError: the posterior does not agree with the cards of today.
        UsageError: the fit has identified nothing, and its posterior was asked for.
    """
    fit = stored_fit(folder)
    draws = _checked(fit) if posterior else {}
    without, why = _without(fit, targets) if posterior else ({}, "")
    kept = keep("calibration", fit.tables())
    told = [f"The account of the fit is kept in {kept.parent.name}/{kept.name}."]
    if posterior:
        keep(FOLDER, draws, seeds_folder())
        keep(unseen.FOLDER, without, seeds_folder())
        told.append(f"The model runs on its posterior from now on. {why or UNSEEN}")
    told.append("Write the documents anew: make docs.")
    data = {"account": str(kept), "posterior": posterior, "made": fit.made}
    return Shown(paragraph(" ".join(told)), data)


def _without(fit: StoredFit, targets: Path | None) -> tuple[dict[str, bytes], str]:
    """The files of the fit without the pair in focus, or none and why there can be none."""
    from sim.calibration.stored import unseen_of_stored

    try:
        return unseen_of_stored(fit, targets), ""
    except UsageError as error:
        return {}, f"None was made without the pair in focus: {error}."


def _checked(fit: StoredFit) -> dict[str, bytes]:
    """The files of the posterior, after they were read as evidence is read."""
    files = fit.posterior()
    if not files:
        message = f"{fit.folder}: no card was identified, so there is nothing to ship"
        raise UsageError(message)
    with tempfile.TemporaryDirectory() as trial:
        keep(FOLDER, files, Path(trial))
        _, faults = read_posterior(Path(trial), Shelf.read().cards)
    if faults:
        raise EvidenceError(faults)
    return files
