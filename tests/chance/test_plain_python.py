"""What is compiled computes what is written, to the last bit."""

import numpy as np
import pytest

from sim import chance
from tests.chance.plain import plain_python

PLAIN = plain_python(chance)
WORDS = [np.uint64(w) for w in (0, 1, 2**32, 2**63, 2**64 - 1, 0x9E3779B97F4A7C15)]
WORDS += [np.uint64(chance.mix(np.uint64(n))) for n in range(200)]
SHORT = [np.uint32(chance.race_key(w)) for w in WORDS]
ARGUMENTS: dict[str, list[tuple[object, ...]]] = {
    "mix": [(w,) for w in WORDS],
    "replicate_seed": [(s, r) for s in (0, 1, 2**40) for r in (0, 1, 999)],
    "quarter_key": [(w, q) for w in WORDS for q in (0, 8104)],
    "base_of": list(zip(WORDS, WORDS[::-1], strict=True)),
    "bits": [(w, p, k) for w in WORDS for p, k in ((1, 0), (54, 63))],
    "unit_of": [(w,) for w in WORDS],
    "uniform": [(w, p, k) for w in WORDS for p, k in ((1, 0), (54, 63))],
    "uniform_for": list(zip(WORDS, WORDS[::-1], strict=True)),
    "arrival": [(w, v, 0.37) for w, v in zip(WORDS, WORDS[::-1], strict=True)],
    "race_key": [(w,) for w in WORDS],
    "quick_arrival": [
        (a, b, np.float32(x))
        for a, b in zip(SHORT, SHORT[::-1], strict=True)
        for x in (0.003, 1.0, 7.7)
    ],
    "top_bit": [(x,) for x in (1, 2, 3, 7, 8, 2**31, 2**52 + 1)],
    "nested_below": [(w, room) for w in WORDS for room in (1, 2, 64, 2**20)],
    "index_below": [(w, 31, 0, n) for w in WORDS for n in (1, 2, 3, 17, 64, 1000)],
    "normal": [(w, 2, k) for w in WORDS for k in (0, 31)],
    "poisson_quantile": [
        (u, mean, 9) for u in (1e-9, 0.3, 0.5, 0.999999) for mean in (0.0, 0.01, 1.0, 12.5)
    ],
    "negative_binomial_quantile": [
        (u, mean, size, 40)
        for u in (1e-9, 0.3, 0.5, 0.999999)
        for mean in (0.0, 0.01, 1.0, 12.5)
        for size in (0.4, 0.65, 1.0, 3.0)
    ],
    "_uniforms": [(np.uint64(5), np.array(WORDS, np.uint64), 1, 0)],
}


def test_every_compiled_function_is_compared():
    assert set(ARGUMENTS) == set(PLAIN)


@pytest.mark.parametrize("name", ARGUMENTS)
def test_compiled_and_plain_python_agree_to_the_last_bit(name):
    compiled = getattr(chance, name)
    with np.errstate(over="ignore"):
        for arguments in ARGUMENTS[name]:
            expected, found = PLAIN[name](*arguments), compiled(*arguments)
            assert np.array_equal(found, expected), arguments
