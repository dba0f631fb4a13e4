"""All instruments, one line each, in the order they are listed."""

import sys
from dataclasses import dataclass
from typing import Annotated, Any, Final, get_args

from pydantic import Field

from sim.policies.base import Policy
from sim.policies.branch_campus import BranchCampus
from sim.policies.cloud_partnership import CloudPartnership
from sim.policies.compute_voucher import ComputeVoucher
from sim.policies.data_charter import DataCharter
from sim.policies.dual_phd import DualPhd
from sim.policies.exchange_grant import ExchangeGrant
from sim.policies.export_controls import ExportControls
from sim.policies.federated_data import FederatedData
from sim.policies.forum import Forum
from sim.policies.import_substitution import ImportSubstitution
from sim.policies.joint_centre import JointCentre
from sim.policies.joint_programme import JointProgramme
from sim.policies.lab_link import LabLink
from sim.policies.lighthouse_pilot import LighthousePilot
from sim.policies.sanctions import Sanctions
from sim.policies.shared_standard import SharedStandard
from sim.policies.solution_export import SolutionExport
from sim.policies.summer_school import SummerSchool
from sim.policies.visa_regime import VisaRegime
from sim.units import Written, number_text

AnyPolicy = Annotated[
    ComputeVoucher
    | CloudPartnership
    | DualPhd
    | DataCharter
    | FederatedData
    | SummerSchool
    | Forum
    | ExchangeGrant
    | VisaRegime
    | LabLink
    | JointProgramme
    | LighthousePilot
    | JointCentre
    | BranchCampus
    | SharedStandard
    | SolutionExport
    | ImportSubstitution
    | Sanctions
    | ExportControls,
    Field(discriminator="kind"),
]  # fmt: skip

POLICIES: Final[dict[str, type[Policy]]] = {
    policy.model_fields["kind"].default: policy for policy in get_args(get_args(AnyPolicy)[0])
}


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A field of an instrument as a reader sees it."""

    name: str
    says: str
    range: str
    default: str


def fields_of(kind: str) -> tuple[FieldWords, ...]:
    """The fields of an instrument with their meaning, range and default."""
    return tuple(_words(POLICIES[kind], name) for name in POLICIES[kind].model_fields)


def cards_of(policy: type[Policy]) -> tuple[str, ...]:
    """The cards behind an instrument: those that its file names and those of its fields."""
    named = getattr(sys.modules[policy.__module__], "CARDS", ())
    fields = (*policy.from_cards.values(), *policy.tried.values())
    return tuple(sorted({*named, *fields, *policy.evidence}))


def _words(policy: type[Policy], name: str) -> FieldWords:
    field = policy.model_fields[name]
    written = _written((*field.metadata, field.annotation))
    if field.is_required() or name == "kind":
        default = "required"
    elif name in policy.from_cards:
        default = f"card {policy.from_cards[name]}"
    else:
        default = _default(written, field.default)
    if name in policy.tried:
        default = f"{default}; to try: card {policy.tried[name]}"
    says = written.says if written else policy.model_fields["kind"].default
    return FieldWords(field.alias or name, field.description or "", says, default)


def _default(written: Written | None, default: object) -> str:
    if written is None or default is None:
        return "none"
    text = written.write(default)
    return number_text(text) if isinstance(text, float) else str(text)


def _written(metadata: tuple[Any, ...]) -> Written | None:
    """The reader of a field, wherever in its annotation it stands."""
    for part in metadata:
        inner = getattr(part, "__metadata__", ()) + get_args(part)
        found = part if isinstance(part, Written) else _written(inner)
        if found is not None:
            return found
    return None
