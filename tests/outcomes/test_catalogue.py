"""Every measure in the catalogue, on one small ledger worked out by hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import sim.outcomes
from sim.outcomes.base import empty_ledger, labels
from sim.outcomes.catalogue import BY_NAME, OUTCOMES, following
from sim.world.levers import BY_NAME as LEVERS

PLACES, DOMAINS = ("RU", "CN", "US"), ("theory", "learning")
SHARED = {"__init__", "base", "catalogue", "indices"}
JOINT = np.array([[[0, 10, 20], [10, 0, 30], [20, 30, 0]]], dtype=float)
MOVES = np.array([[[0, 6, 2], [2, 0, 0], [2, 0, 0]]], dtype=float)
LEDGER = replace(
    empty_ledger((2030,), PLACES, len(DOMAINS)),
    joint=JOINT,
    papers=np.array([[100.0, 400.0, 0.0]]),
    international=np.array([[25.0, 40.0, 0.0]]),
    moves=MOVES,
    retained=np.array([[[3.0, 4.0], [0.0, 0.0], [1.0, 1.0]]]),
    returns=np.array([[[1.0, 8.0], [0.0, 2.0], [0.0, 0.0]]]),
    exposed=np.array([[[5.0, 50.0], [0.0, 10.0], [0.0, 0.0]]]),
    network=np.array([[0.8, 0.3, 0.1]]),
    queued=np.array([[[0.0, 500.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]]),
    hospitals=np.array([[[[0, 0], [12, 3], [0, 0]], [[0, 0]] * 3, [[0, 0]] * 3]], float),
    compute=np.array([[[50.0, 30.0, 20.0], [0.0, 40.0, 10.0], [0.0, 0.0, 90.0]]]),
    units=np.array([[[[0, 0], [2, 1], [0, 0]], [[0, 1], [0, 0], [0, 0]], [[0, 0]] * 3]], float),
)


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: outcome.name)
def test_what_a_measure_records_has_the_axes_it_names(outcome: sim.outcomes.base.Outcome) -> None:
    names = labels(PLACES, DOMAINS)
    shape = (1, *(len(names[dim]) for dim in outcome.dims))
    measured = outcome.measure(LEDGER)
    assert outcome.name in measured
    assert {array.shape for array in measured.values()} == {shape}


@pytest.mark.parametrize("outcome", OUTCOMES, ids=lambda outcome: outcome.name)
def test_ratios_and_only_they_record_both_parts(outcome: sim.outcomes.base.Outcome) -> None:
    parts = {f"{outcome.name}/num", f"{outcome.name}/den"}
    assert (parts <= set(outcome.measure(LEDGER))) == (outcome.time == "ratio")


def test_every_file_of_the_room_is_in_the_catalogue() -> None:
    files = {path.stem for path in Path(sim.outcomes.__file__).parent.glob("*.py")} - SHARED
    assert files == set(BY_NAME)
    assert len(OUTCOMES) == len(BY_NAME)


def test_every_measure_says_what_it_is_in_the_manifest() -> None:
    for outcome in OUTCOMES:
        info = outcome.info()
        assert set(info) == {
            "title",
            "unit",
            "dims",
            "time",
            "better",
            "counting",
            "definition",
            "neutral",
        }
        assert info["definition"].endswith(".")


def value(name):
    return BY_NAME[name].measure(LEDGER)[name][0]


def test_salton_uses_all_papers_of_both_places() -> None:
    assert value("salton")[0, 1] == pytest.approx(10 / 200)
    assert np.isnan(value("salton")[0, 2])


def test_affinity_is_one_where_joint_papers_are_as_expected() -> None:
    assert value("affinity_index")[0, 1] == pytest.approx(1.0)


def test_dependency_is_directed() -> None:
    assert value("dependency")[0, 1] == pytest.approx(10 / 25)
    assert value("dependency")[1, 0] == pytest.approx(10 / 40)


def test_net_migration_is_those_who_came_less_those_who_left() -> None:
    assert value("net_migration").tolist() == [4 - 8, 6 - 2, 2 - 2]


def test_net_migration_of_all_places_adds_up_to_nothing() -> None:
    assert value("net_migration").sum() == 0


def test_circulation_is_the_balanced_share_of_moves() -> None:
    assert value("circulation") == pytest.approx([2 * 4 / 12, 2 * 2 / 8, 1.0])


def test_shares_are_quotients_of_their_parts() -> None:
    assert value("international_share")[:2] == pytest.approx([0.25, 0.1])
    assert value("retention")[0] == pytest.approx(0.75)
    assert value("return_share")[0] == pytest.approx(0.125)
    assert value("giant_component") == pytest.approx(0.8)


def test_units_are_counted_by_who_comes_where_and_whether_anybody_does() -> None:
    standing = value("standing_units")
    assert standing[0, 1].tolist() == [2, 1]
    assert standing[1, 0].tolist() == [0, 1]
    assert standing.sum() == 4


def test_exposure_is_the_share_of_people_expected_on_lists() -> None:
    assert value("listing_exposure")[:2] == pytest.approx([0.1, 0.0])


def test_hours_lost_in_a_queue_belong_to_recipient_and_provider() -> None:
    assert value("voucher_queue")[0].tolist() == [0, 500, 0]


def test_hospitals_belong_to_those_who_may_ask_and_those_who_hold_the_data() -> None:
    assert value("hospitals_admitted")[0].tolist() == [0, 12, 0]
    assert value("ethics_queue")[0].tolist() == [0, 3, 0]
    assert value("ethics_queue").sum() == 3


def test_dependency_on_a_provider_is_its_share_of_all_hours_also_the_own() -> None:
    assert value("compute_dependency")[0] == pytest.approx([0.5, 0.3, 0.2])
    assert value("compute_dependency")[1] == pytest.approx([0.0, 0.8, 0.2])


def test_concentration_is_that_of_others_and_none_where_there_is_nobody() -> None:
    """Of RU's hours abroad three in five come from CN; 30 and 10 of CN's 40 joint papers."""
    assert value("provider_concentration")[:2] == pytest.approx([0.6**2 + 0.4**2, 1.0])
    assert np.isnan(value("provider_concentration")[2])
    assert value("partner_concentration")[1] == pytest.approx(0.75**2 + 0.25**2)


def test_a_second_provider_who_lends_as_much_halves_the_concentration() -> None:
    shared = replace(LEDGER, compute=np.array([[[50.0, 30.0, 30.0], [0.0] * 3, [0.0] * 3]]))
    found = BY_NAME["provider_concentration"].measure(shared)["provider_concentration"]
    assert found[0, 0] == pytest.approx(0.5)


def test_measures_follow_levers_that_there_are() -> None:
    followed = {lever for outcome in OUTCOMES for lever in outcome.follows}
    assert followed <= set(LEVERS)


def test_a_lever_is_read_by_the_measures_that_follow_it_in_the_order_of_the_catalogue() -> None:
    assert following({"unit_staff"}) == ("standing_units",)
    assert following({"seats", "data_coverage"}) == (
        "graduates",
        "usable_data",
        "citations",
        "joint_citations",
    )
    assert following({"lists"}) == ("listing_exposure",)
    assert following(()) == ()
