"""Programmes: the rules under which people take up what a policy offers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Programme:
    """The rules of one offer; how much of it there is stands in the lever.

    `origin` is the place of those who apply, `host` the place that provides, supervises or, for
    an offer without a second side, the same place. `partners` are the other places that share
    it. A rule that a kind of offer does not know keeps its neutral value.
    """

    kind: str
    lever: str
    origin: str
    host: str
    selection: str = "merit"
    """merit | lottery | first_come"""
    cap: float = 0.0
    """most of the offer that one lab can get in a year, in the unit of the lever"""
    cards: float = 0.0
    """machines that the provider sets aside, GPUs"""
    joint_clause: bool = False
    """an award must name a partner at the host"""
    newcomer_share: float = 0.0
    """share set aside for those without an earlier award"""
    months_abroad: float = 0.0
    return_clause_years: float = 0.0
    """years that a graduate owes to the place of origin"""
    existing_pairs: float = 0.0
    """share of awards whose two supervisors have worked together before"""
    domains: tuple[str, ...] = ()
    """domains that the offer is for; none named: all"""
    embargo_months: float = 0.0
    """months in which data are kept by those who made them"""
    joint_tooling: bool = False
    """the partners read and write one another's formats"""
    partners: tuple[str, ...] = ()

    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The cells of its lever, each of which can follow one set of rules only."""
        if self.domains:
            return tuple((self.lever, self.origin, domain) for domain in self.domains)
        return ((self.lever, self.origin, self.host),)
