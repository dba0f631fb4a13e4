"""Arrays begin at a cache line, whatever their size."""

import numpy as np
import pytest

from sim.world import memory
from sim.world.state import PERSON, TIE


@pytest.mark.parametrize("shape", [1, 7, (5, 12)])
def test_an_array_of_zeros_begins_at_a_cache_line(shape: int | tuple[int, ...]) -> None:
    array = memory.zeros(shape, TIE)
    assert array.ctypes.data % 64 == 0
    assert array.shape == np.zeros(shape).shape
    assert not array["weight"].any()


def test_a_copy_has_the_same_elements_at_a_line_of_its_own() -> None:
    people = np.zeros(9, PERSON)[1:]
    people["rate"] = np.arange(8)
    other = memory.copy(people)
    assert other.ctypes.data % 64 == 0
    assert other.tobytes() == people.tobytes()
    other["rate"][0] = 5.0
    assert people["rate"][0] == 0.0


def test_a_wider_array_ends_in_zeros() -> None:
    ties = np.ones((2, 3), TIE)
    wider = memory.widened(ties, 5)
    assert wider.shape == (5, 3)
    assert wider[:2].tobytes() == ties.tobytes()
    assert not wider[2:]["weight"].any()


def test_joining_keeps_every_record_in_its_order() -> None:
    parts = [np.zeros(n, PERSON) for n in (2, 0, 3)]
    for n, part in enumerate(parts):
        part["papers"] = n
    assert memory.joined(parts, PERSON)["papers"].tolist() == [0, 0, 2, 2, 2]
    assert len(memory.joined([], PERSON)) == 0
