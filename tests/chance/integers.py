"""The draws once more, as arithmetic on whole numbers modulo 2^64, without NumPy or Numba."""

WORD = 2**64
GOLDEN = 0x9E3779B97F4A7C15
MIX_1 = 0xBF58476D1CE4E5B9


def mix(z: int) -> int:
    """The finaliser of SplitMix64 as Steele, Lea and Flood give it."""
    z %= WORD
    z = (z ^ (z >> 30)) * MIX_1 % WORD
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % WORD
    return z ^ (z >> 31)


def replicate_seed(seed: int, replicate: int) -> int:
    """Seed of one replicate."""
    return mix(seed ^ mix(replicate * MIX_1 + GOLDEN))


def bits(seed: int, quarter: int, identity: int, purpose: int, k: int) -> int:
    """One draw from its five keys."""
    key = mix(seed ^ mix(quarter + GOLDEN))
    base = mix(key + identity * GOLDEN)
    return mix(base + (64 * purpose + k + 1) * GOLDEN)


def unit(word: int) -> float:
    """The middle of the interval that the upper 52 bits name."""
    return ((word >> 12) + 0.5) / 2**52


def short_hash(key: int, alternative: int) -> int:
    """The 32-bit hash of a race among many alternatives."""
    h = (alternative * 0x9E3779B1) % 2**32 ^ key
    h = (h ^ (h >> 16)) * 0x85EBCA6B % 2**32
    h = (h ^ (h >> 13)) * 0xC2B2AE35 % 2**32
    return h ^ (h >> 16)
