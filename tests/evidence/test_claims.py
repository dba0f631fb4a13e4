"""Every statement of the five documents becomes something here, or says why not."""

from pathlib import Path

import pytest

from sim.evidence.shelf import Shelf
from sim.evidence.tables import read_table
from sim.experiment.patterns.targets import read_targets
from sim.scenario.read import read_scenario
from tests.house.source import shelf

SHELF = Shelf.read()
KINDS = sorted(shelf("policies"))
CLAIMS = list(SHELF.claims.values())
REPOSITORY = Path(__file__).resolve().parents[2]
SIM = REPOSITORY / "sim"
MILITARY = ("weapon", "battlefield", "in its war", "cyber operations")


def test_the_five_documents_are_there_and_each_says_something():
    assert set(SHELF.documents) == {"directive_a", "directive_b", "brics", "op_ed", "mipt"}
    assert {claim.document for claim in CLAIMS} == set(SHELF.documents)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_proposal_becomes_a_policy_or_gives_a_reason(claim):
    if claim.kind == "proposal":
        assert claim.fate in {"policy", "not_modelled"}


@pytest.mark.parametrize(
    ("fate", "room"), [("policy", "policies"), ("outcome", "outcomes")], ids=["policy", "outcome"]
)
def test_what_a_claim_becomes_has_a_file(fate, room):
    named = {claim.subject for claim in CLAIMS if claim.fate == fate}
    assert named
    assert not [name for name in named if not (SIM / room / f"{name}.py").is_file()]


def test_a_claim_becomes_only_a_card_that_exists():
    named = {claim.subject for claim in CLAIMS if claim.fate == "parameter"}
    assert named <= set(SHELF.names())


def test_a_claim_becomes_only_a_target_that_exists_and_some_do():
    """What can be held against the record is, and does not end as a number of the model."""
    named = {claim.subject for claim in CLAIMS if claim.fate == "target"}
    assert named
    assert named <= {target.id for target in read_targets()}


def test_every_claim_that_becomes_an_instrument_is_expressed_by_a_scenario():
    """Else nobody could run what it says."""
    expressed = {
        said.claim
        for path in (REPOSITORY / "scenarios").glob("*.yaml")
        for said in read_scenario(path).scenario.says
    }
    assert {claim.id for claim in CLAIMS if claim.fate == "policy"} <= expressed


@pytest.mark.parametrize("kind", KINDS)
def test_every_instrument_goes_back_to_a_statement(kind):
    """A proposal, or what a document reports, expects or wishes of such an instrument."""
    assert SHELF.claims_that_become(f"policy {kind}")


def test_a_claim_becomes_only_an_instrument_that_exists():
    assert {claim.subject for claim in CLAIMS if claim.fate == "policy"} <= set(KINDS)


def test_no_reason_speaks_of_an_instrument_that_exists_as_missing():
    words = {kind: kind.replace("_", " ") for kind in KINDS}
    stale = [
        claim.id
        for claim in CLAIMS
        if claim.fate == "not_modelled"
        and any(f"{word}s are not in this release" in claim.subject for word in words.values())
    ]
    assert not stale


def test_military_uses_are_out_of_scope():
    military = [claim for claim in CLAIMS if any(word in claim.says for word in MILITARY)]
    assert military
    assert all(claim.becomes.endswith("military uses are out of scope") for claim in military)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_claim_says_one_whole_sentence(claim):
    assert claim.says.endswith(".")
    assert claim.says[0].isupper()
    assert len(claim.says.split()) >= 5


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_fact_and_nothing_else_says_what_the_tables_have_beside_it(claim):
    assert bool(claim.beside) == (claim.kind == "fact")


BLOCS = ("EUR", "ASI", "ROW", "CIS")


def cells(name, *keys, value):
    """The numbers of one column of a table, by the words of some others; a year is a word."""
    table = read_table(name)
    columns = [
        [f"{year:.0f}" for year in table.numbers(key)] if key == "year" else table.words(key)
        for key in keys
    ]
    return dict(zip(zip(*columns, strict=True), table.numbers(value), strict=True))


def joint(year, *places):
    """Articles of all pairs of some places."""
    found = cells("copublications_science", "year", "place_a", "place_b", value="papers")
    return sum(n for (y, a, b), n in found.items() if y == year and {a, b} <= set(places))


def rank(year, place):
    """Which place comes how far in AI articles, blocs left out, and among how many."""
    found = cells("articles_ai", "place", "year", value="articles")
    single = {p: n for (p, y), n in found.items() if y == year and p not in BLOCS}
    return 1 + sum(n > single[place] for n in single.values()), len(single)


def told(claim):
    """The numbers that stand beside a claim."""
    return SHELF.claims[claim].beside.replace(",", "")


def test_joint_articles_of_brics_are_those_of_the_table_of_pairs():
    for year in ("2003", "2022"):
        brics = joint(year, "BR", "RU", "IN", "CN", "ZA")
        assert f"{brics:.0f} " in told("brics.joint_output")
        assert f"{joint(year, 'RU', 'CN'):.0f} " in told("op_ed.exchange_history")
    assert joint("2003", "BR", "RU", "IN", "CN", "ZA") < 15_000 < brics


def test_ranks_and_articles_are_those_of_the_table_of_ai_articles():
    assert rank("2022", "CN") == rank("2012", "CN") == (1, 26)
    assert [rank(year, "RU")[0] for year in ("2022", "2012")] == [12, 20]
    assert "12th of the 26" in told("directive_b.ranks")
    assert "and 20th" in told("directive_b.ranks")
    assert [rank("2022", place)[0] for place in ("CN", "IN", "US")] == [1, 2, 3]
    for name, year, claim in (
        ("articles_ai", "2022", "directive_b.us_leads"),
        ("articles_science", "2022", "brics.multipolar"),
        ("articles_science", "2012", "brics.multipolar"),
    ):
        found = cells(name, "place", "year", value="articles")
        assert all(f"{found[place, year]:.0f}" in told(claim) for place in ("CN", "US"))


def test_works_of_the_corridor_after_2022_are_those_of_the_table():
    found = cells("copublications_openalex", "year", "place_a", "place_b", value="papers")
    for year in ("2012", "2021", "2023"):
        assert f"{found[year, 'CN', 'RU']:.0f} " in told("directive_a.sanctions_push")


def test_people_moves_and_machines_are_those_of_their_tables():
    people = cells("researchers_ai", "place", "year", value="researchers")
    for place in ("CN", "US", "RU"):
        assert f"{people[place, '2024']:.0f} " in told("op_ed.scale_and_theory")
    assert people["US", "2024"] > people["CN", "2024"]
    moves = cells("moves", "origin", "destination", "year", value="moves")
    for way in (("RU", "US"), ("US", "RU"), ("CN", "US"), ("US", "CN")):
        assert f"{moves[*way, '2020']:.0f} " in told("op_ed.outflow")
    for way in (("RU", "CN"), ("RU", "US"), ("CN", "RU"), ("CN", "US")):
        assert f"{moves[*way, '2020']:.0f} " in told("op_ed.graduates_go_west")
    machines = cells("compute", "place", "year", value="h100_equivalents")
    assert f"{machines['RU', '2025']:g} " in told("directive_b.chips")
    for place in ("CN", "US"):
        assert f"{machines[place, '2025']:.0f} " in told("brics.ai_investment")
