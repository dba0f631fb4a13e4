"""E19 · Friction between countries: it rises within months of a dated shock and fades over years.

    R_ab ← R*_ab + (R_ab − R*_ab)·x^(1/(4T)),   x = 0.05, T = T_up  if R*_ab > R_ab
                                                x = 0.5,  T = T_down  else

so that after T_up years nineteen twentieths of a rise are there, which pass for the whole, and
after T_down years half of what fades is gone (cards friction.rise, friction.decay). R* is the sum
of the sizes of the active shocks (log points; the class in table shocks names the card) and of
what events under study add; it is kept apart for papers and for moves. A shock has its whole size
at once, or grows to it in even steps where the table says until when. The sizes are read off the
second year after the events, or off the year in which a growing one is whole.

A class is a word of the tables shocks and futures and means the card friction.CLASS. The names
below only tell which cards are read here: no class is tied to a place, any pair may have any of
them, and one is called after the pair whose papers its size was estimated from.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.world.dated import quarter_of

CARDS = (
    "friction.severe",
    "friction.medium",
    "friction.mild",
    "friction.chill",
    "friction.us_cn",
    "friction.war_2014",
    "friction.pandemic_moves",
    "friction.pandemic_papers",
    "friction.rise",
    "friction.decay",
)
PAPERS, MOVES = 0, 1
EVERYBODY = "*"
OPEN = "open"
AT_ONCE = "at once"
LEFT_WHEN_RISEN, LEFT_WHEN_FADED = 0.05, 0.5
Array = NDArray[np.float64]


def targets(
    shocks: Sequence[Mapping[str, str]],
    values: Mapping[str, float],
    places: Sequence[str],
    quarter: int,
) -> Array:
    """Friction that the shocks active in a quarter aim at, shape (2, place, place)."""
    at = {place: n for n, place in enumerate(places)}
    aim = np.zeros((2, len(places), len(places)))
    for shock in shocks:
        ended = shock["until"] != OPEN and quarter > quarter_of(shock["until"])
        if quarter < quarter_of(shock["date"]) or ended:
            continue
        for kind in (PAPERS, MOVES):
            size = size_of(shock, kind, values) * grown(shock, quarter)
            if size == 0.0:
                continue
            if shock["place_a"] == EVERYBODY:
                aim[kind] += size
            elif shock["place_a"] in at and shock["place_b"] in at:
                a, b = at[shock["place_a"]], at[shock["place_b"]]
                aim[kind, a, b] += size
                aim[kind, b, a] += size
    for kind in (PAPERS, MOVES):
        np.fill_diagonal(aim[kind], 0.0)
    return aim


def size_of(shock: Mapping[str, str], kind: int, values: Mapping[str, float]) -> float:
    """Log points that a shock adds to papers or to moves."""
    wanted = "papers" if kind == PAPERS else "moves"
    if shock["acts_on"] not in ("both", wanted):
        return 0.0
    return values[f"friction.{shock['class']}"]


def grown(shock: Mapping[str, str], quarter: int) -> float:
    """Share of its whole size that a shock has reached in a quarter since its date.

    It stays where it was when it was last ``known``, if a history says when that was.
    """
    full = shock.get("full", AT_ONCE)
    if full == AT_ONCE:
        return 1.0
    first, known = quarter_of(shock["date"]), shock.get("known", "")
    now = min(quarter, quarter_of(known)) if known else quarter
    return min(1.0, (now - first + 1) / (quarter_of(full) - first + 1))


def drift(now: Array, aim: Array, rise_years: float, decay_years: float) -> Array:
    """Friction one quarter later: fast up, slow down (hysteresis)."""
    up, down = LEFT_WHEN_RISEN ** (0.25 / rise_years), LEFT_WHEN_FADED ** (0.25 / decay_years)
    return np.asarray(aim + np.where(aim > now, up, down) * (now - aim))
