"""What a target may be about: its unit, how many places it names, which values it can have."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "level", "coefficient"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One kind of target.

    A *count* grows with the share of the world that is simulated and is added up over years; a
    *level* does not and is averaged; both are compared as logarithms. A *coefficient* may have
    either sign and is compared as it stands.
    """

    name: str
    unit: str
    kind: Kind
    places: int = 0
    """How many places a row names: none, one, or two."""
    directed: bool = False
    """Whether A to B is another row than B to A."""
    least: float = 0.0
    most: float = float("inf")


INDICATORS: dict[str, Indicator] = {
    indicator.name: indicator
    for indicator in (
        Indicator("joint_papers", "works/year", "count", places=2),
        Indicator("moves", "people/year", "count", places=2, directed=True),
        Indicator("articles", "articles/year", "count", places=1),
        Indicator("international_share", "share", "level", places=1, most=1.0),
        Indicator("team_size", "authors/paper", "level", least=1.0),
        Indicator("repeat_share", "share", "level", most=1.0),
        Indicator("repeat_share_known", "share", "level", most=1.0),
        Indicator("newcomer_share", "share", "level", most=1.0),
        Indicator("half_life", "years", "level"),
        Indicator("never_leads", "share", "level", most=1.0),
        Indicator("papers_per_author", "papers/author", "level", least=1.0),
        Indicator("partners_per_author", "people/author", "level"),
        Indicator("giant_share", "share", "level", most=1.0),
        Indicator("transitivity", "1", "level", most=1.0),
        Indicator("single_paper_share", "share", "level", most=1.0),
        Indicator("productivity_exponent", "1", "level", least=1.0),
        Indicator("gravity_moves_nearness", "1", "coefficient", least=-float("inf")),
        Indicator("gravity_moves_language", "1", "coefficient", least=-float("inf")),
        Indicator("gravity_papers_nearness", "1", "coefficient", least=-float("inf")),
        Indicator("gravity_papers_language", "1", "coefficient", least=-float("inf")),
    )
}
