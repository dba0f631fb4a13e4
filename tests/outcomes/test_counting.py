"""Whole and fractional counts of papers by place."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from tests.outcomes import counting

# Papers over places A, B, C: A alone; A with B, three slots to one; all three, one slot each.
SLOTS = np.array([[2, 0, 0], [3, 1, 0], [1, 1, 1]], dtype=float)
ANY = hnp.arrays(
    np.float64, st.tuples(st.integers(1, 12), st.just(4)), elements=st.integers(0, 5).map(float)
)


def test_whole_counts_give_each_place_the_whole_paper() -> None:
    assert counting.papers_whole(SLOTS).tolist() == [3, 2, 1]
    assert counting.international_whole(SLOTS).tolist() == [2, 2, 1]
    assert counting.joint_whole(SLOTS).tolist() == [[0, 2, 1], [2, 0, 1], [1, 1, 0]]


def test_fractional_counts_follow_the_author_slots() -> None:
    assert counting.papers_fractional(SLOTS) == pytest.approx(
        [1 + 0.75 + 1 / 3, 0.25 + 1 / 3, 1 / 3]
    )


def test_a_paper_of_two_places_is_one_fractional_joint_paper_whatever_its_slots() -> None:
    joint = counting.joint_fractional(SLOTS[1:2])
    assert joint[0, 1] == pytest.approx(1)


def test_a_paper_of_three_equal_places_gives_each_pair_a_third() -> None:
    joint = counting.joint_fractional(SLOTS[2:3])
    assert joint[np.triu_indices(3, 1)] == pytest.approx([1 / 3, 1 / 3, 1 / 3])


@given(ANY)
def test_fractional_counts_add_up_to_the_papers(slots: np.ndarray) -> None:
    written = (slots.sum(axis=1) > 0).sum()
    assert counting.papers_fractional(slots).sum() == pytest.approx(written)


@given(ANY)
def test_fractional_joint_papers_add_up_to_the_international_papers(slots: np.ndarray) -> None:
    international = ((slots > 0).sum(axis=1) > 1).sum()
    joint = counting.joint_fractional(slots)
    assert joint == pytest.approx(joint.T)
    assert joint.sum() / 2 == pytest.approx(international)


@given(ANY)
def test_whole_joint_papers_never_exceed_the_papers_of_either_place(slots: np.ndarray) -> None:
    joint, papers = counting.joint_whole(slots), counting.papers_whole(slots)
    assert (joint <= np.minimum.outer(papers, papers)).all()
