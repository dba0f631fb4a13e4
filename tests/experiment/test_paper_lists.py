"""Public lists hold some papers of some institutions, the same ones whoever asks."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.experiment.patterns.paper_lists import PaperLists, first_author
from sim.world.state import INSTITUTION, PERSON, WORK

INSTITUTIONS = 200
EACH = 100
KEY = np.uint64(20261122)


@pytest.fixture(scope="module")
def world():
    """Institutions of one researcher each."""
    people = np.zeros(INSTITUTIONS, PERSON)
    people["institution"] = np.arange(INSTITUTIONS)
    return SimpleNamespace(people=people, institutions=np.zeros(INSTITUTIONS, INSTITUTION))


@pytest.fixture(scope="module")
def rows():
    """Every researcher leads so many teams of one."""
    found = np.zeros(INSTITUTIONS * EACH, WORK)
    found["id"] = np.arange(1, len(found) + 1)
    found["seats"] = 1
    found["members"] = -1
    found["members"][:, 0] = np.repeat(np.arange(INSTITUTIONS), EACH)
    return found


def held(world, rows, share, circle, papers=1, key=KEY):
    return PaperLists(key, share, circle).hold(world, rows, np.full(len(rows), papers, np.int16))


def by_institution(found):
    return found.reshape(INSTITUTIONS, EACH).mean(axis=1)


def test_lists_of_everything_hold_everything(world, rows):
    assert (held(world, rows, 1.0, 1.0, papers=3) == 3).all()


@pytest.mark.parametrize("circle", [0.2, 0.5, 1.0])
def test_lists_hold_their_share_whoever_takes_part(world, rows, circle):
    share = 0.1
    of_institutions = (circle / share) ** -2 * circle * (1 - circle) / INSTITUTIONS
    of_papers = share / len(rows)
    error = np.sqrt(of_institutions + of_papers)
    assert held(world, rows, share, circle).mean() == pytest.approx(share, abs=4 * error)


def test_who_takes_part_sends_more_the_fewer_they_are(world, rows):
    few = by_institution(held(world, rows, 0.1, 0.2))
    assert 0.1 < (few > 0).mean() < 0.3
    assert few[few > 0].mean() == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(EACH * (few > 0).sum()))
    assert (by_institution(held(world, rows, 0.1, 1.0)) > 0).mean() > 0.99


def test_fuller_lists_hold_all_that_emptier_ones_held(world, rows):
    some, more = (held(world, rows, share, 0.5, papers=2) for share in (0.1, 0.3))
    assert (some <= more).all()
    assert some.sum() < more.sum()


def test_papers_of_one_project_are_listed_one_by_one(world, rows):
    found = held(world, rows, 0.5, 1.0, papers=2)
    seen = [(found == n).mean() for n in (0, 1, 2)]
    assert seen == pytest.approx([0.25, 0.5, 0.25], abs=4 * np.sqrt(0.25 / len(rows)))


def test_it_does_not_matter_in_which_row_a_team_stands(world, rows):
    turned = rows[::-1]
    assert np.array_equal(held(world, turned, 0.1, 0.5)[::-1], held(world, rows, 0.1, 0.5))


def test_another_replicate_has_other_lists(world, rows):
    assert (held(world, rows, 0.1, 0.5) != held(world, rows, 0.1, 0.5, key=KEY + 1)).any()


def test_a_team_is_listed_with_its_first_author_who_is_still_there(world, rows):
    team = rows[:3].copy()
    team["seats"] = 2
    team["members"][:, :2] = [(4, 5), (-1, 6), (-1, -1)]
    assert first_author(team).tolist() == [4, 6, -1]
    assert held(world, team, 1.0, 1.0).tolist() == [1, 1, 0]
