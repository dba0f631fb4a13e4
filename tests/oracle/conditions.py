"""What surrounds people in one quarter: rates, weights and frictions, in plain lists.

These follow the record, the shocks and the levers; they are read from the model in arrays, so
that the two models live in the same world and differ in nothing but how its people are written.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sim.dynamics.workload import RING
from sim.model.attraction import turned, usual_partners
from sim.model.model import PolicyModel

Row = list[float]
Matrix = list[list[float]]
LONGEST = RING - 1


@dataclass(frozen=True)
class Conditions:
    """One quarter; rows and columns of a matrix are the places from which and to which.

    ``friction_begun`` is the friction of each quarter in which a project of today can have begun.
    """

    key: int
    t: int
    year_ends: bool
    cards: Mapping[str, float]
    event: str
    output: str
    diversion: bool
    place_key: list[int]
    language: list[int]
    english_official: list[int]
    starts: Row
    out_rate: Row
    coverage: Row
    home_coverage: Row
    stage_output: Row
    compute: Row
    partner_weight: Matrix
    usual_partners: Matrix
    sought_partners: Matrix
    move_weight: Matrix
    friction: Matrix
    friction_begun: Mapping[int, Matrix]
    lasting_friction: Matrix
    data_access: Matrix
    sought: Matrix
    team_core: float
    compute_need: float
    admissions: list[int]


def conditions_of(model: PolicyModel) -> Conditions:
    """The conditions of the quarter that a model in arrays has just lived."""
    now, state, drivers, spec = model.now, model.state, model.drivers, model.spec
    usual = usual_partners(model.drivers, model.spec.values, state.memory["heads"])
    return Conditions(
        key=int(now.key),
        t=int(now.t),
        year_ends=(model.almanac.epoch + now.t) % 4 == 3,
        cards=spec.values,
        event=spec.structure.event,
        output=spec.structure.output,
        diversion=spec.structure.diversion,
        place_key=drivers.place_key.tolist(),
        language=drivers.language.tolist(),
        english_official=drivers.english_official.tolist(),
        starts=now.starts.tolist(),
        out_rate=now.out_rate.tolist(),
        coverage=now.coverage.tolist(),
        home_coverage=now.home_coverage.tolist(),
        stage_output=now.stage_output.tolist(),
        compute=state.institutions["compute"].tolist(),
        partner_weight=now.partner_weight.tolist(),
        usual_partners=usual.tolist(),
        sought_partners=turned(usual, state.memory["pull"]).tolist(),
        move_weight=now.move_weight.tolist(),
        friction=now.friction.tolist(),
        friction_begun={
            quarter: now.friction_begun[quarter % RING].tolist()
            for quarter in range(now.t - LONGEST, now.t + 1)
        },
        lasting_friction=state.friction[0].tolist(),
        data_access=now.data_access.tolist(),
        sought=now.sought.tolist(),
        team_core=float(now.team_core),
        compute_need=float(now.compute_need),
        admissions=model.admissions.tolist(),
    )
