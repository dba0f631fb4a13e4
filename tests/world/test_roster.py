"""Member lists stay true through any sequence of joining, leaving and packing."""

import itertools
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sim.evidence.shelf import Shelf
from sim.model.model import PolicyModel
from sim.model.spec import RunSpec
from sim.world.roster import join, keep_room, leave, pack, packed_size, room_for, room_needed
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
        self.room = max(self.room, packed_size(self.groups))
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


def test_a_full_list_moves_to_a_block_a_quarter_larger():
    rosters = Rosters()
    sizes = []
    for slot in range(10):
        rosters.join(0, slot)
        sizes.append(int(rosters.groups[0].capacity))
    assert sizes == [4] * 4 + [4 + 1 + 4] * 5 + [9 + 2 + 4]
    assert rosters.end[0] == 4 + 9 + 15


def test_packing_gives_back_the_blocks_that_were_left_behind():
    rosters = Rosters()
    for slot in range(9):
        rosters.join(0, slot)
    rosters.join(2, 9)
    rosters.pack()
    rosters.check()
    assert rosters.end[0] == (9 + 1 + 2) + (0 + 2) + (1 + 0 + 2)


@given(steps, st.lists(st.integers(0, GROUPS - 1), max_size=SLOTS))
def test_whichever_lists_they_join_there_is_room_for_those_expected(taken, groups):
    rosters = Rosters()
    for step in taken:
        if step == "pack":
            rosters.pack()
        else:
            rosters.toggle(*step)
    free = [slot for slot in range(SLOTS) if all(slot not in members for members in rosters.lists)]
    joining = list(zip(groups, free, strict=False))
    end = int(rosters.end[0]) + room_needed(rosters.groups, len(joining))
    rosters.roster = rosters.roster[:end]
    assert len(rosters.roster) == end
    assert all(rosters.join(group, slot) for group, slot in joining)


def test_a_crowd_that_joins_one_list_finds_room():
    crowd = 5_000
    groups = records(np.zeros(GROUPS, INSTITUTION))
    roster = np.zeros(room_for(GROUPS, crowd), np.int32)
    end, position = np.zeros(1, np.int64), np.zeros(crowd, np.int32)
    assert all(join(groups, roster, end, position, 1, slot) for slot in range(crowd))
    assert groups[1].count == crowd


def test_keeping_room_moves_nobody():
    def rosters(state):
        return [
            list(state.roster[here["start"] : here["start"] + here["count"]])
            for here in state.institutions
        ]

    values = Shelf.read().values()
    spec = RunSpec("ai", 0.002, 4 * 2005, 4 * 2026, 4 * 2040 - 1, ("RU", "CN"), 1, values)
    state = PolicyModel(spec).state
    before, members = len(state.roster), rosters(state)
    keep_room(state, before)
    assert len(state.roster) > before
    assert rosters(state) == members
