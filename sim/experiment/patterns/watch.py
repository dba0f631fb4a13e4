"""A recorder that also keeps what patterns need and no outcome does: authors, pairs, teams."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Self

import numpy as np
from numpy.typing import NDArray

from sim.experiment.patterns.author_book import AuthorBook
from sim.experiment.patterns.pair_book import PairBook
from sim.experiment.patterns.paper_lists import PaperLists
from sim.experiment.patterns.team_book import TeamBook
from sim.model.record import Recorder
from sim.world.state import State
from sim.world.views import Arrays


class Watch(Recorder):
    """Follows a run from its warm-up on; it reads the run and never changes it.

    Careers are those of all papers; pairs and teams those of the ``lists``, or of all without any.
    """

    def __init__(
        self,
        years: tuple[int, ...],
        places: tuple[str, ...],
        window: Sequence[int] = (),
        lists: PaperLists | None = None,
    ) -> None:
        super().__init__(years, places)
        self.lists = lists
        self.authors, self.listed = AuthorBook(), AuthorBook()
        self.pairs = PairBook()
        self.teams = TeamBook(frozenset(window))

    def copy(self) -> Self:
        """An independent copy, books and all."""
        return deepcopy(self)

    def add_joint(
        self,
        year: int,
        w: Arrays,
        rows: NDArray[np.void],
        papers: NDArray[np.int16],
        focus: tuple[int, int],
    ) -> None:
        """List joint papers, and note authors of all papers, pairs and teams of listed ones."""
        super().add_joint(year, w, rows, papers, focus)
        self.authors.note(year, w.ids, np.compress(papers > 0, rows))
        held = papers if self.lists is None else self.lists.hold(w, rows, papers)
        written, number = np.compress(held > 0, rows), held[held > 0]
        known = self.listed.note(year, w.ids, written)
        self.pairs.note(w.ids, written, number, known)
        self.teams.note(year, w.ids, written, number)

    def close_year(self, year: int, state: State, w: Arrays) -> None:
        """Close the books of the year."""
        super().close_year(year, state, w)
        self.pairs.close(year)
