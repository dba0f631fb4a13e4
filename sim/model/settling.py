"""I5, E15 · Where graduates of dual doctorates settle, once nothing binds them.

After the degree a graduate stays with the host or at home:

    ln odds(stay) = ln odds(card) + β_m·(months − 12)/12 + β_t·(ln(1 + ties at host) − ln 2) − β_r

β_r (card doctorate.return_pull) counts for those to whom the home offers a post, who are paid for
it if they are at home then.
A return clause postpones that decision, and until then whoever was at home at the degree moves to
no other place; it does not change the formula.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, base_of, quarter_key, uniform
from sim.dynamics.mobility import relocate
from sim.dynamics.ties import count_ties
from sim.model.offers import Desk
from sim.world.state import BOUND, Student

CARDS = (
    "doctorate.stay",
    "doctorate.stay_months",
    "doctorate.stay_ties",
    "doctorate.return_grant",
    "doctorate.return_pull",
)


@dataclass(slots=True)
class News:
    """What a quarter brings: moves (from, to, slot) and degrees (identity, home)."""

    moves: list[tuple[int, int, int]] = field(default_factory=list)
    degrees: list[tuple[int, int]] = field(default_factory=list)

    def doctors(self) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """Identities and homes of the new doctors."""
        ids, homes = [identity for identity, _ in self.degrees], [home for _, home in self.degrees]
        return np.array(ids, np.uint64), np.array(homes, np.int64)


def student_draw(desk: Desk, student: Student, purpose: Purpose, k: int) -> float:
    """A draw of one student, the same whenever it is asked for."""
    with np.errstate(over="ignore"):
        key = np.uint64(quarter_key(desk.almanac.seed, student.began))
        base = np.uint64(base_of(key, np.uint64(student.identity)))
        return float(uniform(base, int(purpose), k))


def settle_down(desk: Desk, student: Student, news: News) -> None:
    """Stay with the host or at home, once no clause binds."""
    v, w, i = desk.almanac.spec.values, desk.w, student.slot
    w.people["marks"][i] &= np.uint8(~BOUND & 0xFF)
    here = int(w.people["place"][i])
    counts = np.zeros(len(desk.almanac.drivers.places))
    count_ties(w, desk.q, i, counts)
    odds = (
        math.log(v["doctorate.stay"] / (1.0 - v["doctorate.stay"]))
        + v["doctorate.stay_months"] * (student.months - 12.0) / 12.0
        + v["doctorate.stay_ties"] * (math.log1p(counts[student.host]) - math.log(2.0))
    )
    offered = student_draw(desk, student, Purpose.STAY, 1) < student.funded
    odds -= v["doctorate.return_pull"] if offered else 0.0
    stays = student.months > 0 and student_draw(desk, student, Purpose.STAY, 0) < 1.0 / (
        1.0 + math.exp(-odds)
    )
    if here == student.home and stays:
        relocate(w, i, student.host_institution)
        news.moves.append((here, student.host, i))
    if offered and int(w.people["place"][i]) == student.home:
        desk.books.cost[student.home] += v["doctorate.return_grant"]
