"""How papers are counted: whole in every place of the team, and fractionally by author (E24)."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations

from tests.oracle.projects import Project

Pair = tuple[int, int]


def by_place() -> defaultdict[int, float]:
    """Nothing counted yet, anywhere."""
    return defaultdict(float)


def by_pair() -> defaultdict[Pair, float]:
    """Nothing counted yet, between any two places."""
    return defaultdict(float)


@dataclass
class Counts:
    """Counts of one quarter; a pair of places is counted in both orders."""

    papers: dict[int, float] = field(default_factory=by_place)
    papers_fractional: dict[int, float] = field(default_factory=by_place)
    international: dict[int, float] = field(default_factory=by_place)
    joint: dict[Pair, float] = field(default_factory=by_pair)
    joint_latent: dict[Pair, float] = field(default_factory=by_pair)
    joint_fractional: dict[Pair, float] = field(default_factory=by_pair)
    channels: dict[int, float] = field(default_factory=by_place)

    def add(self, project: Project) -> None:
        """Count a project's papers."""
        seats = Counter(seat.place for seat in project.seats)
        share = {place: n / len(project.seats) for place, n in seats.items()}
        for place, part in share.items():
            self.papers[place] += project.recorded
            self.papers_fractional[place] += project.recorded * part
            self.international[place] += project.recorded if len(share) > 1 else 0
        if len(share) > 1:
            self.channels[project.channel] += project.recorded
        abroad = 1.0 - sum(part**2 for part in share.values())
        for a, b in combinations(share, 2):
            fraction = 2.0 * share[a] * share[b] / abroad
            for pair in ((a, b), (b, a)):
                self.joint[pair] += project.recorded
                self.joint_latent[pair] += project.papers
                self.joint_fractional[pair] += project.recorded * fraction
