"""`sim list`, `show`, `explain`, `schema` and `version`, typed as a person types them."""

import json
import re

import pytest

import sim
from sim.cli.app import app
from sim.cli.asking import Listable, Showable
from sim.cli.instrument import cards_behind
from sim.evidence.literature import findings_on
from sim.evidence.shelf import Shelf
from sim.policies.catalogue import POLICIES, cards_of

KNOWN = {
    "policy": "dual_phd",
    "outcome": "joint_papers",
    "lever": "gpu_hours",
    "card": "ties.half_life",
    "claim": "op_ed.vouchers",
    "source": "assumption",
}


@pytest.mark.parametrize("kind", list(Listable))
def test_everything_that_can_be_listed_is_listed(small_result, kind):
    said = small_result.type(f"sim list {kind.value}")
    assert said.exit_code == 0
    assert len(said.output.splitlines()) > 1
    rows = json.loads(small_result.type(f"sim list {kind.value} --json").output)
    assert len({tuple(row) for row in rows}) == 1


@pytest.mark.parametrize("kind", list(POLICIES))
def test_a_range_without_a_study_is_told_under_assumed_and_not_among_the_studies(desk, kind):
    parts = dict(part.partition("\n")[::2] for part in read_parts(desk, kind))
    found = findings_on(kind)
    guessed = [f for f in found if f.seen == "assumption"]
    assert ("assumed" in parts) == bool(guessed)
    assert ("studies" in parts) == (len(found) > len(guessed))
    assert parts.get("assumed", "").count("the range is an assumption") == len(guessed)


def read_parts(desk, kind):
    said = desk.type(f"sim show policy {kind}").output
    parts = [part.partition("\n") for part in said.split("\n\n")]
    return [f"{head}\n{' '.join(text.split())}" for head, _, text in parts]


def test_a_dose_that_the_scenario_writes_stands_in_place_of_its_card(small_result):
    said = small_result.type("sim explain corridor --variant vouchers").output
    cards = {line.split()[0]: line for line in said.splitlines() if line.startswith("  voucher.")}
    assert "not read, the policy has 1,000,000 GPU-h/year" in cards["voucher.amount"]
    assert "not read" not in cards["voucher.price"]


def test_of_moves_those_between_the_two_places_are_told(small_result):
    said = small_result.type("sim explain corridor --variant vouchers --outcome moves").output
    assert "Moves, RU to CN, total" in " ".join(said.split())


def test_a_name_of_nothing_is_told_where_it_was_looked_for(desk):
    said = desk.type("sim explain nonsense")
    assert said.exit_code == 2
    assert "among the cards, policies and outcomes, and no result in results" in said.stderr


def test_a_plain_number_is_shown_without_a_unit(desk):
    assert Shelf.read().card("programme.merit_tie").unit == "1"
    assert desk.type("sim show card programme.merit_tie").output.startswith(
        "programme.merit_tie = 0.5\n"
    )


def test_a_measure_that_no_document_names_leads_to_those_who_ask_for_what_it_shows(desk):
    said = desk.type("sim explain standing_units").output
    assert not Shelf.read().claims_that_become("outcome standing_units")
    assert "joint_centre" in said
    assert "mipt.centre" in said
    assert "mipt.zhengzhou" in said
    assert "no document" not in said


@pytest.mark.parametrize(
    "typed", ["list cards", "show policy sanctions", "show card sanctions.chill"]
)
def test_the_letters_of_grades_are_explained_where_they_stand(desk, typed):
    said = " ".join(desk.type(f"sim {typed}").output.split())
    assert "C a correlation" in said or "C: a correlation" in said


def test_a_card_outside_every_fit_is_not_said_to_come_from_one(desk):
    said = desk.type("sim explain voucher.price").output
    assert "what a fit says of it" in said
    assert "and by a fit" not in said


def test_a_measure_that_is_an_equation_is_told_in_words_too(desk):
    assert "in words" in desk.type("sim show outcome affinity_index").output


def test_a_claim_that_became_nothing_is_listed_with_the_reason(desk):
    listed = {r["claim"]: r for r in json.loads(desk.type("sim list claims --json").output)}
    claims = Shelf.read().claims
    for name, row in listed.items():
        lost = claims[name].fate == "not_modelled"
        assert row["says"].endswith(f" Not modelled: {claims[name].subject}.") == lost
    assert "Not modelled: " in desk.type("sim list claims").output


def test_what_there_is_none_of_is_said_to_be_missing(desk):
    said = desk.type("sim list results")
    assert (said.exit_code, said.output) == (0, "There are no results yet.\n")


@pytest.mark.parametrize(("kind", "name"), KNOWN.items())
def test_one_thing_is_shown_with_all_that_is_known_of_it(small_result, kind, name):
    said = small_result.type(f"sim show {kind} {name}")
    assert said.exit_code == 0
    assert said.output.startswith(name)
    assert isinstance(json.loads(small_result.type(f"sim show {kind} {name} --json").output), dict)


def test_a_world_is_shown_beside_the_record(small_result):
    told = json.loads(small_result.type("sim show world ai --scale 0.02 --json").output)
    last = told["censuses"][-1]
    found, record = sum(last["researchers"].values()), sum(last["record"].values())
    assert found == pytest.approx(record, rel=0.05)
    assert sum(last["stages"].values()) == pytest.approx(1)
    for one in told["margins"]:
        if one["off"] is not None:
            assert one["off"] == pytest.approx(one["world"] / one["table"] - 1)
    assert {link["institution"] for link in told["links"]} <= set(told["named"])


@pytest.mark.parametrize("kind", list(Showable))
def test_a_name_that_nothing_has_is_answered_with_the_closest(small_result, kind):
    wrong = KNOWN.get(kind.value, "ai") + "x"
    said = small_result.type(f"sim show {kind.value} {wrong}")
    assert said.exit_code == 2
    assert KNOWN.get(kind.value, "ai") in said.stderr


def test_a_number_leads_to_its_card_and_the_claims_and_studies_behind_it(small_result):
    said = small_result.type("sim explain voucher.price")
    assert said.exit_code == 0
    assert re.match(r"voucher\.price = \S+ CNY", said.output)
    assert "rests on" in said.output
    told = json.loads(small_result.type("sim explain voucher.price --json").output)
    assert told["card"]["grade"] in said.output
    assert all(source["id"] in said.output for source in told["sources"])


@pytest.mark.parametrize("name", ["dual_phd", "net_migration"])
def test_an_instrument_and_a_measure_lead_to_who_asked_for_them(small_result, name):
    said = small_result.type(f"sim explain {name}")
    assert said.exit_code == 0
    assert "answers to" in said.output


def test_a_number_of_a_result_leads_to_policies_cards_claims_and_studies(small_result):
    ask = "sim explain results/corridor/latest --outcome joint_papers --variant package"
    said = small_result.type(ask)
    assert said.exit_code == 0
    assert "against baseline" in said.output
    for words in ("dual_phd", "doctorate.stay", "op_ed.doctorates", "what is counted", "grade"):
        assert words in said.output
    told = json.loads(small_result.type(f"{ask} --json").output)
    assert told["policies"] == {
        "charter": "data_charter",
        "doctorates": "dual_phd",
        "vouchers": "compute_voucher",
    }
    assert told["rows"][-1]["extra"]


@pytest.mark.parametrize("kind", list(POLICIES))
def test_the_cards_of_an_instrument_are_those_that_its_file_names_fills_and_starts(kind):
    told = {card.name for card in cards_behind(Shelf.read(), kind)}
    assert set(cards_of(POLICIES[kind])) <= told


def test_a_result_is_explained_by_the_same_cards_as_its_instruments(small_result):
    shown = json.loads(small_result.type("sim show policy compute_voucher --json").output)
    told = json.loads(small_result.type("sim explain corridor --variant vouchers --json").output)
    assert [card["name"] for card in told["cards"]] == shown["cards"]
    assert "amount 1,000,000 GPU-h/year" in " ".join(
        small_result.type("sim explain corridor --variant vouchers").output.split()
    )


def test_without_a_variant_the_first_beside_the_reference_is_told_of_and_said(small_result):
    said = " ".join(small_result.type("sim explain corridor").output.split())
    assert said.startswith("Told of vouchers, the first beside baseline; with --variant also:")
    asked = small_result.type("sim explain corridor --variant package").output
    assert "Told of" not in asked


def test_a_number_that_no_run_moved_is_said_to_be_so(small_result):
    """A charter opens data and enrols nobody."""
    said = small_result.type("sim explain corridor --outcome doctorates --variant charter").output
    assert "no difference in any run" in " ".join(said.split())
    assert "cannot tell" not in said


def test_what_few_counts_cannot_tell_apart_is_said_beside_the_number(small_result):
    compared = " ".join(small_result.type("sim compare corridor").output.split())
    said = " ".join(small_result.type("sim explain corridor").output.split())
    assert "Few are counted" in compared
    assert "Few are counted" in said
    apart = "vouchers against baseline" in compared
    unsure = ("these runs cannot tell them apart", "no difference in any run")
    assert apart == any(words in said for words in unsure)


def test_planned_money_is_that_of_the_world_that_was_run_as_its_spending_is(small_result):
    checked = json.loads(small_result.type("sim check corridor --scale 0.005 --json").output)
    (variant,) = [v for v in checked[0]["variants"] if v["name"] == "package"]
    said = small_result.type("sim explain corridor --outcome public_cost --variant package")
    (line,) = re.findall(r"planned cost\s+(.*? MUSD), in a\s+world of scale 0.005", said.output)
    told = {place: float(money) for place, money in re.findall(r"([A-Z]{2}) ([\d.]+)", line)}
    assert told == pytest.approx(variant["public_money_musd"], rel=0.05)


def test_a_result_is_explained_by_the_name_of_its_scenario_too(small_result):
    assert small_result.type("sim explain corridor --variant vouchers").exit_code == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("explain ties.half_lif", "ties.half_life"),
        ("explain listing", "listing."),
        ("explain corridor --variant packge", "package"),
        ("explain corridor --outcome joint_paper", "joint_papers"),
        ("explain results/nowhere/latest", "results/nowhere/latest"),
    ],
)
def test_what_cannot_be_explained_is_answered_with_what_can(small_result, typed, words):
    said = small_result.type(f"sim {typed}")
    assert said.exit_code == 2
    assert words in said.stderr
    assert "Traceback" not in said.stderr


def test_the_schema_that_editors_read_beside_the_scenarios_is_the_grammar_in_force(small_result):
    said = small_result.type("sim schema")
    beside = small_result.folder / "scenarios" / "scenario.schema.json"
    assert json.loads(said.output) == json.loads(beside.read_text(encoding="utf-8"))


def test_the_version_names_the_program_and_what_it_stands_on(small_result):
    assert small_result.type("sim version").output.startswith(f"sim {sim.__version__}\n")
    told = json.loads(small_result.type("sim version --json").output)
    assert {"numpy", "mesa", "pydantic"} <= set(told["packages"])


def test_help_names_every_command_under_a_heading(small_result):
    said = small_result.type("sim --help")
    listed = re.findall(r"^  ([a-z]+) {2,}\S", said.output, re.MULTILINE)
    assert {"check", "run", "compare", "plot", "list", "show", "explain"} <= set(listed)
    assert {"schema", "version"} <= set(listed)
    assert set(listed) == {command.name for command in app.registered_commands}
    assert re.findall(r"^(?:Everyday|Understand|Help):$", said.output, re.MULTILINE) == [
        "Everyday:",
        "Understand:",
        "Help:",
    ]


def test_a_command_that_does_not_exist_is_a_mistake_of_usage(small_result):
    said = small_result.type("sim compère")
    assert said.exit_code == 2
    assert said.output == ""


def test_an_unknown_card_is_refused_as_any_other_unknown_thing_is(desk):
    for kind, word, near in (
        ("card", "ties.half_lif", "ties.half_life"),
        ("policy", "dual", "dual_phd"),
    ):
        said = desk.type(f"sim show {kind} {word}")
        assert said.exit_code == 2
        assert f'error: there is nothing called "{word}" among the ' in said.stderr
        assert f'did you mean "{near}"?' in said.stderr


def test_a_file_is_no_folder_for_the_description_and_stays_as_it_was(desk):
    (desk.folder / "mine.txt").write_text("mine", encoding="utf-8")
    said = desk.type("sim docs --out mine.txt")
    assert said.exit_code == 2
    assert "mine.txt: cannot write: a file stands where a folder is needed" in said.stderr
    assert (desk.folder / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_the_description_is_written_into_a_folder(desk):
    said = desk.type("sim docs --out pages --json")
    assert said.exit_code == 0, said.stderr
    written = {path.name for path in (desk.folder / "pages").iterdir()}
    assert written == {name.rpartition("/")[2] for name in json.loads(said.output)}
    assert {"README.md", "model.md", "trace.md"} <= written
