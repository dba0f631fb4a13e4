"""Institutions of the documents: each is one of the world's, and as large as is said."""

import numpy as np
import pytest

from sim.evidence.tables import read_table
from sim.world.build import sizes_of
from sim.world.dated import quarter_of
from sim.world.drivers import read_drivers
from sim.world.named import bearers, links, links_of, named_institutions

EXPONENT = 0.8


@pytest.fixture(scope="module")
def drivers():
    return {world: read_drivers(world, 1.0) for world in ("ai", "science")}


def test_each_name_is_borne_by_one_institution_of_its_place(drivers):
    d = drivers["ai"]
    found = bearers(d, EXPONENT)
    place = np.repeat(np.arange(len(d.places)), d.institutions)
    assert len(set(found.values())) == len(found) == len(named_institutions())
    for one in named_institutions():
        assert d.places[place[found[one.id]]] == one.place


def test_each_has_about_the_size_that_is_guessed(drivers):
    """Within the table's own range of half to double, by shares of the heads of 2023."""
    d, table = drivers["ai"], read_table("institutions")
    found, by_size = bearers(d, EXPONENT), sizes_of(d.institutions, EXPONENT)
    ends = zip(table.words("id"), table.numbers("low"), table.numbers("high"), strict=True)
    for name, low, high in ends:
        place = next(d.places.index(n.place) for n in named_institutions() if n.id == name)
        first, shares = by_size[place]
        heads = np.diff(shares, prepend=0.0)[found[str(name)] - first] * d.stock[-1, place]
        assert low <= heads <= high, name


def test_links_that_are_only_planned_do_not_exist():
    planned = [w for w, s in zip(read_table("institution_links").words("what"),
                                 read_table("institution_links").words("status"), strict=True)
               if s == "planned"]  # fmt: skip
    assert planned
    assert not {link.what for link in links()} & set(planned)
    assert len(links()) + len(planned) == 10


def test_a_link_begins_in_the_first_quarter_of_its_year():
    since = {link.since for link in links() if link.partner == "mipt_zhengzhou"}
    assert since == {quarter_of("2019-Q1")}


def test_only_the_world_of_the_field_that_the_documents_speak_of_has_links(drivers):
    assert len(links_of(drivers["ai"])) == 9
    assert links_of(drivers["science"]) == ()
