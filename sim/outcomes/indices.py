"""Indices of collaboration and circulation: pure functions of counts.

Symbols: C_ab joint papers of a and b, C_a their sum over partners, T the number of links,
which is half the sum of C_a. Every function works element by element on numbers or arrays.
"""

import numpy as np

from sim.outcomes.base import Array, quotient

Number = float | Array


def links(joint: Array) -> tuple[Array, Array]:
    """Links of each place, C_a, and of all, T, from joint papers (..., place, place)."""
    degree: Array = joint.sum(axis=-1)
    return degree, degree.sum(axis=-1) / 2.0


def salton(c_ab: Number, x_a: Number, x_b: Number) -> Array:
    """C_ab / sqrt(X_a X_b). We use X = all papers; other sizes give values that differ twofold."""
    return _ratio(c_ab, np.sqrt(np.asarray(x_a, dtype=float) * x_b))


def jaccard(c_ab: Number, x_a: Number, x_b: Number) -> Array:
    """C_ab / (X_a + X_b - C_ab): low by nature for partners of unequal size."""
    return _ratio(c_ab, np.asarray(x_a) + x_b - np.asarray(c_ab))


def affinity(c_ab: Number, c_a: Number) -> Array:
    """C_ab / C_a: how much of a's collaboration is with b. Directed."""
    return _ratio(c_ab, c_a)


def observed_to_expected(c_ab: Number, c_a: Number, c_b: Number, total: Number) -> Array:
    """PAI = C_ab M / (C_a C_b) with M = 2T, so that 1 is neutral; with M = T it would be ½."""
    return _ratio(c_ab, expected_links(c_a, c_b, total))


def expected_links(c_a: Number, c_b: Number, total: Number) -> Array:
    """C_a C_b / 2T: links of a and b if partners were drawn in proportion to their links."""
    return _ratio(np.asarray(c_a, dtype=float) * c_b, 2.0 * np.asarray(total, dtype=float))


def luukkonen(c_ab: Number, c_a: Number, c_b: Number, total: Number) -> Array:
    """(C_ab / C_a) / (C_b / (T - C_a)): importance of b to a, the pair counted in b's size."""
    return _ratio(affinity(c_ab, c_a), _ratio(c_b, np.asarray(total) - c_a))


def relative_intensity(c_ab: Number, c_a: Number, c_b: Number, total: Number) -> Array:
    """RIC(a,b) = (C_ab / C_a) / ((C_b - C_ab) / (T - C_a)): b for a against b for others."""
    return _ratio(affinity(c_ab, c_a), _ratio(np.asarray(c_b) - c_ab, np.asarray(total) - c_a))


def effectiveness(inflow: Number, outflow: Number) -> Array:
    """MEI = 100 * sum |I - E| / sum (I + E) over places: 0 is circulation, 100 one way only."""
    there, back = np.asarray(inflow, dtype=float), np.asarray(outflow, dtype=float)
    return 100.0 * _ratio(np.abs(there - back).sum(), (there + back).sum())


def circulation(inflow: Number, outflow: Number) -> Array:
    """Share of moves balanced by a move the other way: 1 - |I - E| / (I + E), for each place."""
    there, back = np.asarray(inflow, dtype=float), np.asarray(outflow, dtype=float)
    return _ratio(2.0 * np.minimum(there, back), there + back)


def net_rate(inflow: Number, outflow: Number, people: Number) -> Array:
    """NMR = 1000 (I - E) / P, P the active researchers at mid-year."""
    return 1000.0 * _ratio(np.asarray(inflow) - outflow, people)


def concentration(amounts: Array) -> Array:
    """Herfindahl index of shares along the last axis; 1 over it is the effective number."""
    share = _ratio(amounts, amounts.sum(axis=-1, keepdims=True))
    total: Array = (share**2).sum(axis=-1)
    return total


def external_internal(external: Number, internal: Number) -> Array:
    """E-I index (E - I) / (E + I); compare with external_expected, for it follows group size."""
    return _ratio(np.asarray(external) - internal, np.asarray(external) + internal)


def external_expected(sizes: Array) -> float:
    """E-I index of ties drawn at random among people in groups of these sizes."""
    everyone = sizes.sum() * (sizes.sum() - 1.0)
    inside = (sizes * (sizes - 1.0)).sum()
    return float((everyone - 2.0 * inside) / everyone)


def _ratio(num: Number, den: Number) -> Array:
    """Quotient as an array, nan where the denominator is not positive."""
    return quotient(np.asarray(num, dtype=float), np.asarray(den, dtype=float))
