"""All patterns, one line each, in the order in which they are read."""

from sim.experiment.patterns.asymmetry import Asymmetry
from sim.experiment.patterns.base import Pattern
from sim.experiment.patterns.closed_triads import ClosedTriads
from sim.experiment.patterns.clustering import Clustering
from sim.experiment.patterns.diversion import Diversion
from sim.experiment.patterns.half_life import HalfLife
from sim.experiment.patterns.imbalance import Imbalance
from sim.experiment.patterns.international_share import InternationalShare
from sim.experiment.patterns.move_share import MoveShare
from sim.experiment.patterns.moves_distance import MovesDistance
from sim.experiment.patterns.moves_language import MovesLanguage
from sim.experiment.patterns.moves_residual import MovesResidual
from sim.experiment.patterns.never_leads import NeverLeads
from sim.experiment.patterns.newcomers import Newcomers
from sim.experiment.patterns.one_off import OneOff
from sim.experiment.patterns.order_of_falls import OrderOfFalls
from sim.experiment.patterns.out_rate import OutRate
from sim.experiment.patterns.pair_share import PairShare
from sim.experiment.patterns.papers_distance import PapersDistance
from sim.experiment.patterns.papers_language import PapersLanguage
from sim.experiment.patterns.papers_residual import PapersResidual
from sim.experiment.patterns.partner_share import PartnerShare
from sim.experiment.patterns.persistence import Persistence
from sim.experiment.patterns.productivity_tail import ProductivityTail
from sim.experiment.patterns.rate_rise import RateRise
from sim.experiment.patterns.reciprocity import Reciprocity
from sim.experiment.patterns.repeat_across import RepeatAcross
from sim.experiment.patterns.repeat_among_known import RepeatAmongKnown
from sim.experiment.patterns.repeat_partners import RepeatPartners
from sim.experiment.patterns.rise import Rise
from sim.experiment.patterns.spread_of_moves import SpreadOfMoves
from sim.experiment.patterns.team_size import TeamSize
from sim.experiment.patterns.team_spread import TeamSpread

PATTERNS: tuple[Pattern, ...] = (
    Persistence(),
    Reciprocity(),
    Imbalance(),
    MovesDistance(),
    MovesLanguage(),
    MovesResidual(),
    PapersDistance(),
    PapersLanguage(),
    PapersResidual(),
    OutRate(),
    ProductivityTail(),
    HalfLife(),
    NeverLeads(),
    Newcomers(),
    TeamSize(),
    TeamSpread(),
    RepeatPartners(),
    RepeatAmongKnown(),
    RepeatAcross(),
    OneOff(),
    ClosedTriads(),
    Clustering(),
    OrderOfFalls(),
    Diversion(),
    Rise(),
    PartnerShare(),
    PairShare(),
    Asymmetry(),
    InternationalShare(),
    RateRise(),
    SpreadOfMoves(),
    MoveShare(),
)

BY_NAME: dict[str, Pattern] = {pattern.name: pattern for pattern in PATTERNS}
