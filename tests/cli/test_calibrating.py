"""`sim calibrate`, typed as a person types it."""

import json

import pytest

HEADER = "indicator,place_a,place_b,first,last,value,unit\n"
ROWS = """\
international_share,US,-,2009,2012,0.31,share
international_share,CN,-,2009,2012,0.15,share
joint_papers,CN,US,2009,2012,25000,works/year
"""
TINY = "--targets own.csv --scale 0.001 --runs 12 --waves 1 --card partner.home_size --jobs 1"


def test_targets_with_mistakes_are_refused_with_all_of_them(desk):
    bad = "joint_papers,CN,XX,2009,2017,-1,works\n"
    (desk.folder / "own.csv").write_text(HEADER + bad, encoding="utf-8")
    said = desk.type(f"sim calibrate {TINY}")
    assert (said.exit_code, said.output) == (2, "")
    assert said.stderr.rstrip().endswith("4 problems in own.csv; nothing was run.")
    assert "own.csv:2:" in said.stderr
    assert not (desk.folder / "results").exists()


def test_an_unknown_world_is_refused_with_the_known_ones(desk):
    said = desk.type("sim calibrate sciense")
    assert said.exit_code == 2
    assert 'did you mean "science"' in said.stderr


@pytest.mark.slow
def test_a_fit_tells_what_it_learnt_and_what_it_did_not(desk):
    (desk.folder / "own.csv").write_text(HEADER + ROWS, encoding="utf-8")
    said = desk.type(f"sim calibrate {TINY}")
    assert said.exit_code == 0, said.stderr
    assert "1 cards against 3 statistics of the record to 2016" in said.output.replace("\n", " ")
    assert "partner.home_size" in said.output
    assert "runs 100%" in said.stderr
    again = desk.type(f"sim calibrate {TINY} --json --quiet")
    assert again.stderr == ""
    data = json.loads(again.output)
    assert [card["name"] for card in data["parameters"]] == ["partner.home_size"]
    assert len(data["statistics"]) == 3
    assert data["waves"][0]["runs"] == 18
