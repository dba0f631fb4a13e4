"""A draw is a function of its keys, and the function never changes."""

import numpy as np
import pytest
from numba import types

from sim import chance
from sim.chance import Purpose
from tests.chance import integers

PINNED = [
    "RATE", "TOPIC", "ORIGIN", "LANGUAGE", "AGE", "STAGE", "INSTITUTION", "ADVISOR",
    "FIRST_TIES", "SLOT", "STARTS", "PROJECT", "TEAM_SIZE", "TEAM_TAIL", "SEAT_KIND", "TIE",
    "TIE_OF_TIE", "EGO", "PLACE", "LOCAL", "CANDIDATE", "CANDIDATE_UTILITY", "FRICTION",
    "LAG", "TIME", "WITHDRAWAL", "LIMITED", "OUTPUT", "RECORDED", "CONTACT", "OPPORTUNITY",
    "DESTINATION", "HOST", "TIE_CUT", "DOMESTIC", "EXIT", "PROMOTION", "ENTRY", "AWARE",
    "APPLY", "SELECT", "LAPSE", "MATCH", "SUPERVISOR", "ABROAD", "COMPLETION", "STAY",
    "SAMPLE", "BOOTSTRAP", "NETWORK", "COMPUTE", "ROUNDING", "NEWCOMER", "REPORTED",
]  # fmt: skip
KEYS = [
    (0, 0, 0, 1, 0),
    (1, 0, 0, 1, 0),
    (20260101, 84, 3, 11, 0),
    (2**64 - 1, 8104, 2**63, 54, 63),
    (2**63, 2**20, 2**64 - 1, 30, 7),
]


def base_at(seed, quarter, identity):
    key = np.uint64(chance.quarter_key(np.uint64(seed), quarter))
    return np.uint64(chance.base_of(key, np.uint64(identity)))


def test_the_scrambler_is_splitmix64_by_its_published_first_numbers():
    counted = [chance.mix(np.uint64(n * integers.GOLDEN % 2**64)) for n in (1, 2, 3)]
    assert counted == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    start = 1234567
    stream = [chance.mix(np.uint64((start + n * integers.GOLDEN) % 2**64)) for n in (1, 2, 3)]
    assert stream == [6457827717110365317, 3203168211198807973, 9817491932198370423]


@pytest.mark.parametrize(
    ("keys", "word"),
    list(
        zip(
            KEYS,
            [
                0x378ED378BF30AA3D,
                0xAB70CDED94837DCF,
                0x3366E982370ABB13,
                0x9DB63700EBD97159,
                0x258C2DF31F05A48B,
            ],
            strict=True,
        ),
    ),
)
def test_the_first_draws_are_what_they_have_always_been(keys, word):
    seed, quarter, identity, purpose, k = keys
    assert chance.bits(base_at(seed, quarter, identity), purpose, k) == word


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize(("seed", "quarter", "identity"), [k[:3] for k in KEYS])
def test_a_draw_is_the_arithmetic_of_its_five_keys(seed, quarter, identity, purpose):
    base = base_at(seed, quarter, identity)
    for k in (0, 1, 63):
        expected = integers.bits(seed, quarter, identity, purpose, k)
        assert chance.bits(base, int(purpose), k) == expected
        assert chance.uniform(base, int(purpose), k) == integers.unit(expected)


def test_a_purpose_keeps_its_number_and_new_ones_come_after():
    numbers = {purpose.name: int(purpose) for purpose in Purpose}
    assert [numbers.pop(name) for name in PINNED] == list(range(1, 55))
    assert all(number > 54 for number in numbers.values())


def test_no_draw_of_one_purpose_is_a_draw_of_another():
    base = base_at(1, 2, 3)
    most = chance.DRAWS_PER_PURPOSE
    drawn = {chance.bits(base, int(p), k) for p in Purpose for k in range(most)}
    assert len(drawn) == len(Purpose) * most


def test_a_uniform_lies_strictly_between_nought_and_one():
    assert chance.unit_of(np.uint64(0)) == 2.0**-53
    assert chance.unit_of(np.uint64(2**64 - 1)) == 1.0 - 2.0**-53


def test_replicates_are_no_sums_of_seeds():
    seeds = {chance.replicate_seed(s, r) for s in range(200) for r in range(200)}
    assert len(seeds) == 200 * 200
    assert chance.replicate_seed(1, 2) != chance.replicate_seed(2, 1)
    assert chance.replicate_seed(5, 7) == integers.replicate_seed(5, 7)


def test_neighbouring_seeds_share_no_quarter_with_neighbouring_quarters():
    keys = {chance.quarter_key(np.uint64(s), q) for s in range(200) for q in range(200)}
    assert len(keys) == 200 * 200


def test_one_uniform_for_each_identity_whatever_its_place_in_the_list():
    identities = np.array([7, 2**64 - 1, 0], np.uint64)
    drawn = chance.uniforms(9, identities, Purpose.SAMPLE, 4)
    reversed_ = chance.uniforms(9, identities[::-1].copy(), Purpose.SAMPLE, 4)
    bases = [np.uint64(chance.base_of(np.uint64(9), i)) for i in identities]
    expected = [chance.uniform(base, 48, 4) for base in bases]
    assert drawn.tolist() == expected == reversed_[::-1].tolist()


def test_the_key_of_a_word_is_its_fnv_1a_hash():
    assert chance.named_key("") == 0xCBF29CE484222325
    assert chance.named_key("a") == 0xAF63DC4C8601EC8C
    assert chance.named_key("foobar") == 0x85944171F73967E8


WORDS_OUT = {
    "mix": (np.uint64(1),),
    "replicate_seed": (1, 2),
    "quarter_key": (np.uint64(1), 2),
    "base_of": (np.uint64(1), np.uint64(2)),
    "bits": (np.uint64(1), 2, 3),
}


@pytest.mark.parametrize("name", WORDS_OUT)
def test_a_word_never_turns_into_a_number_with_a_sign_or_a_fraction(name):
    function = getattr(chance, name)
    function(*WORDS_OUT[name])
    assert {s.return_type for s in function.nopython_signatures} == {types.uint64}


@pytest.mark.parametrize(
    ("name", "arguments", "kind"),
    [
        ("race_key", (np.uint64(2**63),), types.uint32),
        ("quick_arrival", (np.uint32(1), np.uint32(2), np.float32(1.0)), types.float32),
    ],
)
def test_a_short_number_stays_short(name, arguments, kind):
    function = getattr(chance, name)
    function(*arguments)
    assert {s.return_type for s in function.nopython_signatures} == {kind}


@pytest.mark.parametrize("small", [1, 8104, 2**62])
@pytest.mark.parametrize(
    ("name", "rest"),
    [
        ("mix", ()),
        ("replicate_seed", (3,)),
        ("quarter_key", (3,)),
        ("base_of", (3,)),
        ("bits", (3, 4)),
        ("unit_of", ()),
        ("uniform", (3, 4)),
        ("uniform_for", (3,)),
        ("race_key", ()),
        ("normal", (3, 4)),
    ],
)
def test_a_key_may_come_as_any_whole_number(name, rest, small):
    function = getattr(chance, name)
    assert function(small, *rest) == function(np.uint64(small), *rest)
