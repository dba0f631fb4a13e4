"""E24 · What public lists of papers hold: some papers of some institutions.

Repetition, newcomers and networks are known from lists of accepted papers, which hold a small part
of what an author writes. A simulated paper is in the lists if the institution of its first author
who is still in research takes part in them (chance c, drawn once for each institution), and then
with chance s/c, so that the lists hold the share s of all papers. Cards lists.share (s) and
lists.circle (c): the smaller the circle, the more of an author's papers stand in the lists.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.chance import Purpose, uniforms
from sim.experiment.patterns.author_book import seats_taken
from sim.world.views import Arrays

CARDS = ("lists.share", "lists.circle")
CIRCLE, PAPER = 0, 1


@dataclass(frozen=True, slots=True)
class PaperLists:
    """Which papers of one history stand in the lists; ``key`` is that of its replicate."""

    key: np.uint64
    share: float
    circle: float

    @classmethod
    def of(cls, key: np.uint64, values: Mapping[str, float]) -> "PaperLists":
        """The lists as the cards have them."""
        return cls(key, values["lists.share"], max(values["lists.share"], values["lists.circle"]))

    def hold(
        self, w: Arrays, rows: NDArray[np.void], papers: NDArray[np.int16]
    ) -> NDArray[np.int16]:
        """How many of the ``papers`` of each team the lists hold, shape (team,)."""
        everyone = np.arange(len(w.institutions), dtype=np.uint64)
        takes_part = uniforms(self.key, everyone, Purpose.IN_LISTS, CIRCLE) < self.circle
        held = np.zeros(len(rows), np.int16)
        for n in range(int(papers.max(initial=0))):
            drawn = uniforms(self.key, rows["id"], Purpose.IN_LISTS, PAPER + n)
            held += (n < papers) & (drawn < self.share / self.circle)
        sender = first_author(rows)
        sent = (sender >= 0) & takes_part[w.people["institution"][sender]]
        return np.asarray(np.where(sent, held, 0).astype(np.int16))


def first_author(rows: NDArray[np.void]) -> NDArray[np.int32]:
    """Slot of each team's first author who is still in research, −1 if nobody is, shape (team,)."""
    first = np.argmax(seats_taken(rows), axis=1)
    return np.asarray(rows["members"][np.arange(len(rows)), first])
