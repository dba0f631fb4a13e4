"""Both places of the corridor and third places, always side by side."""

import numpy as np

from sim.analysis.cells import cells, series, sides
from sim.outcomes.catalogue import BY_NAME
from sim.store.manifest import OutcomeInfo
from tests.analysis.fake import FakeResults, Plan

MANIFEST = FakeResults(Plan(replicates=1)).manifest


def names(outcome: str, *, headline: bool = True) -> list[str]:
    found = cells(MANIFEST, MANIFEST.outcomes[outcome])
    return [cell.name for cell in found if cell.headline or not headline]


def test_every_place_outside_the_corridor_is_third() -> None:
    assert sides(MANIFEST) == {"RU": (0,), "CN": (1,), "third": (2, 3)}


def test_third_places_asked_for_stand_by_themselves_beside_the_sum_of_all() -> None:
    found = cells(MANIFEST, MANIFEST.outcomes["joint_papers"], ["US"])
    assert [c.name for c in found if c.headline] == [
        "RU-CN", "RU-third", "RU-US", "CN-third", "CN-US"
    ]  # fmt: skip
    assert [c.name for c in found if not c.headline] == ["third-third"]


def test_a_third_place_by_itself_has_only_its_own() -> None:
    grid = np.arange(16.0).reshape(1, 1, 1, 4, 4)
    found = {c.name: c for c in cells(MANIFEST, MANIFEST.outcomes["moves"], ["US", "DE"])}
    assert series(grid, found["US to CN"]).item() == grid[0, 0, 0, 2, 1]
    both = series(grid, found["RU to US"]) + series(grid, found["RU to DE"])
    assert both.item() == series(grid, found["RU to third"]).item()
    assert not {"US to DE", "US to third", "US to US"} & set(found)


def test_a_share_with_a_single_third_place_is_a_share() -> None:
    found = [c.name for c in cells(MANIFEST, MANIFEST.outcomes["dependency"], ["US"])]
    assert "RU to US" in found
    assert "RU to third" not in found


def test_a_place_outcome_shows_both_places_and_third_ones() -> None:
    assert names("net_migration") == ["RU", "CN", "third"]


def test_a_symmetric_outcome_shows_the_corridor_first_and_each_pair_once() -> None:
    assert names("joint_papers") == ["RU-CN", "RU-third", "CN-third"]
    assert "third-third" in names("joint_papers", headline=False)


def test_a_directed_outcome_shows_both_directions() -> None:
    shown = names("moves")
    assert shown.index("RU to CN") != shown.index("CN to RU")
    assert "third to RU" in shown


def test_a_symmetric_ratio_is_shown_only_between_single_places() -> None:
    salton = OutcomeInfo.model_validate(BY_NAME["salton"].info())
    assert [cell.name for cell in cells(MANIFEST, salton)] == ["RU-CN"]


def test_a_directed_ratio_is_shown_for_all_who_depend_and_only_on_single_places() -> None:
    # Of several places depended on, a paper with two of them would count twice.
    assert names("dependency") == ["RU to CN", "CN to RU", "third to RU", "third to CN"]


def test_the_dependency_of_third_places_is_that_of_all_their_papers() -> None:
    above = np.zeros((1, 1, 1, 4, 4))
    above[0, 0, 0, 2:, 1] = 6.0, 2.0
    below = np.full((1, 1, 1, 4, 4), 20.0)
    found = {c.name: c for c in cells(MANIFEST, MANIFEST.outcomes["dependency"])}
    cell = found["third to CN"]
    assert series(above, cell).item() / series(below, cell).item() == 8 / 40


def test_other_axes_are_added_up_first_and_shown_one_by_one_after() -> None:
    shown = names("talent_stock", headline=False)
    assert shown[:3] == ["RU", "CN", "third"]
    assert "RU, abroad" in shown
    assert "CN, senior" in shown


def test_an_outcome_without_axes_is_one_number_for_the_world() -> None:
    assert names("giant_component") == ["world"]


def test_labels_are_never_added_up_across_fates() -> None:
    assert names("additionality") == ["additional", "accelerated", "deadweight", "substituted"]


def test_pairs_among_third_places_are_counted_once() -> None:
    joint = np.zeros((1, 1, 1, 4, 4))
    joint[..., 2, 3] = joint[..., 3, 2] = 8.0
    joint[..., 0, 2] = joint[..., 2, 0] = 3.0
    joint[..., 0, 3] = joint[..., 3, 0] = 4.0
    found = {c.name: c for c in cells(MANIFEST, MANIFEST.outcomes["joint_papers"])}
    assert series(joint, found["third-third"]).item() == 8
    assert series(joint, found["RU-third"]).item() == 7


def test_the_parts_of_an_outcome_add_up_to_the_whole() -> None:
    grid = np.arange(16.0).reshape(1, 1, 1, 4, 4)
    found = cells(MANIFEST, MANIFEST.outcomes["moves"])
    assert sum(series(grid, cell).item() for cell in found) == grid.sum()
