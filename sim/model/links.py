"""Links that the documents report between named institutions, from the year they began (E7)."""

import numpy as np

from sim.chance import Purpose, base_of, named_key, uniform
from sim.dynamics.ties import strengthen
from sim.model.conditions import Almanac
from sim.world.named import Link, bearers, fields_of, links_of
from sim.world.state import DOMAINS, PROGRAMME, State
from sim.world.views import Arrays, Quarter

CARDS = ("world.reported_work",)


def begin_links(almanac: Almanac, state: State, w: Arrays, q: Quarter) -> None:
    """Whoever carries a link on either side knows the other, as after some joint projects.

    They are as many as card world.reported_work says; a world at scale s has each link with
    chance s. What follows is up to the two: the tie fades or brings projects like any other, so
    that no link adds a paper by itself.
    """
    now, v = state.t + almanac.epoch, almanac.spec.values
    for link in (one for one in links_of(almanac.drivers) if one.since == now):
        known = bearers(almanac.drivers, v["world.size_exponent"])
        one, other = known[link.institution], known[link.partner]
        field = common_field(link)
        pair = carrier(state, one, field), carrier(state, other, field)
        if min(pair) < 0 or not is_there(almanac, link):
            continue
        for a, b in (pair, pair[::-1]):
            strengthen(
                w, q, np.int64(a), np.int64(b), v["world.reported_work"], np.int64(PROGRAMME)
            )


def common_field(link: Link) -> int:
    """First domain of the one that is also one of the other's, else its first."""
    mine, theirs = fields_of()[link.institution], fields_of()[link.partner]
    return DOMAINS.index(next((name for name in mine if name in theirs), mine[0]))


def carrier(state: State, institution: int, field: int) -> int:
    """Slot of the institution's most productive researcher in a field; −1 where nobody works."""
    here = np.flatnonzero(state.living & (state.people["institution"] == institution))
    if not len(here):
        return -1
    people = state.people[here]
    merit = people["rate"] * people["topic"][:, field]
    return int(here[np.lexsort((state.ids[here], -merit))[0]])


def is_there(almanac: Almanac, link: Link) -> bool:
    """Whether a link is one of the share of them that a small world has."""
    with np.errstate(over="ignore"):
        key = base_of(almanac.seed, named_key(f"{link.institution} {link.partner} {link.what}"))
    return uniform(np.uint64(key), Purpose.REPORTED_LINK, 0) < almanac.spec.scale
