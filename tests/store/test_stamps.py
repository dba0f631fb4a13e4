"""Stamps: equal for equal work, and for nothing else."""

from sim.store.stamps import Stamps
from sim.store.unit import UnitKey

BASE = Stamps("work", {"baseline": "", "seats": "a"}, ("x", "y"))


def test_a_stamp_changes_with_each_thing_it_stands_for():
    key = UnitKey("seats", 0, 0)
    others = [
        Stamps("other", BASE.variants, BASE.samples),
        Stamps("work", {"seats": "b"}, BASE.samples),
        Stamps("work", BASE.variants, ("z", "y")),
    ]
    assert len({BASE.of(key), *(other.of(key) for other in others)}) == 4
    assert BASE.of(key) != BASE.of(UnitKey("seats", 1, 0))
    assert BASE.of(key) != BASE.of(UnitKey("baseline", 0, 0))


def test_other_variants_samples_and_replicates_leave_a_stamp_alone():
    key = UnitKey("seats", 0, 0)
    more = Stamps("work", {"seats": "a", "grants": "c"}, ("x", "y", "z"))
    assert more.of(key) == BASE.of(key) == BASE.of(UnitKey("seats", 0, 9))


def test_parts_do_not_run_into_each_other():
    assert Stamps("ab", {}, ()).of(UnitKey("c", 0, 0)) != Stamps("a", {}, ()).of(
        UnitKey("bc", 0, 0)
    )
