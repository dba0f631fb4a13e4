"""The clock: one Mesa model that owns the order of a quarter, the agents and the draws."""

from collections.abc import Mapping
from functools import cached_property

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.chance import replicate_seed
from sim.dynamics import compute, friction
from sim.dynamics.adaptation import remember
from sim.dynamics.citations import gather
from sim.dynamics.entry import enter
from sim.dynamics.recording import record
from sim.model.acquaintance import note_joint_work
from sim.model.adaptation import adapt_institutions
from sim.model.agents import Institution, Place
from sim.model.approvals import approve
from sim.model.birth import found_world
from sim.model.borders import open_borders
from sim.model.calls import CALLS, continued
from sim.model.conditions import Almanac, at_work, quarter_of, tables_of
from sim.model.doctorates import attend
from sim.model.endings import publish_due
from sim.model.links import begin_links
from sim.model.lists import keep_lists
from sim.model.machines import renew_machines, rent, rented_hours
from sim.model.margins import entrants, follow, note_led
from sim.model.network import measure
from sim.model.offers import Books, Desk, expire
from sim.model.openings import open_data
from sim.model.parts import Parts
from sim.model.people import Decisions, apply_people, decide_people
from sim.model.projects import Buffers, due_projects, leave_marks, start_projects
from sim.model.pulls import turn_searches
from sim.model.record import Recorder, digest, new_tally
from sim.model.routes import turn_movers
from sim.model.spec import RunSpec
from sim.model.stays import home_of, visit
from sim.model.units import time_given
from sim.policies.base import Policy
from sim.world import memory
from sim.world.build import sizes_of
from sim.world.drivers import Drivers, read_drivers
from sim.world.futures import course_of
from sim.world.growth import grow, has_room
from sim.world.lever_values import Levers
from sim.world.levers import BY_NAME
from sim.world.programme import Programme
from sim.world.roster import keep_room
from sim.world.slots import empty_slots
from sim.world.state import DOMAINS, WORK, Rows, State
from sim.world.views import Arrays, arrays_of, records

QUARTERS = 4
Array = NDArray[np.float64]


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
        super().__init__(rng=0)
        self.spec = spec
        self.policies = policies
        self.drivers = drivers or read_drivers(spec.world, spec.scale)
        with np.errstate(over="ignore"):
            seed = replicate_seed(spec.seed, replicate)
        self.almanac = Almanac(spec, self.drivers, tables_of(spec), np.uint64(seed))
        self.course = course_of(self.drivers, spec.future, spec.policy)
        self.levers = Levers(self.drivers.places, DOMAINS)
        with np.errstate(over="ignore"):
            self.state = state or found_world(self.almanac)
        self.recorder = recorder or Recorder(spec.years, self.drivers.places)
        self.buffers = Buffers(len(self.state.people))
        self.parts = Parts(len(self.state.people), spec.threads)
        first, second = (self.drivers.places.index(code) for code in spec.corridor)
        self.focus = (first, second)
        self.network_years = set(spec.years[::5]) | {spec.years[-1]}
        self.place_agents = [Place(self, n) for n in range(len(self.drivers.places))]

    @cached_property
    def institution_agents(self) -> list[Institution]:
        """Every institution as an agent; made when first asked for."""
        return [Institution(self, n) for n in range(len(self.state.institutions))]

    @cached_property
    def sizes(self) -> list[tuple[int, Array]]:
        """Of each place, its first institution and the cumulative shares of all of them."""
        return sizes_of(self.drivers.institutions, self.spec.values["world.size_exponent"])

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
        state, quarter = self.state, self.quarter
        levers = self.levers_in(quarter)
        self.books = Books(len(self.drivers.places))
        self._environment(quarter, levers)
        follow(self.almanac, state, arrays_of(state))
        note_joint_work(self.almanac, state)
        self.now = at_work(
            quarter_of(self.almanac, state, levers),
            levers["research_people"] * self.spec.scale
            - time_given(state, levers["campus_faculty"]),
            state.memory["heads"],
        )
        self.barrier = levers["visit_barrier"], levers["stay_barrier"]
        self.in_name = levers["joint_in_name"]
        awarded = self._offers(quarter)
        w = arrays_of(state)
        begin_links(self.almanac, state, w, self.now)
        decisions = decide_people(w, self.now, self.parts)
        turn_movers(self.almanac, state, w, self.now)
        ending = due_projects(state)
        self.begin_projects(w, awarded)
        self._papers(ending)
        self._people(decisions)
        self._close_quarter(quarter)
        state.t += 1

    def begin_projects(self, w: Arrays, awarded: Rows) -> None:
        """What awards and researchers begin this quarter."""
        start_projects(self.state, w, self.now, self.buffers, self.parts, awarded)
        open_borders(self.almanac, self.state, w, self.now)
        turn_searches(self.almanac, self.state, w, self.now)

    def levers_in(self, quarter: int, kind: str = "") -> dict[str, Array]:
        """Every lever in a quarter, by policies of one kind or all; embargoed data open later."""
        effects = [*self.course.effects(quarter, self.drivers.places)]
        for policy in (one for one in self.policies if kind in ("", one.kind)):
            embargo = max((p.embargo_months for p in policy.programmes()), default=0.0)
            late = quarter - round(embargo / 3.0)
            effects += [e for e in policy.effects(quarter) if not e.lever.startswith("data_")]
            effects += [e for e in policy.effects(late) if e.lever.startswith("data_")]
        return self.levers.after(effects)

    def _offers(self, quarter: int) -> Rows:
        """The calls of this quarter; returns the projects that awards begin."""
        offers = {
            (p.kind, p.origin, p.host): p
            for policy in self.policies
            for p in policy.programmes()
            if p.lever in CALLS
        }
        at = self.drivers.places.index
        order = sorted(offers, key=lambda name: (name[0], at(name[1]), at(name[2])))
        awarded = [self._call(offers[name], quarter) for name in order]
        return memory.joined([*awarded, *continued(self.desk())], WORK)

    def _call(self, programme: Programme, quarter: int) -> Rows:
        """One call a year: in its first quarter, or when the offer begins within the year.

        What is there for as long as it is offered, like a post, is called every quarter.
        """
        standing = BY_NAME[programme.lever].standing
        amounts = (self._now if standing else self._rest_of_year)(programme, quarter)
        if sum(amounts) <= 0.0:
            return np.zeros(0, WORK)
        return CALLS[programme.lever](self.desk(), programme, amounts)

    def _now(self, programme: Programme, quarter: int) -> list[float]:
        """What each cell offers in this quarter."""
        lever, codes = self.levers_in(quarter, programme.kind)[programme.lever], self.drivers.places
        return [float(lever[tuple(map(codes.index, cell))]) for _, *cell in programme.cells()]

    def _rest_of_year(self, programme: Programme, quarter: int) -> list[float]:
        """What each cell offers from now to the year's end, if this is the quarter of the call."""
        now, codes = quarter % QUARTERS, self.drivers.places
        levers = [self.levers_in(quarter - now + n, programme.kind) for n in range(4)]
        yearly = [lever[programme.lever] for lever in levers]
        cells = [tuple(map(codes.index, cell)) for _, *cell in programme.cells()]
        rates = [[float(lever[cell]) for lever in yearly] for cell in cells]
        open_now = any(rate[now] > 0.0 for rate in rates)
        open_before = now > 0 and any(rate[now - 1] > 0.0 for rate in rates)
        if not open_now or open_before:
            return [0.0]
        return [sum(rate[now:]) / QUARTERS for rate in rates]

    def desk(self) -> Desk:
        """Where offers are handled now."""
        state = self.state
        return Desk(self.almanac, state, arrays_of(state), self.now, self.books, self.barrier)

    def _environment(self, quarter: int, levers: Mapping[str, NDArray[np.float64]]) -> None:
        """Friction drifts, computing is renewed, data open; what is spent whatever is taken up."""
        state, v, d = self.state, self.spec.values, self.drivers
        aim = friction.targets(self.course.shocks, v, d.places, quarter)
        aim += np.stack([levers["rupture_papers"], levers["rupture_moves"]])
        pace = v["friction.rise"], v["friction.decay"]
        state.friction = friction.drift(state.friction, aim, *pace)
        withheld = compute.embargo(self.course.controls, v, len(d.places), quarter)
        withheld = np.maximum(withheld, levers["withheld"]) * (1.0 - levers["home_made"])
        served = rented_hours(self.almanac, state, levers["cloud_hours"])
        self.lent = renew_machines(self.almanac, state, withheld, served)
        self.books.cost += rent(served, v, levers)
        self.books.cost += levers["spending"] / QUARTERS * self.spec.scale
        self.books.cost += open_data(state, levers, v) * self.spec.scale
        approve(self.almanac, state, levers)
        keep_lists(self.almanac, state, levers)

    def _papers(self, due: Rows) -> None:
        """Projects that are due end; papers are counted and leave their mark on their authors."""
        state, w = self.state, arrays_of(self.state)
        rows, papers, recorded = publish_due(self.desk(), due, self.lent)
        tally = new_tally(len(self.drivers.places))
        order = np.arange(len(rows))
        record(w, records(rows), order, papers, recorded, tally)
        note_led(self.almanac, state, rows, recorded, tally.papers)
        remember(w.people, records(rows), order, papers, state.benefit)
        cited = gather(w, self.now, records(rows), recorded, state.usable)
        year = self.quarter // QUARTERS
        self.recorder.add_tally(year, tally, self.in_name)
        self.recorder.add_citations(year, cited)
        self.recorder.add_joint(year, w, rows, papers, self.focus)
        self.mark_papers(w, rows, papers)

    def mark_papers(self, w: Arrays, rows: Rows, papers: NDArray[np.int16]) -> None:
        """What papers leave behind in those who wrote them."""
        leave_marks(w, self.now, rows, papers, self.parts)

    def _people(self, decisions: Decisions) -> None:
        """Moves and careers take effect, stays and doctorates go on, newcomers enter."""
        state, before, year = self.state, self.state.living, self.quarter // QUARTERS
        doctors = np.flatnonzero((decisions.fate == 2) & (state.people["stage"] == 0))
        self.recorder.add_graduates(year, state.ids[doctors], home_of(state, doctors))
        moves = apply_people(state, self.now, decisions)
        expire(self.almanac, state, self.books)
        keep_room(state, len(state.stays) + len(state.students) + len(state.pupils))
        visit(self.desk())
        news = attend(self.desk())
        self.recorder.add_graduates(year, *news.doctors())
        gone = before & ~state.living
        self.recorder.add_departed(state.ids[gone], state.people["papers"][gone])
        settled = np.array(news.moves, np.int64).reshape(-1, 3)
        self.recorder.add_moves(year, np.concatenate([moves, settled]), state.ids)
        self.admissions = entrants(self.almanac, state, state.places["count"].astype(float))
        self._keep_room(int(self.admissions.sum()))
        self.view, self.free = arrays_of(state), empty_slots(state)
        for place in self.place_agents:
            place.hire()

    def _keep_room(self, joining: int) -> None:
        if not has_room(self.state, joining):
            grow(self.state, joining)
            self.buffers.fit(len(self.state.people))
            self.parts = Parts(len(self.state.people), self.spec.threads)
        keep_room(self.state, joining)

    def admit(self, place: int) -> int:
        """Let this quarter's doctoral students enter one place."""
        official = int(self.drivers.english_official[place])
        count, room, sizes = int(self.admissions[place]), self.buffers.entrance, self.sizes[place]
        return int(enter(self.view, self.now, self.free, place, count, official, *sizes, room))

    def _close_quarter(self, quarter: int) -> None:
        """Books, fingerprint and, every fifth year, the network; a year's end closes the year."""
        year, end_of_year = quarter // QUARTERS, quarter % QUARTERS == QUARTERS - 1
        self.recorder.add_books(year, self.books)
        if end_of_year:
            self._close_year(year)
        w = arrays_of(self.state)
        self.recorder.digests.append(int(digest(w)))
        if end_of_year and year in self.network_years:
            self.recorder.add_network(year, measure(w, self.now))

    def _close_year(self, year: int) -> None:
        """Stocks are counted, institutions adapt, their memory of joint papers fades."""
        state, v = self.state, self.spec.values
        self.recorder.close_year(year, state, arrays_of(state))
        if self.spec.structure.diversion:
            adapt_institutions(self.drivers, v, state)
        state.benefit *= np.float32(np.exp(-1.0 / v["adaptation.memory"]))
