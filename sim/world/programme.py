"""Programmes: the rules under which people take up what a policy offers."""

from dataclasses import dataclass

from sim.world.levers import BY_NAME
from sim.world.state import PHD, SENIOR


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
    least_need: float = 0.0
    """hours that the running projects of those who apply have to need, GPU-h"""
    withdraws: bool = False
    """the provider may withdraw, and takes back what is not used yet"""
    joint_clause: bool = False
    """an award must name a partner at the host"""
    newcomer_share: float = 0.0
    """share set aside for those without an earlier award"""
    months_abroad: float = 0.0
    return_clause_years: float = 0.0
    """years that a graduate owes to the place of origin"""
    course_months: float = 0.0
    """months of lessons in the language of the host before leaving"""
    funded_return: float = 0.0
    """share of graduates to whom the origin offers a post at home"""
    guests: int = 0
    """guests that one host has room for at a time; 0: any number"""
    anyway: float = 0.0
    """share of the journeys that would have been made without it"""
    existing_pairs: float = 0.0
    """share of awards whose two supervisors have worked together before"""
    domains: tuple[str, ...] = ()
    """domains that the offer is for; none named: all"""
    embargo_months: float = 0.0
    """months in which data are kept by those who made them"""
    joint_tooling: bool = False
    """the partners read and write one another's formats"""
    partners: tuple[str, ...] = ()
    stages: tuple[int, int] = (PHD, SENIOR)
    """the lowest and the highest career stage of those who apply"""
    days: float = 0.0
    """how long people meet"""
    group: int = 0
    """people who work together in one small group; 0: everybody only mingles"""
    virtual: bool = False
    """nobody travels"""
    matched: bool = False
    """both sides pay: there is as much of it as the side that pays less allows"""
    matching: str = ""
    """how a partner is found: complement | same_topic | prestige | lot"""
    years: float = 0.0
    """how long an award lasts"""
    setup_years: float = 0.0
    """from the award to the first work"""
    renewal: float = 0.0
    """chance that an award which ends goes on for another term, in the place of a new one"""
    projects: float = 0.0
    """joint projects that an award begins in a year"""
    grants: tuple[float, float] = (0.0, 0.0)
    """what an award costs the origin and the host, MUSD a year"""
    presence: float = 0.0
    """share of the origin's staff at a joint unit that is really there"""
    nearness: float = 1.0
    """how many times as likely those present begin something as their sessions account for"""
    met: bool = False
    """only those who have met somebody of the host, with whom they then work"""
    first_year: bool = False
    """only those who began their doctorate within a year"""
    teaching: float = 0.0
    """share of their time that those present at a unit teach"""
    listing: float = 0.0
    """yearly hazard that a parent of a unit is put on a list"""
    fragility: float = 0.0
    """how the hazard of closure h rises with the friction R of the two places: h·e^(fragility·R)"""

    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The cells of its lever, each of which can follow one set of rules only."""
        if BY_NAME[self.lever].dims[-1] == "domain":
            return tuple((self.lever, self.origin, domain) for domain in self.domains)
        if self.matched:
            return ((self.lever, self.origin, self.host), (self.lever, self.host, self.origin))
        return tuple((self.lever, place, self.host) for place in (self.origin, *self.partners))
