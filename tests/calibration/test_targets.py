"""Targets of a fit are read like a scenario: every fault at once, with its line and its remedy."""

import pytest

from sim.calibration.indicators import INDICATORS
from sim.calibration.targets import FIRST_YEAR, LAST_YEAR, read_fit_targets
from sim.errors import EvidenceError
from sim.evidence.tables import read_table
from sim.experiment.patterns.targets import read_targets

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


@pytest.mark.parametrize("world", ["ai", "science"])
@pytest.mark.parametrize("name", ["half_life", "never_leads"])
def test_a_fit_is_asked_for_careers_as_the_patterns_are(shipped, world, name):
    (asked,) = (t for t in shipped if (t.indicator.name, t.world) == (name, world))
    (pattern,) = (t for t in read_targets() if t.pattern == name)
    assert asked.value == pattern.value
    assert asked.error == pytest.approx((pattern.high - pattern.low) / 4)
    assert pattern.kind == "fit-informed"


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
        ("international_share,RU,-,2010,2010,0,share,1,-", "value", "above 0"),
        ("team_size,RU,-,2010,2010,3,authors/paper,1,-", "place_a", "no place here"),
        ("team_size,-,-,2010,2010,0.5,authors/paper,1,-", "value", "at least 1"),
        ("joint_papers,RU,CN,2010,2010,nan,works/year,1,-", "value", "no number"),
        ("joint_papers,RU,CN,2010,2010,inf,works/year,1,-", "value", "no number"),
        ("joint_papers,RU,CN,2010.0,2010,837,works/year,1,-", "first", "no year"),
        ("joint_papers,RU,CN,201²,2010,837,works/year,1,-", "first", "no year"),
        ("joint_papers,RU,CN,2001,2010,837,works/year,1,-", "first", "outside"),
        ("joint_papers,RU,-,2010,2010,837,works/year,1,-", "place_b", "no place"),
        ("joint_papers,,CN,2010,2010,837,works/year,1,-", "place_a", "no place"),
        ("joint_papers,RU,CN,2010,2010,837,,1,-", "unit", "works/year"),
        ("joint_papers,RU,CN,2010,2010,,works/year,1,-", "value", "no number"),
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


def test_a_window_over_years_that_stand_alone_would_count_them_twice(tmp_path):
    (fault,) = _faults(tmp_path, GOOD, GOOD.replace("2010,2010", "2009,2012"))
    assert (fault.line, fault.path) == (3, "first")
    assert "overlap with those of line 2" in fault.problem


def test_windows_that_follow_each_other_are_two_targets(tmp_path):
    rows = [GOOD.replace("2010,2010", years) for years in ("2005,2009", "2010,2014")]
    assert len(read_fit_targets(_file(tmp_path, *rows))) == 2


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [("world", "mars", "ai, science"), ("error", "-1", "above 0"), ("error", "some", "above 0")],
)
def test_faults_of_optional_columns_are_named_too(tmp_path, column, value, words):
    path = tmp_path / "own.csv"
    head = HEADER.replace("weight,reason", f"weight,reason,{column}")
    path.write_text(f"{head}{GOOD},{value}\n", encoding="utf-8")
    with pytest.raises(EvidenceError) as caught:
        read_fit_targets(path)
    (fault,) = caught.value.faults
    assert (fault.line, fault.path) == (2, column)
    assert words in fault.remedy


def test_a_row_with_a_cell_too_many_or_too_few_is_named(tmp_path):
    faults = _faults(tmp_path, f"{GOOD},more", GOOD.removesuffix(",-"))
    assert [fault.line for fault in faults] == [2, 3]
    assert "the row has 10 cells, the file has 9 columns" in faults[0].problem


def test_a_fault_below_an_empty_line_or_a_broken_cell_has_its_own_line(tmp_path):
    split = GOOD.replace(",1,-", ',0,"spoilt\nby hand"')
    faults = _faults(tmp_path, split, "", "joint_papers,RU,XX,2010,2010,837,works/year,1,-")
    assert [(fault.line, fault.path) for fault in faults] == [(5, "place_b")]


def test_a_column_that_means_nothing_or_is_there_twice_is_named(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(f"{HEADER.strip()},valu,unit\n{GOOD},1,1\n", encoding="utf-8")
    with pytest.raises(EvidenceError) as caught:
        read_fit_targets(path)
    said = [f"{fault.problem} {fault.remedy}" for fault in caught.value.faults]
    assert 'the column "unit" is there twice keep one' in said
    assert any('column "valu"' in words and '"value"' in words for words in said)


@pytest.mark.parametrize("text", ["", HEADER, "# only: words\n"])
def test_a_file_without_targets_is_a_fault_and_no_crash(tmp_path, text):
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError):
        read_fit_targets(path)


def test_a_file_in_another_encoding_is_told_how_to_be_saved(tmp_path):
    path = tmp_path / "own.csv"
    path.write_bytes(HEADER.encode("utf-16"))
    with pytest.raises(EvidenceError, match="save it as UTF-8"):
        read_fit_targets(path)


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
    with pytest.raises(EvidenceError) as caught:
        read_fit_targets(tmp_path / "nowhere.csv")
    (fault,) = caught.value.faults
    assert fault.problem == "there is no such file"
    assert "--targets" in fault.remedy
    assert "Errno" not in str(fault)


def test_a_folder_is_no_file_of_targets(tmp_path):
    with pytest.raises(EvidenceError, match="this is a folder"):
        read_fit_targets(tmp_path)
