"""Unit files: the same bytes from the same numbers, and no change goes unnoticed."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from sim.errors import StoreError
from sim.store.unit import UnitKey, decode, encode, looks_whole, read_again, read_unit
from tests.store.making import record, sum_of

STAMP = sum_of("work")
KEY = UnitKey("seats", 3, 12)


@pytest.fixture
def whole():
    return encode(KEY, STAMP, record(KEY))


@given(
    arrays.arrays(
        st.sampled_from([np.float64, np.float32, np.int64, np.uint64, np.bool_]),
        arrays.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4),
    )
)
def test_what_is_read_is_what_was_written(array):
    found = decode(encode(KEY, STAMP, {"papers/num": array}), "u").record["papers/num"]
    assert found.dtype == array.dtype
    assert found.shape == array.shape
    np.testing.assert_array_equal(found, array)


def test_equal_content_gives_equal_bytes_whatever_the_order_of_the_names():
    backwards = dict(reversed(record(KEY).items()))
    assert encode(KEY, STAMP, backwards) == encode(KEY, STAMP, record(KEY))


def test_memory_layout_leaves_no_trace():
    table = np.arange(12.0).reshape(3, 4)
    columns = np.asfortranarray(table)
    assert encode(KEY, STAMP, {"papers": columns}) == encode(KEY, STAMP, {"papers": table})


def test_numpy_reads_a_unit_without_us(whole):
    with np.load(io.BytesIO(whole)) as archive:
        np.testing.assert_array_equal(archive["papers"], record(KEY)["papers"])


def test_any_flipped_bit_of_any_byte_is_refused(whole):
    for index in range(len(whole)):
        hurt = bytearray(whole)
        hurt[index] ^= 1 << (index % 8)
        with pytest.raises(StoreError, match=r"runs/u\.npz"):
            decode(bytes(hurt), "runs/u.npz")


def test_any_truncation_is_refused(whole):
    for length in range(len(whole)):
        with pytest.raises(StoreError, match="cut short"):
            decode(whole[:length], "u")


def test_a_change_is_traced_to_its_array(whole):
    hurt = bytearray(whole)
    hurt[whole.index(b"papers.npy") + 40] ^= 1
    with pytest.raises(StoreError, match=r"changed after it was written \(in papers\)"):
        decode(bytes(hurt), "u")


def test_a_file_that_went_on_growing_is_refused(whole):
    with pytest.raises(StoreError, match="cut short or its end was changed"):
        decode(whole + b"\n", "u")


def test_two_units_run_together_are_refused(whole):
    with pytest.raises(StoreError, match=r"bytes where \d+ were written"):
        decode(whole + whole, "u")


def test_a_renamed_unit_is_refused_by_the_key_it_carries(tmp_path, whole):
    other = UnitKey("baseline", 3, 12)
    (tmp_path / other.filename).write_bytes(whole)
    with pytest.raises(StoreError, match=r"holds the unit seats\.s0003\.r0012"):
        read_unit(tmp_path / other.filename, other, STAMP)


def test_a_unit_of_another_run_is_refused(tmp_path, whole):
    (tmp_path / KEY.filename).write_bytes(whole)
    with pytest.raises(StoreError, match="is of another run"):
        read_unit(tmp_path / KEY.filename, KEY, sum_of("other"))


def test_a_missing_unit_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"seats\.s0003\.r0012\.npz: this unit is missing"):
        read_unit(tmp_path / KEY.filename, KEY, STAMP)


def test_a_cheap_look_finds_a_cut(tmp_path, whole):
    file = tmp_path / KEY.filename
    file.write_bytes(whole)
    assert looks_whole(file)
    file.write_bytes(whole[:-1])
    assert not looks_whole(file)
    file.write_bytes(b"")
    assert not looks_whole(file)


def test_a_second_reading_takes_only_what_is_asked(tmp_path, whole):
    file = tmp_path / KEY.filename
    file.write_bytes(whole)
    assert list(read_again(file, ("moves", "nothing"))) == ["moves"]
    file.write_bytes(whole[:50])
    with pytest.raises(StoreError, match="changed while"):
        read_again(file, ("moves",))


def test_the_digest_is_of_the_content():
    one, other = record(KEY), record(KEY) | {"moves": np.zeros(5)}
    assert (
        decode(encode(KEY, STAMP, one), "u").digest
        == decode(encode(KEY, sum_of("x"), one), "u").digest
    )
    assert (
        decode(encode(KEY, STAMP, one), "u").digest != decode(encode(KEY, STAMP, other), "u").digest
    )


@pytest.mark.parametrize(
    "array", [np.array([None]), np.array(["a"]), np.array([1j]), np.zeros(1, dtype="M8[s]")]
)
def test_only_numbers_are_stored(array):
    with pytest.raises(StoreError, match="cannot be stored"):
        encode(KEY, STAMP, {"papers": array})


@pytest.mark.parametrize("name", ["", "../papers", "Papers", "papers/", "/papers", "a b", "ü"])
def test_names_of_arrays_lead_nowhere(name):
    with pytest.raises(StoreError, match="cannot be stored"):
        encode(KEY, STAMP, {name: np.zeros(1)})


@pytest.mark.parametrize("name", ["", "..", "a/b", "a b", "a.b", "-a", "ü", "a" * 101])
def test_names_of_variants_lead_nowhere(name):
    with pytest.raises(StoreError, match="cannot name a unit"):
        UnitKey(name, 0, 0)


def test_a_key_is_read_from_its_own_name():
    for key in (KEY, UnitKey("package@thaw", 0, 12345)):
        assert UnitKey.parse(key.filename) == key
        assert UnitKey.parse(str(key)) == key
    with pytest.raises(StoreError, match=r"write it as baseline\.s0000\.r0000"):
        UnitKey.parse("baseline")
