"""All measures, one line each, in the order they are recorded and listed; indices by name."""

from collections.abc import Callable, Collection

from sim.outcomes.additionality import Additionality
from sim.outcomes.affinity_index import AffinityIndex
from sim.outcomes.base import Array, Outcome
from sim.outcomes.circulation import Circulation
from sim.outcomes.citations import Citations
from sim.outcomes.clustering import Clustering
from sim.outcomes.compute_dependency import ComputeDependency
from sim.outcomes.compute_used import ComputeUsed
from sim.outcomes.cross_border_ties import CrossBorderTies
from sim.outcomes.dependency import Dependency
from sim.outcomes.doctorates import Doctorates
from sim.outcomes.ethics_queue import EthicsQueue
from sim.outcomes.footprint import Footprint
from sim.outcomes.giant_component import GiantComponent
from sim.outcomes.graduates import Graduates
from sim.outcomes.hospitals_admitted import HospitalsAdmitted
from sim.outcomes.indices import (
    affinity,
    circulation,
    concentration,
    effectiveness,
    external_expected,
    external_internal,
    jaccard,
    luukkonen,
    net_rate,
    observed_to_expected,
    relative_intensity,
    salton,
)
from sim.outcomes.international_share import InternationalShare
from sim.outcomes.joint_citations import JointCitations
from sim.outcomes.joint_papers import JointPapers
from sim.outcomes.joint_papers_fractional import JointPapersFractional
from sim.outcomes.joint_papers_latent import JointPapersLatent
from sim.outcomes.listing_exposure import ListingExposure
from sim.outcomes.moves import Moves
from sim.outcomes.net_migration import NetMigration
from sim.outcomes.papers import Papers
from sim.outcomes.papers_fractional import PapersFractional
from sim.outcomes.partner_concentration import PartnerConcentration
from sim.outcomes.provider_concentration import ProviderConcentration
from sim.outcomes.public_cost import PublicCost
from sim.outcomes.retention import Retention
from sim.outcomes.return_share import ReturnShare
from sim.outcomes.salton import Salton
from sim.outcomes.standing_units import StandingUnits
from sim.outcomes.talent_stock import TalentStock
from sim.outcomes.usable_data import UsableData
from sim.outcomes.voucher_hours import VoucherHours
from sim.outcomes.voucher_queue import VoucherQueue

OUTCOMES: tuple[Outcome, ...] = (
    JointPapers(),
    JointPapersLatent(),
    JointPapersFractional(),
    Papers(),
    PapersFractional(),
    InternationalShare(),
    Salton(),
    AffinityIndex(),
    Dependency(),
    PartnerConcentration(),
    Moves(),
    NetMigration(),
    Circulation(),
    ReturnShare(),
    Doctorates(),
    Retention(),
    TalentStock(),
    ComputeUsed(),
    ComputeDependency(),
    ProviderConcentration(),
    VoucherHours(),
    VoucherQueue(),
    StandingUnits(),
    ListingExposure(),
    Graduates(),
    UsableData(),
    HospitalsAdmitted(),
    EthicsQueue(),
    Citations(),
    JointCitations(),
    PublicCost(),
    Additionality(),
    GiantComponent(),
    Clustering(),
    CrossBorderTies(),
    Footprint(),
)

INDICES: dict[str, Callable[..., Array | float]] = {
    index.__name__: index
    for index in (
        affinity,
        circulation,
        concentration,
        effectiveness,
        external_expected,
        external_internal,
        jaccard,
        luukkonen,
        net_rate,
        observed_to_expected,
        relative_intensity,
        salton,
    )
}
"""Indices of counts that no run records, for whoever compares results with other data."""

BY_NAME: dict[str, Outcome] = {outcome.name: outcome for outcome in OUTCOMES}


def following(levers: Collection[str]) -> tuple[str, ...]:
    """Outcomes by which policies on these levers are read, in the order of the catalogue."""
    return tuple(outcome.name for outcome in OUTCOMES if set(outcome.follows) & set(levers))
