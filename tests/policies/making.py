"""Policies to test laws on: one good example of each kind, and all that may be made of it.

The example of a kind is the EXAMPLE on top of its own test.
"""

import ast
from pathlib import Path

from hypothesis import strategies as st

from sim.evidence.shelf import Shelf
from sim.policies.base import Policy
from sim.policies.catalogue import POLICIES
from sim.units import quarter_text
from sim.world.lever_values import Levers
from sim.world.state import DOMAINS

WORLD = Levers(("AA", "BB", "CC"), DOMAINS)

WORKED = {
    "voucher.price": 3.5,
    "voucher.overhead": 0.2,
    "voucher.cards": 400.0,
    "cost.cny_per_usd": 7.0,
    "cloud.redundancy": 0.1,
    "doctorate.stipend": 0.0015,
    "doctorate.administration": 0.003,
    "doctorate.years": 4.0,
    "charter.ramp": 4.0,
    "charter.compliance": 0.2,
    "charter.tooling": 0.05,
    "charter.steward_half": 0.02,
    "charter.enforced": 0.5,
    "charter.datasets": 200.0,
    "charter.dataset_cost": 0.06,
    "federation.answering": 0.25,
    "federation.approval": 1.5,
    "federation.node_cost": 0.15,
    "federation.audit_cost": 0.03,
    "federation.annotators": 2.0,
    "meeting.day_cost": 0.0002,
    "meeting.travel": 0.0008,
    "stay.stipend": 0.0025,
    "doctorate.before_leaving": 1.0,
    "doctorate.course_cost": 0.0003,
    "doctorate.return_grant": 0.03,
    "joint.nominal": 0.1,
    "joint.grant": 0.06,
    "joint.years": 3.0,
    "joint.projects": 1.0,
    "link.seed": 0.011,
    "link.half": 0.011,
    "link.projects": 0.6,
    "pilot.budget": 1.0,
    "pilot.projects": 1.5,
    "pilot.realised": 0.6,
    "pilot.setup": 1.0,
    "friction.medium": 0.38,
    "sanctions.chill": 0.04,
    "standard.gain": 0.05,
    "standard.split": 0.03,
    "standard.lag": 4.0,
    "standard.secretariat": 0.2,
    "unit.presence": 0.35,
    "unit.staff_cost": 0.04,
    "campus.opening": 2.0,
    "campus.teaching": 0.4,
    "campus.student_cost": 0.015,
    "campus.fragility": 1.0,
    "campus.listing": 0.02,
    "substitution.years": 7.0,
    "substitution.gap": 0.4,
    "substitution.half": 500.0,
    "substitution.crowding": 0.02,
    "export.busy": 3.0,
    "export.revenue": 0.5,
    "export.reinvested": 0.15,
    "export.lag": 3.0,
    "export.visits": 2.0,
    "export.listing": 0.002,
    "visa.trouble": 0.5,
    "visa.visitors": 40.0,
    "visa.knowledge": 0.01,
    "meeting.visit_days": 7.0,
    "link.years": 2.0,
    "pilot.years": 3.0,
    "pilot.per_operator": 2.0,
    "pilot.least_paid": 0.2,
    "joint.awards": 52.0,
    "link.pairs": 15.0,
    "doctorate.entrants": 50.0,
    "doctorate.months": 12.0,
    "doctorate.existing": 0.5,
    "stay.grants": 100.0,
    "stay.months": 3.0,
    "pilot.pilots": 2.0,
    "pilot.cofund": 0.5,
    "unit.staff": 30.0,
    "campus.students": 50.0,
    "campus.faculty": 30.0,
    "standard.scope": 0.5,
    "school.participants": 300.0,
    "school.days": 12.0,
    "forum.participants": 300.0,
    "forum.days": 3.0,
    "voucher.amount": 1_000_000.0,
    "voucher.cap": 10_000.0,
    "cloud.capacity": 10_000_000.0,
    "federation.nodes": 20.0,
    "charter.coverage": 0.8,
    "export.contracts": 20.0,
    "substitution.budget": 500.0,
    "pilot.operators": 4.0,
    "standard.critical": 3.0,
    "controls.withheld": 0.5,
}

VALUES = {**Shelf.read().values(), **WORKED}
"""Of every card: those that expected values were worked out with, and of all others their own."""


def _example_in(kind: str) -> dict[str, object]:
    """What the test of a kind says of it; the test is read, since it imports this file."""
    source = Path(__file__).with_name(f"test_{kind}.py").read_text(encoding="utf-8")
    (found,) = (
        node.value
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "EXAMPLE"
    )
    return dict(ast.literal_eval(found))


EXAMPLES = {kind: _example_in(kind) for kind in POLICIES}


def policy(kind: str, **fields: object) -> Policy:
    """The example of a kind from 2026, with some fields otherwise; `begins` stands for from."""
    begins = fields.pop("begins", 2026)
    return POLICIES[kind].model_validate(
        {"kind": kind, "from": begins, **EXAMPLES[kind], **fields}, by_alias=True, by_name=False
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any kind with any dates and ramp, filled from its cards."""
    start = draw(st.integers(4 * 2020, 4 * 2040))
    until = draw(st.none() | st.integers(start, start + 80))
    dates = {"ramp": f"{draw(st.floats(0, 10))} years", "begins": quarter_text(start)}
    dates["course"] = draw(st.sampled_from(["straight", "s_curve"]))
    if until is not None:
        dates["until"] = quarter_text(until)
    kind = draw(st.sampled_from(sorted(EXAMPLES)))
    return policy(kind, **dates).filled(VALUES)
