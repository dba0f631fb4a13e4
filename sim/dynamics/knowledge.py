"""E10 · Knowledge that passes between people, by the switch ``knowledge``: otherwise nothing of it.

    x_i ← norm((1 − κV_i)·x_i + κV_i·x̄),   V_i = V(1 − x_i·x̄), at most 1/κ   after a joint paper
    ln Q_i ← ln Q_i + e·max(0, mean ln Q of the others − ln Q_i)              after a joint paper
    projects begun: ·(1 + g) where somebody has returned within T years, for those who work in their
                    place of origin, never moved, were on no stay abroad and have no tie abroad
    projects begun: ·(1 − l) from then on, for those whose partner in a place was a star and left it

Moves are noted from the beginning of a run. "A joint paper" is a project that brought one or more.
x̄ is the mean topic of the others, V cognitive fit (E9). A star is among the share s of a place with
the most papers. Cards cognition.learning (κ), knowledge.expertise (e), knowledge.returnee (g),
knowledge.returnee_years (T), knowledge.star (s), knowledge.star_loss (l). While the record lasts,
its national margins hold, so that g and l then shift work within a place and not its sum.
"""

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel, maker
from sim.dynamics.cognition import SIZE, learn, value
from sim.dynamics.ties import FAINT, holds, strength
from sim.world.state import TEAM, TIES, Rows
from sim.world.views import Arrays, Quarter

CARDS = (
    "knowledge.expertise",
    "knowledge.returnee",
    "knowledge.returnee_years",
    "knowledge.star_loss",
)
GONE = -1
Array = NDArray[np.float64]


@maker
def exchange(
    w: Arrays, q: Quarter, rows: Rows, order: NDArray[np.int64], papers: NDArray[np.int16]
) -> None:
    """Teams that published learn from one another: topics by cognitive fit, ability upwards."""
    theta = q.theta[0]
    topic = np.empty((TEAM, SIZE))
    ability = np.empty(TEAM)
    others = np.empty(SIZE)
    for r in order:
        row = rows[r]
        if papers[r] == 0:
            continue
        present = 0
        total = 0.0
        for m in range(row.seats):
            if row.members[m] != GONE:
                person = w.people[row.members[m]]
                for d in range(SIZE):
                    topic[m, d] = person.topic[d]
                ability[m] = person.quality
                total += person.quality
                present += 1
        if present < 2:
            continue
        for m in range(row.seats):
            if row.members[m] == GONE:
                continue
            nearness = 0.0
            for d in range(SIZE):
                others[d] = 0.0
                for o in range(row.seats):
                    if o != m and row.members[o] != GONE:
                        others[d] += topic[o, d] / (present - 1)
                nearness += topic[m, d] * others[d]
            fit = value(max(0.0, 1.0 - nearness), theta)
            person = w.people[row.members[m]]
            learn(person, others, min(1.0, theta.cognition_learning * fit))
            gap = (total - ability[m]) / (present - 1) - ability[m]
            if gap > 0.0:
                person.quality = ability[m] + theta.knowledge_expertise * gap


@kernel
def inspire(w: Arrays, q: Quarter, returned: Array, moved: NDArray[np.bool_]) -> int:
    """Raise the rate of peers of those who returned; how many.

    ``returned`` (institution,) is the quarter in which somebody last did, −1 before; ``moved``
    (slot,) says who has ever crossed a border.
    """
    theta = q.theta[0]
    raised = 0
    for i in range(len(w.people)):
        person = w.people[i]
        if person.stage < 0 or person.origin != person.place or person.learned >= 0 or moved[i]:
            continue
        last = returned[person.institution]
        if last < 0.0 or q.t - last > 4.0 * theta.knowledge_returnee_years:
            continue
        if not tied_abroad(w, q, i):
            person.rate *= 1.0 + theta.knowledge_returnee
            raised += 1
    return raised


@kernel
def tied_abroad(w: Arrays, q: Quarter, i: int) -> bool:
    """Whether a researcher has a tie to somebody who works in another place."""
    for x in range(TIES):
        tie = w.ties[i, x]
        abroad = w.people[tie.slot].place != w.people[i].place
        if abroad and strength(tie, q) > FAINT and holds(w, tie):
            return True
    return False


@kernel
def bereave(w: Arrays, q: Quarter, star: int) -> int:
    """Lower the rate of a star's partners in the place that the star leaves; how many."""
    left = 0
    for x in range(TIES):
        tie = w.ties[star, x]
        if strength(tie, q) <= FAINT or not holds(w, tie):
            continue
        partner = w.people[tie.slot]
        if partner.place == w.people[star].place:
            partner.rate *= 1.0 - q.theta[0].knowledge_star_loss
            left += 1
    return left
