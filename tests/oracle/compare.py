"""One world lived twice, quarter by quarter, and what happened in each put side by side."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

import sim.model.endings as clock
from sim.model.endings import end_projects, end_sequels
from sim.model.model import PolicyModel
from sim.world.state import SUPPORTED
from tests.oracle.conditions import conditions_of
from tests.oracle.model import Events, OracleModel, Team, waiting

FIELDS = ("institution", "place", "stage", "papers", "load", "born", "stamp")
LEDGERS = (
    "papers",
    "papers_fractional",
    "international",
    "joint",
    "joint_latent",
    "joint_fractional",
)
Snapshot = dict[int, tuple[int, ...]]


TIE_FIELDS = ("key", "last", "strands", "channel")
EVENTS = ("begun", "ended", "sequels", "moves", "exits", "promotions", "entries")


@dataclass
class Told:
    """One quarter of either model: its events, everybody at its end, and what was counted."""

    events: Events
    people: Snapshot
    counts: dict[str, Any]


class Endings:
    """Listens to the endings of projects in the model in arrays."""

    def __init__(self, monkeypatch) -> None:
        self.rows: Any = None
        self.done: Any = None
        self.later: Any = None
        self.known: Any = None

        def listening(w, q, rows, granted):
            done = end_projects(w, q, rows, granted)
            self.rows, self.done = rows.copy(), done
            return done

        def listening_later(w, q, rows):
            self.known = end_sequels(w, q, rows)
            self.later = rows.copy()
            return self.known

        monkeypatch.setattr(clock, "end_projects", listening)
        monkeypatch.setattr(clock, "end_sequels", listening_later)

    def told(self, ids) -> dict[int, tuple[int, int, bool, Team]]:
        """Papers, recorded papers, whether supported, and the team, by project."""
        return noted(self.rows, self.done.papers, self.done.recorded, ids)

    def told_later(self, ids) -> dict[int, tuple[int, int, bool, Team]]:
        """The same of later papers."""
        papers, known = self.known
        return noted(self.later, papers, known, ids)


def noted(rows, papers, recorded, ids) -> dict[int, tuple[int, int, bool, Team]]:
    """Papers, recorded papers, whether supported, and the team, by identity."""
    return {
        int(row["id"]): (int(n), int(known), bool(row["marks"] & SUPPORTED), named(row, ids))
        for row, n, known in zip(rows, papers, recorded, strict=True)
    }


def named(row, ids) -> Team:
    """Identity (−1: has left) and address of everybody in a team, in order."""
    seats = zip(row["members"][: row["seats"]].tolist(), row["at"].tolist(), strict=False)
    return tuple((int(ids[slot]) if slot >= 0 else -1, place) for slot, place in seats)


def people_of(model: PolicyModel) -> Snapshot:
    """Everybody in the model in arrays, by identity."""
    state = model.state
    slots = state.living.nonzero()[0]
    rows = zip(*(state.people[name][slots].tolist() for name in FIELDS), strict=True)
    return dict(zip(state.ids[slots].tolist(), rows, strict=True))


def people_in(oracle: OracleModel) -> Snapshot:
    """Everybody in the oracle, by identity."""
    return {
        p.identity: (
            p.institution.index,
            p.place.index,
            p.stage,
            p.papers,
            p.load,
            p.born,
            p.history,
        )
        for p in oracle.researchers
    }


def ledger_of(model: PolicyModel, year: int) -> dict[str, Any]:
    """What has been counted in a year so far; nothing before the first year reported."""
    recorder = model.recorder
    row = recorder.row(year)
    if row < 0:
        return {}
    kept = {name: getattr(recorder.ledger, name)[row].copy() for name in LEDGERS}
    return kept | {"channels": recorder.channels[row].copy()}


def step_and_hear(model: PolicyModel) -> dict[int, tuple[Team, int, int, int]]:
    """One quarter; the projects begun in it, heard before a growing world deals out new slots."""
    heard: dict[int, tuple[Team, int, int, int]] = {}
    begin = model.begin_projects

    def listening(w, awarded) -> None:
        begin(w, awarded)
        state = model.state
        for end, rows in waiting(state):
            for row in (one for one in rows if one["start"] == state.t):
                who = named(row, state.ids)
                heard[int(row["id"])] = (who, int(row["domain"]), int(row["channel"]), end)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "begin_projects", listening)
        model.step()
    return heard


def live_in_arrays(model: PolicyModel, endings: Endings) -> Told:
    """One quarter of the model in arrays."""
    year, ids = model.quarter // 4, model.state.ids.copy()
    before, counted = people_of(model), ledger_of(model, year)
    begun = step_and_hear(model)
    after, now = people_of(model), ledger_of(model, year)
    stayed = sorted(before.keys() & after.keys())
    events = Events(
        begun=begun,
        ended=endings.told(ids),
        sequels=endings.told_later(ids),
        moves={(i, before[i][0], after[i][0]) for i in stayed if before[i][0] != after[i][0]},
        exits=before.keys() - after.keys(),
        promotions={(i, after[i][2]) for i in stayed if before[i][2] != after[i][2]},
        entries=after.keys() - before.keys(),
    )
    return Told(events, after, {name: now[name] - counted[name] for name in now})


def live_in_objects(oracle: OracleModel, model: PolicyModel) -> Told:
    """The same quarter of the oracle, under the conditions of the model in arrays."""
    oracle.live(conditions_of(model))
    return Told(oracle.events, people_in(oracle), counted_in(oracle))


def counted_in(oracle: OracleModel) -> dict[str, Any]:
    """What the oracle has counted in its last quarter, as arrays."""
    places = len(oracle.places)
    told = {}
    for name in (*LEDGERS, "channels"):
        counted = getattr(oracle.events.counts, name)
        shape = (places, places) if name.startswith("joint") else (places,)
        told[name] = np.zeros((8,) if name == "channels" else shape)
        for at, count in counted.items():
            told[name][at] = count
    return told


def assert_same(arrays: Told, objects: Told) -> None:
    """Every event and every researcher is the same, and so is every count."""
    for name in EVENTS:
        assert getattr(objects.events, name) == getattr(arrays.events, name), name
    assert objects.people == arrays.people
    for name, counted in arrays.counts.items():
        np.testing.assert_allclose(objects.counts[name], counted, rtol=1e-9, err_msg=name)


def assert_same_minds(oracle: OracleModel, model: PolicyModel) -> None:
    """Ties, topics, contacts and the weights of institutions agree as far as float32 goes."""
    state = model.state
    people = {person.identity: person for person in oracle.researchers}
    for slot in state.living.nonzero()[0].tolist():
        person = people[int(state.ids[slot])]
        np.testing.assert_allclose(person.traits.topic, state.people["topic"][slot], atol=2e-6)
        rows = [row if row["weight"] > 0.0 else None for row in state.ties[slot]]
        assert [t and (t.partner.key, t.last, t.strands, t.channel) for t in person.ties] == [
            None if row is None else tuple(int(row[name]) for name in TIE_FIELDS) for row in rows
        ]
        weights = [0.0 if tie is None else tie.weight for tie in person.ties]
        kept = [0.0 if row is None else row["weight"] for row in rows]
        np.testing.assert_allclose(weights, kept, rtol=2e-6)
    for institution in oracle.institutions:
        at = institution.index
        np.testing.assert_allclose(institution.partners, state.partners[at], rtol=1e-4)
        np.testing.assert_allclose(institution.benefit, state.benefit[at], rtol=1e-4, atol=1e-6)
