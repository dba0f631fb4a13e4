"""Every scenario that we ship can be read and says what it is."""

import pytest

from sim.scenario.read import read_scenario
from tests.house.source import REPOSITORY

FILES = sorted((REPOSITORY / "scenarios").glob("*.yaml"))
EXPECTED = {"corridor", "compute_voucher", "dual_phd", "data_charter"}


def test_the_scenarios_of_the_first_question_are_there():
    kinds = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
    assert "corridor" in {path.stem for path in FILES}
    assert all(f"kind: {kind}" in kinds for kind in EXPECTED - {"corridor"})


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_shipped_scenario_can_be_read(path):
    resolved = read_scenario(path)
    assert resolved.scenario.name == path.stem
    assert resolved.variants["baseline"] == ()
