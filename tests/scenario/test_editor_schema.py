"""What can be read passes the schema of the editor, and the editor underlines what it can know."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.errors import ScenarioError
from sim.policies.catalogue import POLICIES
from sim.scenario.editor_schema import editor_schema, schema_text
from sim.scenario.page import parse_page
from sim.scenario.read import read_scenario
from tests.bad.corpus import GOOD, mistakes
from tests.scenario.validating import complaints

SCHEMA = editor_schema()
KNOWABLE = {
    "format",
    "missing-key",
    "no-baseline",
    "not-a-block",
    "not-a-date",
    "not-a-list",
    "not-a-name",
    "not-a-place",
    "not-a-text",
    "not-an-amount",
    "not-yes-or-no",
    "total-not-rate",
    "unknown-key",
    "unknown-kind",
    "wrong-number",
}
IN_VARIANTS = {"place_by_its_name_in_a_variant"}
"""An editor does not follow what a variant sets to the field it is set in."""
OTHERWISE = [
    ("scale: 10%", ["scale: 0.1", 'scale: "10%"', "scale: 1", ""]),
    ("world: ai", ["world: science", ""]),
    ("amount: 1_000_000 GPU-h/year", ["amount: 2 MGPU-h/year", "amount: 1e5 GPU-h/month"]),
    ("selection: merit", ["selection: first_come", 'selection: "lottery"']),
    ("joint_clause: no", ["joint_clause: yes", "joint_clause: true", 'joint_clause: "no"']),
    ("until: 2034", ["until: 2034-Q2", 'until: "2035"', ""]),
    ("ramp: 3 years", ["ramp: 18 months", "ramp: 6 quarters", ""]),
    ("existing_pairs: 50%", ["existing_pairs: 0.5", "existing_pairs: 0", "existing_pairs: 1"]),
    ("coverage: 80%", ["coverage: 80%\n    compliance: 30%", "coverage: 0.1\n    embargo: 1 year"]),
    ("scale_cost_to: 1 MUSD/year", ["scale_cost_to: 900 kUSD/year", "add: []"]),
    ("{ties.half_life: 2 years}", ["{}", "{ties.half_life: {value: 9 years, source: here}}"]),
    ("seed: 7", ["seed: 0", 'seed: "1_000"']),
    ("at: [2030, 2040]", ["at: []", 'at: ["2031"]']),
    ("interval: 90%", ["interval: 0.5"]),
    ("event: A", ["event: M", "event: Z"]),
]


@st.composite
def good_texts(draw):
    text = GOOD
    for find, others in OTHERWISE:
        text = text.replace(find, draw(st.sampled_from([find, *others])))
    return text


@st.composite
def broken_texts(draw):
    lines = draw(good_texts()).split("\n")
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["drop", "double", "indent", "swap", "cut", "sign"]))
        line = lines[at]
        spot = draw(st.integers(0, len(line)))
        sign = draw(st.sampled_from(list(":-[]{}'\"#&*!0é \t,%")))
        lines[at : at + 1] = {
            "drop": [],
            "double": [line, line],
            "indent": ["  " + line],
            "swap": [line.replace("RU", "CN").replace("20", "19")],
            "cut": [line[:spot]],
            "sign": [line[:spot] + sign + line[spot:]],
        }[kind] or [""]
    return "\n".join(lines)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(good_texts())
def test_what_is_read_passes_the_schema(read, text):
    read(text)
    assert complaints(SCHEMA, parse_page(text, "f").data) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(broken_texts())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(read, text):
    try:
        read(text)
    except ScenarioError as error:
        told = error.faults
    else:
        told = ()
        assert complaints(SCHEMA, parse_page(text, "f").data) == []
    assert all(fault.problem and fault.line >= 1 for fault in told)


def test_the_editor_underlines_what_can_be_known_without_the_evidence():
    for mistake in mistakes():
        page = parse_page(GOOD.replace(mistake.find, mistake.write), "f")
        codes = {fault.code for fault in mistake.faults}
        if page.whole and codes <= KNOWABLE and mistake.name not in IN_VARIANTS:
            assert page.faults or complaints(SCHEMA, page.data), mistake.name


@pytest.mark.parametrize("kind", POLICIES)
def test_the_editor_asks_for_the_kind_and_explains_every_field(kind):
    definition = SCHEMA["$defs"][POLICIES[kind].__name__]
    assert "kind" in definition["required"]
    assert definition["additionalProperties"] is False
    assert all(field["description"] for field in definition["properties"].values())


def test_the_shipped_scenarios_pass_and_their_schema_is_the_present_one(repository, shelf):
    folder = repository / "scenarios"
    for path in folder.glob("*.yaml"):
        read_scenario(path, shelf=shelf)
        assert complaints(SCHEMA, parse_page(path.read_text(encoding="utf-8"), "f").data) == []
    written = (folder / "scenario.schema.json").read_text(encoding="utf-8")
    assert json.loads(written) == SCHEMA, "run: sim schema > scenarios/scenario.schema.json"
    assert written == schema_text()
