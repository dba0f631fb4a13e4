"""The clock: one Mesa model that owns the order of a quarter, the agents and the draws."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.chance import replicate_seed
from sim.dynamics import compute, friction, opendata
from sim.dynamics.adaptation import adapt, remember
from sim.dynamics.recording import record
from sim.model.agents import Institution, Place
from sim.model.birth import found_world
from sim.model.conditions import Almanac, quarter_of, tables_of
from sim.model.margins import entrants, follow, note_yield
from sim.model.people import apply_people, decide_people, enter_place
from sim.model.projects import Buffers, due_projects, end_projects, leave_marks, start_projects
from sim.model.record import Recorder, digest, new_tally
from sim.model.spec import RunSpec
from sim.policies.base import Policy
from sim.world.drivers import Drivers, read_drivers
from sim.world.levers import Levers
from sim.world.state import DOMAINS, State
from sim.world.views import arrays_of, records

QUARTERS = 4


class PolicyModel(mesa.Model):
    """A world under a set of policies; ``step`` is one quarter.

    All randomness is keyed (``sim.chance``); Mesa's own generator is never drawn from.
    """

    def __init__(
        self,
        spec: RunSpec,
        replicate: int = 0,
        policies: tuple[Policy, ...] = (),
        state: State | None = None,
        recorder: Recorder | None = None,
        drivers: Drivers | None = None,
    ) -> None:
        super().__init__(seed=0)
        self.spec = spec
        self.policies = policies
        self.drivers = drivers or read_drivers(spec.world, spec.scale)
        with np.errstate(over="ignore"):
            seed = replicate_seed(spec.seed, replicate)
        self.almanac = Almanac(spec, self.drivers, tables_of(spec), np.uint64(seed))
        self.levers = Levers(self.drivers.places, DOMAINS)
        with np.errstate(over="ignore"):
            self.state = state or found_world(self.almanac)
        self.recorder = recorder or Recorder(spec.years, self.drivers.places)
        self.buffers = Buffers(len(self.state.people))
        self.threads = ThreadPoolExecutor(spec.threads) if spec.threads > 1 else None
        edges = np.linspace(0, len(self.state.people), spec.threads + 1).astype(int)
        self.bounds = [(int(edges[n]), int(edges[n + 1])) for n in range(spec.threads)]
        self.place_agents = [Place(self, n) for n in range(len(self.drivers.places))]

    @cached_property
    def institution_agents(self) -> list[Institution]:
        """Every institution as an agent; made when first asked for."""
        return [Institution(self, n) for n in range(len(self.state.institutions))]

    @property
    def quarter(self) -> int:
        """Calendar quarter about to be lived."""
        return self.almanac.epoch + self.state.t

    def run_until(self, quarter: int) -> None:
        """Live every quarter before ``quarter``."""
        while self.quarter < quarter:
            self.step()

    def step(self) -> None:
        """One quarter: levers, rates, projects, papers, people, institutions, record."""
        with np.errstate(over="ignore"):
            self._step()

    def _step(self) -> None:
        state = self.state
        quarter = self.quarter
        effects = [effect for policy in self.policies for effect in policy.effects(quarter)]
        levers = self.levers.after(effects)
        self._environment(quarter, levers)
        w = arrays_of(state)
        follow(self.almanac, state, w)
        self.now = quarter_of(self.almanac, state, levers)
        decisions = decide_people(w, self.now, self.bounds, self.threads)
        start_projects(state, w, self.now, self.buffers, self.bounds, self.threads)
        self._papers()
        self._people(decisions)
        if quarter % QUARTERS == QUARTERS - 1:
            self._close_year(quarter // QUARTERS)
        self.recorder.digests.append(int(digest(arrays_of(state))))
        state.t += 1

    def _environment(self, quarter: int, levers: Mapping[str, NDArray[np.float64]]) -> None:
        state, v, d = self.state, self.spec.values, self.drivers
        aim = friction.targets(d.shocks, v, d.places, quarter)
        state.friction = friction.drift(state.friction, aim, v["friction.rise"], v["friction.decay"])
        withheld = compute.embargo(d.controls, v, len(d.places), quarter)
        state.compute = compute.renew(state.compute, withheld, v)
        supply = v["compute.stock_per_researcher"] * v["projects.lag_mean"]
        level = supply * compute.frontier(v, self.almanac.year(state.t)) * state.compute * d.compute_index
        prestige = state.institutions["prestige"].astype(float)
        state.institutions["compute"] = level[state.institutions["place"]] * compute.spread_over(
            prestige, v["compute.spread"]
        )
        target = levers["data_coverage"] * levers["data_compliance"]
        state.usable = opendata.grow(state.usable, target, v["data.uptake"], v["data.loss"])

    def _papers(self) -> None:
        state = self.state
        w = arrays_of(state)
        rows = due_projects(state, self.buffers)
        leads = np.array([], np.int64) if len(rows) == 0 else w.people["place"][rows["members"][:, 0]].astype(np.int64)
        done = end_projects(w, self.now, rows, np.zeros(len(rows)))
        if self.almanac.in_record(state.t):
            note_yield(state, leads, done.papers, rows["size"])
        tally = new_tally(len(self.drivers.places))
        order = np.arange(len(rows))
        record(w, records(rows), order, done.papers, done.recorded, tally)
        remember(w.people, records(rows), order, done.papers, state.benefit)
        self.recorder.add_tally(self.quarter // QUARTERS, tally)
        leave_marks(w, self.now, rows, done.papers, self.bounds, self.threads)

    def _people(self, decisions: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int8]]) -> None:
        state = self.state
        year = self.quarter // QUARTERS
        doctors = np.flatnonzero((decisions[2] == 2) & (state.people["stage"] == 0))
        self.recorder.add_graduates(year, state.ids[doctors], state.people["place"][doctors].astype(np.int64))
        moves = apply_people(state, self.now, decisions)
        self.recorder.add_moves(year, moves, state.ids)
        heads = state.places["count"].astype(float)
        self.admissions = entrants(self.almanac, state, heads)
        for place in self.place_agents:
            place.hire()

    def admit(self, place: int) -> int:
        """Let this quarter's doctoral students enter one place."""
        official = int(self.drivers.english_official[place])
        first = int(np.searchsorted(self.state.institutions["place"], place))
        return enter_place(
            self.state, self.now, place, int(self.admissions[place]), official, first
        )

    def _close_year(self, year: int) -> None:
        state, v = self.state, self.spec.values
        self.recorder.close_year(year, state, arrays_of(state))
        if self.spec.structure.diversion:
            cards = (v["adaptation.rate"], v["adaptation.sensitivity"], v["adaptation.prior"])
            home = state.institutions["place"].astype(np.int64)
            adapt(state.partners, state.benefit, self.drivers.partner_share, state.friction[0], home, cards)
        state.benefit *= np.float32(np.exp(-1.0 / v["adaptation.memory"]))


