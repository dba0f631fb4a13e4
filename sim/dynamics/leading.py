"""E3 · Who begins projects, how many, and who leads those that two people begin together.

For a researcher of place a in a quarter, with rate λ and stage factor φ:

    mean starts = A_a·λ·φ(stage)·(1 − load/budget)

Who supports has λ = 0 and leads nothing, whatever gives the occasion: an award, a clause or a
meeting. Then the other one of the pair leads, and where neither does, nothing begins.
"""

from sim.compiled import kernel
from sim.world.views import Arrays, Quarter

CARDS: tuple[str, ...] = ()


@kernel
def mean_starts(w: Arrays, q: Quarter, i: int) -> float:
    """Projects of ``i``'s own that begin this quarter, on the mean."""
    person = w.people[i]
    free = 1.0 - person.load / q.theta[0].projects_time_budget
    return float(q.starts[person.place] * person.rate * q.stage_rate[person.stage] * free)


@kernel
def leads(w: Arrays, i: int) -> bool:
    """Whether ``i`` ever begins a project."""
    return bool(w.people[i].rate > 0.0)


@kernel
def leader_of(w: Arrays, i: int, j: int) -> int:
    """Who leads what ``i`` begins with ``j``: the first who ever leads; −1 if neither does."""
    if leads(w, i):
        return i
    return j if leads(w, j) else -1
