"""A finished fit that becomes evidence from its folder, whichever version made it."""

import tempfile
from pathlib import Path

from sim.cli.layout import paragraph
from sim.cli.screen import Shown
from sim.errors import EvidenceError, UsageError
from sim.evidence.posterior import FOLDER, read_posterior
from sim.evidence.seeds import seeds_folder
from sim.evidence.shelf import Shelf
from sim.store.fits import StoredFit, stored_fit
from sim.store.reference import keep


def shipped(folder: Path, *, posterior: bool) -> Shown:
    """Keep the account of a fit, and make its posterior evidence if that was asked for.

    Raises:
        StoreError: there is no finished fit in the folder.
        EvidenceError: the posterior does not agree with the cards of today.
        UsageError: the fit has identified nothing, and its posterior was asked for.
    """
    fit = stored_fit(folder)
    draws = _checked(fit) if posterior else {}
    kept = keep("calibration", fit.tables())
    told = [f"The account of the fit is kept in {kept.parent.name}/{kept.name}."]
    if posterior:
        keep(FOLDER, draws, seeds_folder())
        told.append("The model runs on its posterior from now on.")
    told.append("Write the documents anew: make docs.")
    data = {"account": str(kept), "posterior": posterior, "made": fit.made}
    return Shown(paragraph(" ".join(told)), data)


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
