"""Member lists stay true through any sequence of joining, leaving and packing."""

import itertools
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.world.roster import FIRST_BLOCK, join, leave, pack
from sim.world.state import INSTITUTION
from sim.world.views import records

GROUPS = 3
SLOTS = 20


@dataclass
class Rosters:
    """Three groups over one arena, beside the plain lists that they should equal."""

    room: int = 2_000
    groups: Any = field(default_factory=lambda: records(np.zeros(GROUPS, INSTITUTION)))
    end: np.ndarray = field(default_factory=lambda: np.zeros(1, np.int64))
    position: np.ndarray = field(default_factory=lambda: np.zeros(SLOTS, np.int32))
    lists: list[list[int]] = field(default_factory=lambda: [[] for _ in range(GROUPS)])

    def __post_init__(self):
        self.roster = np.zeros(self.room, np.int32)

    def join(self, group, slot):
        there_was_room = join(self.groups, self.roster, self.end, self.position, group, slot)
        if there_was_room:
            self.lists[group].append(slot)
        return there_was_room

    def leave(self, group, slot):
        leave(self.groups, self.roster, self.position, group, slot)
        members = self.lists[group]
        members[members.index(slot)] = members[-1]
        members.pop()

    def toggle(self, group, slot):
        where = [g for g in range(GROUPS) if slot in self.lists[g]]
        if where:
            self.leave(where[0], slot)
        else:
            self.join(group, slot)

    def pack(self):
        packed = np.zeros(self.room, np.int32)
        self.end[0] = pack(self.groups, self.roster, packed)
        self.roster = packed

    def members(self, group):
        here = self.groups[group]
        return self.roster[here.start : here.start + here.count].tolist()

    def check(self):
        blocks = []
        for group in range(GROUPS):
            here = self.groups[group]
            assert self.members(group) == self.lists[group]
            assert [self.position[slot] for slot in self.lists[group]] == list(range(here.count))
            assert here.count <= here.capacity
            blocks.append((here.start, here.start + here.capacity))
        taken = sorted(block for block in blocks if block[0] < block[1])
        assert all(one[1] <= other[0] for one, other in itertools.pairwise(taken))
        assert not taken or taken[-1][1] <= self.end[0] <= self.room


steps = st.lists(
    st.tuples(st.integers(0, GROUPS - 1), st.integers(0, SLOTS - 1)) | st.just("pack"), max_size=80
)


@given(steps)
def test_lists_hold_whom_they_should_in_the_order_they_should(taken):
    rosters = Rosters()
    for step in taken:
        if step == "pack":
            rosters.pack()
        else:
            rosters.toggle(*step)
        rosters.check()


@given(steps, st.integers(0, 40))
def test_a_full_arena_refuses_and_changes_nothing(taken, room):
    rosters = Rosters(room=room)
    for step in taken:
        if step != "pack":
            rosters.toggle(*step)
            rosters.check()


def test_who_joins_comes_last_and_who_leaves_is_followed_by_the_last():
    rosters = Rosters()
    for slot in (5, 6, 7, 8, 9):
        rosters.join(1, slot)
    rosters.leave(1, 6)
    assert rosters.members(1) == [5, 9, 7, 8]
    rosters.leave(1, 8)
    assert rosters.members(1) == [5, 9, 7]
    rosters.join(1, 6)
    assert rosters.members(1) == [5, 9, 7, 6]


def test_a_full_list_moves_to_a_block_twice_its_size():
    rosters = Rosters()
    sizes = []
    for slot in range(9):
        rosters.join(0, slot)
        sizes.append(int(rosters.groups[0].capacity))
    assert sizes == [FIRST_BLOCK] * 4 + [2 * FIRST_BLOCK] * 4 + [4 * FIRST_BLOCK]
    assert rosters.end[0] == 7 * FIRST_BLOCK


def test_packing_gives_back_the_blocks_that_were_left_behind():
    rosters = Rosters()
    for slot in range(9):
        rosters.join(0, slot)
    rosters.join(2, 9)
    rosters.pack()
    rosters.check()
    assert rosters.end[0] == 4 * FIRST_BLOCK + FIRST_BLOCK
