"""E7 · Ties: they strengthen with each joint paper and fade when nothing happens.

    s(t) = s(last)·2^(−(t − last)/H),   H = H₀·(1 + ξ·strands)
    s ← s + papers, when they appear
    a tie is used with chance s/Σ s

Each researcher remembers the strongest ``TIES``. Strands are kinds of joint work beyond
co-authorship. H₀, ξ: cards ties.half_life (years), ties.multiplex_gain. Picking a tie is an
exponential race with weight s, keyed by the partner's identity.
"""

import numpy as np
from numpy.typing import NDArray

from sim.chance import quick_arrival, race_key, top_bit
from sim.compiled import apart, kernel, maker
from sim.world.lanes import ties_with
from sim.world.prefetch import prefetch
from sim.world.state import TIES, Row, Rows
from sim.world.views import Arrays, Quarter

CARDS = ("ties.half_life", "ties.multiplex_gain")
MOST_STRANDS = 3
OLDEST = 512
FAINT = np.float32(1e-6)
ALL_TIES = np.int64((1 << TIES) - 1)
NEVER = np.int64(2**63 - 1)
ARRIVAL_BITS, TIE_BITS = 32, 31
PER_LINE, FEW = 4, 5
Slot = int | np.int64
Floats = NDArray[np.float32]


def decay_table(half_life: float, multiplex_gain: float) -> NDArray[np.float32]:
    """Share of strength left, shape (strands, quarters): 2^(−age / H(strands))."""
    strands = np.arange(MOST_STRANDS + 1)[:, None]
    age = np.arange(OLDEST)[None, :]
    half_quarters = 4.0 * half_life * (1.0 + multiplex_gain * strands)
    return np.exp2(-age / half_quarters).astype(np.float32)


@kernel
def left_of(tie: Row, decay: Floats, t: int) -> float:
    """What is left of a tie in quarter ``t``."""
    return tie.weight * decay[tie.strands, min(t - tie.last, OLDEST - 1)]


@kernel
def strength(tie: Row, q: Quarter) -> float:
    """Strength of a tie this quarter."""
    return left_of(tie, q.decay, q.t)


@kernel
def holds(w: Arrays, tie: Row) -> bool:
    """Whether the slot still holds the researcher the tie was made with."""
    partner = w.people[tie.slot]
    return partner.stage >= 0 and partner.key == tie.key


@kernel
def expect_ties(w: Arrays, i: Slot) -> None:
    """The ties of ``i`` will be looked at soon: ask memory for them now."""
    for x in range(0, TIES, PER_LINE):
        prefetch(w.ties, (i, x))


@kernel
def entry_of(tie: Row, x: int, decay: Floats, t: int, key: np.uint32) -> np.int64:
    """When tie ``x`` arrives in a race, and below it ``x``; the faint never arrive.

    Positive floats have the order of their bits, so that the least entry of all is the winner.
    """
    left = np.float32(left_of(tie, decay, t))
    time = np.float32(quick_arrival(key, tie.key, left))
    word = (np.int64(time.view(np.int32)) << ARRIVAL_BITS) | x
    return word if left >= FAINT else NEVER


@apart
def race(
    ties: Rows, ego: Slot, decay: Floats, t: int, key: np.uint32, runners: np.int64
) -> np.int64:
    """The least entry among the ``runners``, a bit for each tie of ``ego``.

    Few are looked at one by one; for many the compiler makes several of all entries at once.
    """
    least = NEVER
    beyond_few = runners
    for _ in range(FEW):
        beyond_few &= beyond_few - 1
    if beyond_few > 0:
        for x in range(TIES):
            entry = entry_of(ties[ego, x], x, decay, t, key)
            least = min(least, entry if (runners >> x) & 1 > 0 else NEVER)
        return least
    while runners > 0:
        lowest = runners & -runners
        runners ^= lowest
        x = top_bit(int(lowest))
        least = min(least, entry_of(ties[ego, x], x, decay, t, key))
    return least


@kernel
def first_tie(w: Arrays, q: Quarter, ego: Slot, key: np.uint32, runners: np.int64) -> int:
    """The tie of ``ego`` that wins the race among ``runners``; −1 if all of them are faint."""
    earliest = race(w.ties, ego, q.decay, q.t, key, runners)
    return -1 if earliest == NEVER else int(earliest & TIE_BITS)


@kernel
def lasting_tie(
    w: Arrays, q: Quarter, ego: Slot, key: np.uint32, runners: np.int64, first: Slot
) -> int:
    """The first tie in the race, from its winner on, whose partner is still in research; or −1."""
    x = int(first)
    while x >= 0 and not holds(w, w.ties[ego, x]):
        runners &= ~(np.int64(1) << x)
        x = first_tie(w, q, ego, key, runners)
    return x


@kernel
def ties_beyond(w: Arrays, ego: Slot, team: Row) -> np.int64:
    """The ties of ``ego`` with people outside the team, a bit for each."""
    inside = np.int64(0)
    for m in range(team.seats):
        inside |= ties_with(w.ties, ego, team.members[m])
    return ALL_TIES & ~inside


@kernel
def pick_tie(w: Arrays, q: Quarter, ego: Slot, draw: np.uint64, team: Row) -> int:
    """Which tie of ``ego`` (to somebody outside the team) is used: chance ∝ tie strength.

    Partners who have left research are passed over; −1 when all that is left is faint.
    """
    key = race_key(draw)
    runners = ties_beyond(w, ego, team)
    return lasting_tie(w, q, ego, key, runners, first_tie(w, q, ego, key, runners))


@kernel
def spans_places(row: Row) -> bool:
    """Whether a team has somebody in another place than its lead."""
    apart = False
    for m in range(1, row.seats):
        apart = apart or row.at[m] != row.at[0]
    return apart


@apart
def note_left(ties: Rows, i: Slot, decay: Floats, t: int, left: Floats) -> None:
    """Write what is left of each tie of ``i`` into ``left`` (TIES,)."""
    for x in range(TIES):
        left[x] = left_of(ties[i, x], decay, t)


@apart
def place_for(ties: Rows, i: Slot, left: Floats, slot: Slot, key: np.uint32) -> np.int64:
    """Where the tie of ``i`` with a partner stands or is to be put: in place of the faintest.

    ``left`` of each tie has been noted. As in ``race``, one reduction; a tie with the partner comes
    before all others.
    """
    least = NEVER
    for x in range(TIES):
        tie = ties[i, x]
        known = (tie.key == key) & (tie.slot == slot) & (tie.weight > 0.0)
        word = (np.int64(np.float32(left[x]).view(np.int32)) << ARRIVAL_BITS) | x
        least = min(least, np.int64(x) - TIES if known else word)
    return least


@kernel
def strengthen_noted(
    w: Arrays, q: Quarter, pair: tuple[Slot, Slot], gain: float, channel: Slot, left: Floats
) -> None:
    """Add ``gain`` to the tie of one towards the other; a new tie replaces the faintest.

    ``left`` (TIES,) holds what is left of each tie of the first, and is kept up to date.
    """
    i, j = pair
    key = w.people[j].key
    least = place_for(w.ties, i, left, j, key)
    x = least & TIE_BITS if least >= 0 else least + TIES
    tie = w.ties[i, x]
    tie.weight = gain if least >= 0 else left[x] + gain
    tie.last = q.t
    if least >= 0:
        tie.slot = j
        tie.key = key
        tie.strands = 0
        tie.channel = channel
    left[x] = strength(tie, q)


@maker
def strengthen(w: Arrays, q: Quarter, i: Slot, j: Slot, gain: float, channel: Slot) -> None:
    """The same for a single tie, of ``i`` towards ``j``."""
    left = np.empty(TIES, np.float32)
    note_left(w.ties, i, q.decay, q.t, left)
    strengthen_noted(w, q, (i, j), gain, channel, left)


@kernel
def add_strand(w: Arrays, i: int, j: int) -> None:
    """Another kind of joint work (co-supervision, shared programme) on an existing tie."""
    for x in range(TIES):
        tie = w.ties[i, x]
        if tie.weight > 0.0 and tie.slot == j and tie.key == w.people[j].key:
            tie.strands = min(MOST_STRANDS, tie.strands + 1)
            return


@kernel
def mark_tie(w: Arrays, i: Slot, j: Slot, channel: int) -> None:
    """Let an existing tie of ``i`` with ``j`` bear the mark of a channel."""
    for x in range(TIES):
        tie = w.ties[i, x]
        if tie.slot == j and tie.weight > 0.0 and tie.key == w.people[j].key:
            tie.channel = channel
            return


@kernel
def pair_strength(w: Arrays, q: Quarter, i: Slot, j: Slot) -> float:
    """Strength of the tie of ``i`` with ``j``; 0 without one."""
    for x in range(TIES):
        tie = w.ties[i, x]
        if tie.slot == j and tie.weight > 0.0 and tie.key == w.people[j].key:
            return float(strength(tie, q))
    return 0.0


@kernel
def forget(w: Arrays, i: int, j: int) -> None:
    """Remove the tie of ``i`` towards ``j``."""
    for x in range(TIES):
        tie = w.ties[i, x]
        if tie.weight > 0.0 and tie.slot == j and tie.key == w.people[j].key:
            tie.weight = 0.0
            return


@kernel
def cut_all(w: Arrays, i: int) -> None:
    """End every tie of ``i``, on both sides."""
    for x in range(TIES):
        tie = w.ties[i, x]
        if tie.weight > 0.0:
            if holds(w, tie):
                forget(w, int(tie.slot), i)
            tie.weight = 0.0


@kernel
def strength_towards(w: Arrays, q: Quarter, i: int, place: int) -> float:
    """Total strength of the ties of ``i`` with researchers now in ``place``."""
    total = 0.0
    for x in range(TIES):
        tie = w.ties[i, x]
        if tie.weight > 0.0 and holds(w, tie) and w.people[tie.slot].place == place:
            total += strength(tie, q)
    return total


@kernel
def strengths_towards(
    w: Arrays, q: Quarter, slots: NDArray[np.int64], place: int, out: NDArray[np.float64]
) -> None:
    """The same for many researchers at once, written into ``out``."""
    for n in range(len(slots)):
        out[n] = strength_towards(w, q, int(slots[n]), place)


@kernel
def count_ties(w: Arrays, q: Quarter, i: int, counts: NDArray[np.float64]) -> None:
    """Number of living ties of ``i`` by place, written into ``counts`` (place,)."""
    counts[:] = 0.0
    for x in range(TIES):
        tie = w.ties[i, x]
        if tie.weight > 0.0 and strength(tie, q) > 0.05 and holds(w, tie):
            counts[w.people[tie.slot].place] += 1.0


@kernel
def strongest_in(w: Arrays, q: Quarter, i: int, place: int) -> int:
    """The partner of ``i`` in ``place`` with the strongest tie; −1 if there is none."""
    best = 0.0
    chosen = -1
    for x in range(TIES):
        tie = w.ties[i, x]
        if tie.weight > 0.0 and holds(w, tie) and w.people[tie.slot].place == place:
            s = strength(tie, q)
            if s > best:
                best = s
                chosen = int(tie.slot)
    return chosen
