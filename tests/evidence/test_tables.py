"""The tables of facts: complete, well said, and equal to what their sources print."""

import os
from pathlib import Path

import numpy as np
import pytest

from sim.errors import EvidenceError
from sim.evidence import tables
from sim.evidence.tables import (
    HEADER_KEYS,
    by_pair,
    by_place_year,
    check_tables,
    read_table,
    table_from,
    table_names,
)

PLACES = tuple(read_table("places").words("code"))
HEADER = "".join(f"# {key}: something\n" for key in HEADER_KEYS)
BY_PLACE_YEAR = {
    "researchers_ai": ("researchers", 2003, 2024),
    "researchers_science": ("researchers", 2003, 2023),
    "articles_ai": ("articles", 2003, 2022),
    "articles_science": ("articles", 2003, 2022),
    "moves_rates": ("active_researchers", 1998, 2020),
}


def cell(name: str, column: str, **where) -> float:
    table = read_table(name)
    chosen = np.ones(len(table), dtype=bool)
    for key, value in where.items():
        chosen &= table.columns[key] == value
    assert chosen.sum() == 1
    return float(table.numbers(column)[chosen][0])


@pytest.mark.parametrize("name", table_names())
def test_a_table_says_where_it_is_from_and_how_it_was_made(name):
    header = read_table(name).header
    assert all(len(header[key]) > 2 for key in HEADER_KEYS)


@pytest.mark.parametrize("name", table_names())
def test_no_number_of_a_table_is_negative_or_unbounded(name):
    table = read_table(name)
    for column in (c for c in table.columns if table.columns[c].dtype == np.float64):
        assert np.isfinite(table.numbers(column)).all()
        assert (table.numbers(column) >= 0).all()


@pytest.mark.parametrize("name", table_names())
def test_every_row_says_whether_it_is_data_or_estimate(name):
    table = read_table(name)
    if "how" in table.columns:
        allowed = {"data", "interpolated", "extrapolated", "estimated"}
        assert set(table.words("how")) <= allowed


def test_there_are_thirty_places_and_every_country_stands_in_one_only():
    places = read_table("places")
    assert len(places) == 30
    members = [code for cell in places.words("members") for code in cell.split()]
    assert len(members) == len(set(members))


@pytest.mark.parametrize("name", BY_PLACE_YEAR)
def test_every_place_has_every_year(name):
    column, first, last = BY_PLACE_YEAR[name]
    found = by_place_year(read_table(name), column, PLACES, range(first, last + 1))
    assert found.shape == (30, last - first + 1)
    assert name == "articles_ai" or (found > 0).all()


@pytest.mark.parametrize("name", ["pairs", "copublications_ai", "copublications_science"])
def test_every_pair_of_places_stands_once_in_alphabetical_order(name):
    table = read_table(name)
    years = table.columns.get("year", np.zeros(len(table)))
    entries = list(zip(years, table.words("place_a"), table.words("place_b"), strict=True))
    assert len(set(entries)) == len(entries) == len(set(years)) * 30 * 29 // 2
    assert all(a < b for _, a, b in entries)


def test_moves_are_complete_but_for_the_flows_that_the_header_names():
    moves = read_table("moves")
    held_back = moves.header["held_back"].split()
    assert len(moves) == 30 * 29 * 23 - len(held_back) * 4
    present = by_pair(moves, "moves", PLACES, 2020)
    np.fill_diagonal(present, 0)
    absent = {f"{PLACES[i]}-{PLACES[j]}" for i, j in np.argwhere(np.isnan(present))}
    assert absent == set(held_back)


def test_what_is_for_checking_starts_in_2017():
    for name in ("moves", "copublications_openalex", "international_works"):
        table = read_table(name)
        late = table.numbers("year") > 2016
        assert (table.words("split") == np.where(late, "holdout", "fit")).all()


def test_moves_out_of_a_country_add_up_to_its_published_total():
    found = by_pair(read_table("moves"), "moves", PLACES, 2012, fill=0.0)
    rates = read_table("moves_rates")
    for i, place in enumerate(PLACES):
        total = cell("moves_rates", "out", place=place, year=2012)
        assert found[i].sum() == pytest.approx(total, abs=3)
    assert len(rates) == 30 * 23


def test_the_world_has_two_hundred_thousand_researchers_in_2024():
    researchers = by_place_year(read_table("researchers_ai"), "researchers", PLACES, [2015, 2024])
    assert researchers[:, 1].sum() == pytest.approx(200_000, rel=0.01)
    assert researchers[PLACES.index("CN")] == pytest.approx([9_500, 53_000], rel=0.01)
    assert researchers[PLACES.index("US"), 1] == 63_000


def test_the_number_of_ai_researchers_never_falls_and_lies_in_its_range():
    table = read_table("researchers_ai")
    found = by_place_year(table, "researchers", PLACES, range(2003, 2025))
    assert (np.diff(found, axis=1) >= 0).all()
    central = table.numbers("researchers")
    assert (table.numbers("low") <= central).all()
    assert (table.numbers("high") >= central).all()


@pytest.mark.parametrize("name", ["articles_ai", "articles_science"])
def test_no_place_has_more_international_articles_than_articles(name):
    table = read_table(name)
    assert (table.numbers("international") <= table.numbers("articles")).all()


@pytest.mark.parametrize(
    ("pair", "papers"), [("CN RU", 245), ("CN US", 13_631), ("RU US", 287), ("GB RU", 318)]
)
def test_joint_ai_articles_are_those_of_the_source(pair, papers):
    a, b = pair.split()
    assert cell("copublications_ai", "papers", place_a=a, place_b=b) == papers


@pytest.mark.parametrize(("year", "works"), [(2005, 322), (2016, 1_770), (2021, 4_588)])
def test_joint_works_of_russia_and_china_are_those_of_the_source(year, works):
    where = {"place_a": "CN", "place_b": "RU", "year": year}
    assert cell("copublications_openalex", "papers", **where) == works


@pytest.mark.parametrize(("place", "rate"), [("RU", 5.7), ("CN", 4.8), ("US", 15.4), ("DE", 22.7)])
def test_rates_of_leaving_in_2019_are_those_of_the_source(place, rate):
    found = cell("moves_rates", "out_per_1000", place=place, year=2019)
    assert found == pytest.approx(rate, abs=0.05)


def test_shares_of_international_articles_are_those_of_the_source():
    for place, share in {"CN": 0.161, "RU": 0.181, "US": 0.393, "IN": 0.109}.items():
        joint = cell("articles_ai", "international", place=place, year=2022)
        whole = cell("articles_ai", "articles", place=place, year=2022)
        assert joint / whole == pytest.approx(share, abs=0.0006)


def test_teams_grow_and_single_authors_get_rare():
    mean = read_table("team_size").numbers("mean_authors")
    single = read_table("team_size").numbers("share_single")
    assert (np.diff(mean[1:]) > 0).all()
    assert single[-1] < single[0] / 4


def test_a_table_of_pairs_is_mirrored_and_silent_on_its_diagonal():
    distance = by_pair(read_table("pairs"), "distance_km", ("CN", "RU", "KZ"))
    assert distance[0, 1] == distance[1, 0] == 5_795
    assert np.isnan(np.diagonal(distance)).all()


def test_moves_run_from_origin_to_destination():
    found = by_pair(read_table("moves"), "moves", ("RU", "US"), 2016)
    assert found[0, 1] == cell("moves", "moves", origin="RU", destination="US", year=2016) == 194
    assert found[1, 0] != found[0, 1]


def test_reading_does_not_depend_on_the_folder_one_stands_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert Path.cwd() == Path(os.path.realpath(tmp_path))
    assert len(table_from(Path(table_path("places")))) == 30


def table_path(name: str) -> Path:
    return Path(__file__).resolve().parents[2] / "seeds" / "tables" / f"{name}.csv"


def test_columns_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        read_table("researchers_ai").columns["researchers"][0] = 1.0


def test_a_table_that_is_not_there_is_named_with_the_closest_one():
    with pytest.raises(EvidenceError, match="did you mean 'moves'"):
        read_table("move")


def test_a_column_that_is_not_there_is_named_with_the_closest_one():
    with pytest.raises(EvidenceError, match="did you mean 'researchers'"):
        read_table("researchers_ai").numbers("reserchers")


def test_a_year_that_is_missing_is_named():
    with pytest.raises(EvidenceError, match="'articles' of CN in 1990 is missing"):
        by_place_year(read_table("articles_ai"), "articles", ("CN",), [1990])


def _faults(tmp_path, rows):
    (tmp_path / "t.csv").write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(EvidenceError) as caught:
        table_from(tmp_path / "t.csv")
    first = len(HEADER.splitlines()) + 1
    return [(fault.line - first, fault.problem) for fault in caught.value.faults]


def test_a_year_that_stands_twice_is_named(tmp_path):
    rows = "place,year,papers\nRU,2010,5\nRU,2011,6\nRU,2011,7\n"
    line = len(HEADER.splitlines()) + 3
    assert _faults(tmp_path, rows) == [(3, f"RU has 2011 in line {line} already")]


def test_a_place_without_a_year_that_others_have_is_named(tmp_path):
    rows = "place,year,papers\nRU,2010,5\nRU,2011,6\nRU,2012,6\nCN,2010,1\n"
    assert _faults(tmp_path, rows) == [(4, "CN has no row for 2011, 2012")]


def test_a_negative_number_is_refused_and_a_dash_is_none(tmp_path):
    rows = "place,year,papers,why\nRU,2010,5,-\nRU,2011,-6,-\n"
    assert _faults(tmp_path, rows) == [(2, "'papers' is negative: -6")]


def test_faults_of_all_tables_come_at_once(tmp_path, monkeypatch):
    (tmp_path / "tables").mkdir()
    for name in ("one", "two"):
        (tmp_path / "tables" / f"{name}.csv").write_text(HEADER + "a\n-1\n", encoding="utf-8")
    monkeypatch.setattr(tables, "seeds_folder", lambda: tmp_path)
    with pytest.raises(EvidenceError) as caught:
        check_tables()
    assert [fault.file for fault in caught.value.faults] == ["one.csv", "two.csv"]


def test_the_tables_that_ship_have_no_fault():
    check_tables()


def test_a_table_in_another_encoding_is_named(tmp_path):
    (tmp_path / "t.csv").write_bytes(HEADER.encode() + b"place,year\nRU\xff,2010\n")
    with pytest.raises(EvidenceError, match=r"t\.csv: error: this is not UTF-8 text"):
        table_from(tmp_path / "t.csv")


def test_text_is_not_taken_for_numbers():
    with pytest.raises(EvidenceError, match="holds text"):
        read_table("places").numbers("code")
    with pytest.raises(EvidenceError, match="holds numbers"):
        read_table("places").words("post_soviet")


def test_a_year_is_asked_for_exactly_where_there_are_years():
    with pytest.raises(EvidenceError, match="a year is needed"):
        by_pair(read_table("moves"), "moves", PLACES)
    with pytest.raises(EvidenceError, match="a year is needed"):
        by_pair(read_table("pairs"), "distance_km", PLACES, 2020)
    with pytest.raises(EvidenceError, match="no pairs"):
        by_pair(read_table("places"), "post_soviet", PLACES)


def test_all_faults_of_a_file_are_named_at_once(tmp_path):
    path = tmp_path / "torn.csv"
    path.write_text(HEADER.replace("# units: something\n", "") + "a,b\n1\n2,\n3,4\n", "utf-8")
    with pytest.raises(EvidenceError) as caught:
        table_from(path)
    faults = caught.value.faults
    assert [fault.line for fault in faults] == [1, 8, 9]
    assert "does not say 'units'" in str(caught.value)


def test_a_table_without_rows_is_refused(tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text(HEADER + "a,b\n", "utf-8")
    with pytest.raises(EvidenceError, match="no rows"):
        table_from(path)


def test_endless_numbers_are_refused(tmp_path):
    path = tmp_path / "endless.csv"
    path.write_text(HEADER + "a\n1\nnan\n", "utf-8")
    with pytest.raises(EvidenceError, match="not a number"):
        table_from(path)


def test_named_institutions_are_a_part_of_their_place():
    table = read_table("institutions")
    for place in set(table.words("place")):
        named = table.numbers("researchers")[table.words("place") == place].sum()
        assert named < 0.4 * cell("researchers_ai", "researchers", place=place, year=2024)


def test_links_join_named_institutions_and_cite_a_document():
    known = set(read_table("institutions").words("id"))
    links = read_table("institution_links")
    assert set(links.words("institution")) | set(links.words("partner")) <= known
    assert set(links.words("document")) <= {"op_ed", "mipt", "directive_a", "directive_b", "brics"}


def test_institutions_of_all_places_add_up_to_the_reported_number():
    assert read_table("institution_counts").numbers("institutions").sum() == 3_847


def test_every_shock_names_two_places_and_a_quarter_and_has_a_card():
    shocks = read_table("shocks")
    ends = [*shocks.words("place_a"), *shocks.words("place_b")]
    assert set(ends) <= {*PLACES, "*"}
    assert all(year_quarter[4:6] == "-Q" for year_quarter in shocks.words("date"))
    assert set(shocks.words("acts_on")) <= {"papers", "moves", "both"}
    cards = (table_path("shocks").parents[1] / "parameters" / "friction.yaml").read_text("utf-8")
    assert all(f"friction.{kind}\n" in cards for kind in set(shocks.words("class")))


def test_the_world_mean_of_the_compute_index_is_one():
    years = range(2005, 2025)
    index = by_place_year(read_table("compute"), "academic_index", PLACES, years)
    people = by_place_year(read_table("researchers_ai"), "researchers", PLACES, years)
    mean = (index * people).sum(axis=0) / people.sum(axis=0)
    assert mean == pytest.approx(np.ones(20), abs=0.002)


@pytest.mark.parametrize(
    ("place", "degrees"), [("CN", 60_724), ("RU", 18_322), ("US", 72_731), ("IN", 40_813)]
)
def test_doctorates_of_2018_are_those_of_the_source(place, degrees):
    assert cell("doctorates", "all_fields", place=place, year=2018) == degrees


def test_known_compute_of_2025_is_that_of_the_source():
    for place, capacity in {"US": 1_356_423, "CN": 203_031, "RU": 1_772}.items():
        found = cell("compute", "h100_equivalents", place=place, year=2025)
        assert found == pytest.approx(capacity, abs=1)


def test_repeat_shares_and_the_network_are_those_of_the_lists():
    table = {"statistic": "share_pairs_seen_before", "panel": "ALL_AI", "last": 2018}
    assert cell("repeat_and_network", "value", **table) == 0.2138
    table = {"statistic": "giant_fraction", "panel": "ALL_AI", "last": 2014}
    assert cell("repeat_and_network", "value", **table) == 0.7205
