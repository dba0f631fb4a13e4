"""What a finished run verifies about itself before it is closed."""

from sim.analysis.pairing import check_pairing
from sim.errors import PairingError
from sim.store.folder import RunFolder
from sim.store.manifest import Check
from sim.store.results import Results


def self_checks(folder: RunFolder) -> tuple[Check, ...]:
    """Whether the variants differ in their policies only, and replicates in their draws."""
    manifest = folder.manifest
    try:
        pairing = check_pairing(Results(folder.path, manifest), manifest.compare.to)
    except PairingError as error:
        return (Check(name="pairing", passed=False, says=str(error)),)
    says = (
        f"{pairing.pairs:,} pairs are equal in each of the {pairing.quarters:,} quarters before "
        "the policy date; no two replicates are the same run"
    )
    return (Check(name="pairing", passed=True, says=says),)
