"""Every statement of the five documents becomes something here, or says why not."""

from pathlib import Path

import pytest

from sim.evidence.shelf import Shelf
from tests.house.source import shelf

SHELF = Shelf.read()
KINDS = sorted(shelf("policies"))
CLAIMS = list(SHELF.claims.values())
SIM = Path(__file__).resolve().parents[2] / "sim"
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
