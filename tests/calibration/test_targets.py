"""Targets of a fit are read like a scenario: every fault at once, with its line and its remedy."""

import pytest

from sim.calibration.indicators import INDICATORS
from sim.calibration.targets import FIRST_YEAR, LAST_YEAR, read_fit_targets
from sim.errors import EvidenceError
from sim.evidence.tables import read_table

HEADER = "indicator,place_a,place_b,first,last,value,unit,weight,reason\n"
GOOD = "joint_papers,RU,CN,2010,2010,837,works/year,1,-"


def _file(folder, *rows):
    path = folder / "own.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def _faults(folder, *rows):
    with pytest.raises(EvidenceError) as caught:
        read_fit_targets(_file(folder, *rows))
    return caught.value.faults


@pytest.fixture(scope="module")
def shipped():
    return read_fit_targets()


def test_no_shipped_target_is_of_a_year_after_2016(shipped):
    assert max(last for target in shipped for last in target.years) == LAST_YEAR == 2016


def test_the_shipped_targets_cover_every_indicator(shipped):
    assert {target.indicator.name for target in shipped} == set(INDICATORS)


def test_there_are_24_corridors_and_both_directions_between_the_first_two_places(shipped):
    corridors = {t.places for t in shipped if t.indicator.name == "joint_papers"}
    moves = {t.places for t in shipped if t.indicator.name == "moves"}
    one, other = read_table("places").words("code")[:2]
    assert len(corridors) == 24
    assert {(one, other), (other, one)} <= moves


def test_counts_are_those_of_the_tables_they_are_drawn_from(shipped):
    table = read_table("copublications_openalex")
    ends = (table.words("place_a"), table.words("place_b"), table.numbers("year"))
    printed = dict(zip(zip(*ends, strict=True), table.numbers("papers"), strict=True))
    for target in shipped:
        if target.indicator.name == "joint_papers":
            assert target.value == printed[*target.places, target.years[0]]


@pytest.mark.parametrize(
    ("indicator", "places", "year"),
    [
        ("joint_papers", ("RU", "US"), 2016),
        ("joint_papers", ("GB", "RU"), 2016),
        ("moves", ("UA", "RU"), 2014),
        ("moves", ("UA", "RU"), 2015),
        ("articles", ("RU",), 2016),
    ],
)
def test_a_known_artefact_is_not_used_and_says_why(shipped, indicator, places, year):
    (target,) = (
        t
        for t in shipped
        if (t.indicator.name, t.places, t.years) == (indicator, places, (year, year))
        and t.world == ("ai" if indicator == "articles" else "science")
    )
    assert target.weight == 0.0
    assert target.reason


def test_an_own_file_is_read(tmp_path):
    (target,) = read_fit_targets(_file(tmp_path, GOOD))
    assert target.places == ("RU", "CN")
    assert (target.value, target.weight, target.error) == (837.0, 1.0, None)


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("joint_paper,RU,CN,2010,2010,837,works/year,1,-", "indicator", "joint_papers"),
        ("joint_papers,RU,XX,2010,2010,837,works/year,1,-", "place_b", "no place"),
        ("joint_papers,RU,RU,2010,2010,837,works/year,1,-", "place_b", "same place"),
        ("joint_papers,RU,CN,2010,2010,837,papers,1,-", "unit", "works/year"),
        ("joint_papers,RU,CN,2010,2010,-837,works/year,1,-", "value", "never -837"),
        ("joint_papers,RU,CN,2010,2010,many,works/year,1,-", "value", "no number"),
        ("joint_papers,RU,CN,2011,2010,837,works/year,1,-", "last", "backwards"),
        ("joint_papers,RU,CN,20x0,2010,837,works/year,1,-", "first", "no year"),
        ("joint_papers,RU,CN,2010,2010,837,works/year,0,-", "weight", "reason"),
        ("joint_papers,RU,CN,2010,2010,837,works/year,2,-", "weight", "no weight"),
        ("international_share,RU,-,2010,2010,1.2,share,1,-", "value", "at most 1"),
        ("international_share,RU,CN,2010,2010,0.2,share,1,-", "place_b", "second end"),
    ],
)
def test_a_fault_names_its_column_its_line_and_a_remedy(tmp_path, row, column, words):
    (fault,) = _faults(tmp_path, GOOD, row)
    assert (fault.line, fault.path) == (3, column)
    assert words in f"{fault.problem} {fault.remedy}"


def test_a_held_out_year_cannot_be_fitted(tmp_path):
    (fault,) = _faults(tmp_path, GOOD.replace("2010,2010", "2010,2017"))
    assert f"{FIRST_YEAR} to {LAST_YEAR}" in fault.remedy


def test_the_same_pair_the_other_way_round_is_a_repetition(tmp_path):
    (fault,) = _faults(tmp_path, GOOD, GOOD.replace("RU,CN", "CN,RU"))
    assert (fault.line, fault.problem) == (3, "this stands in line 2 already")


def test_moves_there_and_back_are_two_targets(tmp_path):
    rows = [f"moves,{way},2010,2010,9,people/year,1,-" for way in ("RU,CN", "CN,RU")]
    assert len(read_fit_targets(_file(tmp_path, *rows))) == 2


def test_all_faults_come_at_once(tmp_path):
    bad = "joint_papers,RU,XX,2010,2030,-3,papers,1,-"
    assert {fault.path for fault in _faults(tmp_path, bad)} == {"place_b", "last", "value", "unit"}


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("indicator,place_a,place_b,first,last,value\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match='the column "unit" is missing'):
        read_fit_targets(path)


def test_a_file_that_is_not_there_is_a_fault_and_no_crash(tmp_path):
    with pytest.raises(EvidenceError, match="No such file"):
        read_fit_targets(tmp_path / "nowhere.csv")
