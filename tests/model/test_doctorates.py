"""I5 · Doctorates under two supervisors keep the expectations F5.1 to F5.5 and their books.

Power: nearly every first-year student knows and applies, and meetings often lead to something
(EAGER). Some 155 students of seven years then bring about 300 joint papers in fourteen years
(standard error 25 over eight worlds with 300 joint papers a year).
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sim.dynamics.ties import count_ties, strongest_in
from sim.model import doctorates as office
from sim.model.settling import settle_down
from sim.model.supervision import supervising
from sim.world.state import BOUND, DUAL, VISITING, Student
from sim.world.views import arrays_of
from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    EAGER,
    LARGE,
    PLACES,
    SMALL,
    THIRD,
    cards,
    doctorates,
    doctors,
    extra_joint,
    labels,
    mean_and_error,
    past,
)

SEEDS, MANY = range(8), range(24)
YEARS = 14
STOP = BRANCH + 6


@cache
def watched(seed, **fields):
    """A world with these doctorates (none without a field), all begun, and quarters of leaving."""
    offer = (doctorates(until=STOP, **fields),) if fields else ()
    begun: list[Student] = []
    left: list[int] = []
    usual, settling = office.begin_doctorate, settle_down

    def noted(desk, programme, key, i, busy):
        found = usual(desk, programme, key, i, busy)
        begun.extend(desk.state.students[-1:] if found else [])
        return found

    def settled(desk, student, news):
        before = len(news.moves)
        settling(desk, student, news)
        left.extend([desk.almanac.epoch + desk.state.t] * (len(news.moves) - before))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "begin_doctorate", noted)
        patch.setattr(office, "settle_down", settled)
        model = past(seed).future(*offer, years=YEARS, values=EAGER)
    return model, begun, left


def lived(seed, **fields):
    """The world alone."""
    return watched(seed, **fields)[0]


def graduates(seed, **fields):
    """Slots of those who began a doctorate under two supervisors and are still in research."""
    model, begun, _ = watched(seed, **fields)
    slots = np.array([student.slot for student in begun if student.ends <= model.state.t])
    who = np.array([student.identity for student in begun if student.ends <= model.state.t])
    here = (model.state.ids[slots] == who) & (model.state.people["stage"][slots] >= 0)
    return slots[here]


def share_abroad(**fields):
    """Share of surviving graduates who live with the host."""
    places = [lived(s, **fields).state.people["place"][graduates(s, **fields)] for s in SEEDS]
    return float((np.concatenate(places) == LARGE).mean())


def ties_with_host(seeds=SEEDS, **fields):
    """Living ties with the host of a surviving graduate at home, on average."""
    found = []
    for s in seeds:
        model = lived(s, **fields)
        w, counts = arrays_of(model.state), np.zeros(len(PLACES))
        for i in graduates(s, **fields):
            if model.state.people["place"][i] == SMALL:
                count_ties(w, model.now, i, counts)
                found.append(counts[LARGE])
    return float(np.mean(found))


def joint_gain(first=0, last=YEARS, seeds=SEEDS, **fields):
    """Joint papers beyond the baseline between two years of policy, mean over worlds."""
    worlds = [(lived(s, **fields), lived(s)) for s in seeds]
    return mean_and_error(extra_joint(*pair)[first:last].sum() for pair in worlds)


@expects("dual_phd", "F5.1")
def test_no_joint_output_comes_before_the_second_year():
    early, error = joint_gain(0, 2, months_abroad="12 months")
    whole, _ = joint_gain(months_abroad="12 months")
    assert whole > 100
    assert abs(early) <= max(0.02 * whole, 2 * error)


@expects("dual_phd", "F5.2")
def test_longer_stays_leave_more_ties_and_more_people_abroad():
    """No free lunch: shares abroad of about .20, .25 and .34, ties 4.0, 4.3 and 5.1."""
    months = [{"months_abroad": f"{months} months"} for months in (6, 12, 24)]
    abroad = [share_abroad(**stay) for stay in months]
    ties = [ties_with_host(**stay) for stay in months]
    papers = [joint_gain(seeds=MANY, **stay) for stay in (months[0], months[2])]
    assert abroad == sorted(abroad)
    assert abroad[2] > 1.3 * abroad[0]
    assert ties[2] > 1.1 * ties[0]
    (short, error), (long, its_error) = papers
    assert long > 1.2 * short
    assert long - 1.1 * short > 2 * np.hypot(1.1 * error, its_error)


def test_nobody_stays_with_the_host_who_never_went_there():
    model, begun, _ = watched(1, months_abroad="0 months")
    assert begun
    assert not (model.state.people["marks"][model.state.living] & VISITING).any()
    assert share_abroad(months_abroad="0 months") < 0.1


def test_a_stay_for_which_a_doctorate_is_too_short_counts_as_long_as_it_lasts():
    """The shortest doctorates have 27 months of room, the longest 39."""
    _, begun, _ = watched(1, months_abroad="36 months")
    assert {s.months for s in begun} == {3.0 * (s.returns - s.leaves) for s in begun}
    assert min(s.months for s in begun) < max(s.months for s in begun) == 36
    assert all(s.months == 36 or s.returns == s.ends - 1 for s in begun)
    assert {s.months for s in watched(1, months_abroad="12 months")[1]} == {12}


def mean_year_of_leaving(**fields):
    """When graduates settled with the host, in years after the first call."""
    left = [quarter for s in SEEDS for quarter in watched(s, **fields)[2]]
    return float(np.mean(left)) / 4 - BRANCH


@expects("dual_phd", "F5.3")
def test_a_return_clause_moves_the_date_of_leaving_more_than_the_ties():
    """Three years of a clause: leaving comes some three years later, ties change by a few %.

    Eight worlds tell ties to 5 % only; twenty-four to 2.5 %.
    """
    free, bound = {"months_abroad": "12 months"}, {"months_abroad": "12 months"}
    bound["return_clause"] = "3 years"
    delay = mean_year_of_leaving(**bound) - mean_year_of_leaving(**free)
    assert 1.5 <= delay <= 3.5
    ties = ties_with_host(MANY, **bound) / ties_with_host(MANY, **free)
    papers = joint_gain(**bound)[0] / joint_gain(**free)[0]
    assert abs(ties - 1) < 0.1
    assert abs(papers - 1) < 0.25


def balance(model):
    """Ability of those of the smaller place who work in the larger one, less the reverse."""
    people = model.state.people[model.state.living]
    ability = np.exp(people["quality"].astype(float))
    gone = (people["origin"] == SMALL) & (people["place"] == LARGE)
    come = (people["origin"] == LARGE) & (people["place"] == SMALL)
    return ability[come].sum() - ability[gone].sum()


@expects("dual_phd", "F5.4")
def test_the_smaller_partner_loses_ability_on_balance():
    stay = {"months_abroad": "12 months"}
    mean, error = mean_and_error(balance(lived(s, **stay)) - balance(lived(s)) for s in SEEDS)
    assert mean < 0
    assert abs(mean) > 2 * error


def all_labels(**fields):
    """Labels of the supported joint papers of all worlds."""
    return np.sum([labels(lived(s, **fields), lived(s)) for s in SEEDS], axis=0)


@expects("dual_phd", "F5.5")
def test_the_more_pairs_worked_together_before_the_less_is_additional():
    """Power: additional shares of about .64 and .53 of some 800 supported papers, error .02."""
    new, idle = {}, {}
    for existing in ("0%", "100%"):
        found = all_labels(existing_pairs=existing)
        new[existing], idle[existing] = found[:2].sum() / found.sum(), found[2] / found.sum()
    assert new["100%"] < new["0%"]
    assert idle["100%"] > 2 * idle["0%"]


def test_joint_papers_that_a_programme_brings_carry_its_mark():
    """At least a third: those who stay abroad go on with old friends at home, unmarked."""
    found = all_labels(months_abroad="24 months").sum()
    extra, _ = joint_gain(months_abroad="24 months")
    assert found >= extra * len(SEEDS) / 3


def known_before(model, student):
    """Whether the two supervisors of a doctorate had worked together when it began."""
    w = arrays_of(model.state)
    return strongest_in(w, model.now, student.supervisor, student.host) == student.co_supervisor


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_supervisors_worked_together_before_as_often_as_the_lever_says(share):
    known = []
    for s in SEEDS:
        offer = doctorates(existing_pairs=share)
        model = past(s).future(offer, years=0.25, values=EAGER)
        before = past(s).future(years=0.25, values=EAGER)
        known += [known_before(before, student) for student in model.state.students]
    assert len(known) > 100
    assert np.mean(known) == pytest.approx(share, abs=0.12)


def test_nobody_supervises_more_students_than_have_room():
    model = past(1).future(doctorates(), years=4, values=EAGER)
    busy = supervising(model.state)
    assert max(busy.values()) <= cards()["doctorate.places"]
    assert len(model.state.students) > 40


def test_students_are_marked_while_they_study_and_no_longer():
    model = past(1).future(doctorates(until=BRANCH), years=9, values=EAGER)
    assert model.state.students == []
    assert not (model.state.people["marks"][model.state.living] & (DUAL | VISITING)).any()
    half_way = past(1).future(doctorates(until=BRANCH), years=1.5, values=EAGER)
    away = half_way.state.people["marks"][half_way.state.living] & VISITING
    assert (away > 0).sum() == len(half_way.state.students)


def test_whoever_graduates_under_two_supervisors_is_a_doctorate_of_the_home():
    model = past(1).future(doctorates(until=BRANCH), years=0.25, values=EAGER)
    begun = {student.identity for student in model.state.students}
    model.run_until(4 * (BRANCH + 6))
    degrees = int(model.recorder.ledger.graduates.sum())
    assert degrees > 15
    found = [place for who, place in doctors(model).items() if who in begun]
    assert found == [SMALL] * degrees


def beginners(seed, years, **values):
    """A world some years on, and who of it began a doctorate in the first call of an offer."""
    offer = doctorates(until=BRANCH)
    model = past(seed).future(offer, years=0.25, values={**EAGER, **values})
    begun = {student.identity for student in model.state.students}
    model.run_until(4 * BRANCH + round(4 * years))
    return model, begun


def active(model):
    """Identities of everybody in research."""
    return set(model.state.ids[model.state.living].tolist())


def test_some_leave_early_and_the_share_of_the_card_takes_the_degree():
    """Power: some 180 students, standard error of the share .035."""
    begun = half_way = degrees = 0
    for seed in range(5):
        model, who = beginners(seed, 2)
        begun += len(who)
        half_way += len(who & active(model))
        model.run_until(4 * (BRANCH + 6))
        degrees += int(model.recorder.ledger.graduates.sum())
    share = cards()["doctorate.completion"]
    assert begun > 120
    assert degrees / begun == pytest.approx(share, abs=0.1)
    assert degrees < half_way < 0.95 * begun


def test_a_doctorate_keeps_some_in_research_and_drives_nobody_out():
    """More finish than remain of others of that age, and whoever leaves would have left anyway."""
    model, who = beginners(1, 3)
    remain = active(past(1).future(years=3, values=EAGER))
    assert (who & remain) < (who & active(model)) < who


BOUND_FOR = 5


def bound(years, **fields):
    """A world in which graduates have to stay for some years."""
    offer = doctorates(until=BRANCH, return_clause=f"{BOUND_FOR} years", **fields)
    return past(1).future(offer, years=years, values=EAGER)


def test_graduates_are_counted_when_they_graduate_whatever_binds_them():
    free = past(1).future(doctorates(until=BRANCH), years=6, values=EAGER)
    degrees = [m.recorder.ledger.graduates[:, SMALL].sum() for m in (free, bound(6))]
    assert degrees[0] == degrees[1] > 15


def test_nobody_bound_moves_abroad_and_all_are_free_in_the_end():
    model = bound(6)
    state = model.state
    held = {s.identity: s for s in state.students}
    assert len(held) > 10
    marked = state.living & (state.people["marks"] & BOUND > 0)
    assert set(state.ids[marked].tolist()) <= held.keys()
    assert marked.sum() > 10
    model.run_until(4 * (BRANCH + 8))
    still = marked & state.living & (state.people["marks"] & BOUND > 0)
    assert (state.people["place"][still] == SMALL).all()
    model.run_until(4 * (BRANCH + 11))
    assert state.students == []
    assert not (state.people["marks"] & BOUND).any()


def test_whoever_has_graduated_fills_no_place_of_a_supervisor():
    model = bound(6)
    assert model.state.students
    assert not supervising(model.state)


def test_a_supervisor_who_left_is_not_replaced_by_whoever_takes_the_slot():
    model = past(1).future(doctorates(), years=1, values=EAGER)
    w = arrays_of(model.state)
    student = model.state.students[0]
    heir = student.co_supervisor
    w.ids[heir] ^= np.uint64(1)
    w.people["key"][heir] ^= np.uint32(1)
    w.people["born"][heir] = model.state.t
    before = model.state.ties[heir].copy()
    office.work_together(model.desk(), student)
    assert not (model.state.contacts["slot"][heir] == student.slot).any()
    model.state.people["marks"][student.slot] |= VISITING
    office.come_back(model.desk(), student)
    assert (model.state.ties[heir] == before).all()


def test_lessons_before_leaving_are_paid_for_and_teach_some_of_the_language():
    """At the end of the first quarter abroad, before anything else has come of it."""
    levels, paid = {}, {}
    for months in (0, 3, 6):
        offer = doctorates(language_course=f"{months} months", until=BRANCH)
        model = past(1).future(offer, years=1.25, values=EAGER)
        slots = [student.slot for student in model.state.students]
        assert len(slots) > 20
        levels[months] = model.state.people["level"][slots].astype(float)
        paid[months] = model.recorder.ledger.cost[:, SMALL].sum()
    assert (levels[0] <= levels[3]).all()
    assert (levels[3] <= levels[6]).all()
    assert levels[0].mean() < levels[3].mean() < levels[6].mean()
    each = cards()["doctorate.course_cost"] * len(levels[0])
    assert paid[6] - paid[3] == pytest.approx(3 * each)
    assert paid[3] - paid[0] == pytest.approx(3 * each)


def test_who_speaks_a_third_language_begins_that_of_the_host_anew():
    """A student who goes abroad knows all of a third language, or all of the host's."""
    model = past(1).future(doctorates(), years=0.25, values=EAGER)
    student, levels = model.state.students[0], {}
    for spoken in (LARGE, THIRD):
        state = model.state.copy()
        state.people["learned"][student.slot], state.people["level"][student.slot] = spoken, 255
        desk = replace(model.desk(), state=state, w=arrays_of(state))
        office.go_abroad(desk, student)
        assert state.people["learned"][student.slot] == LARGE
        levels[spoken] = int(state.people["level"][student.slot])
    assert levels == {LARGE: 255, THIRD: 0}


def test_offers_of_a_post_bring_graduates_home_and_are_paid_to_all_who_take_them():
    """Half would stay with the host; the offer lowers the odds by two log points."""
    values = {**EAGER, "doctorate.stay": 0.5, "doctorate.return_pull": 2.0}
    away, money = [], []
    for share in (0, 50, 100):
        offer = doctorates(funded_return=f"{share}%", until=BRANCH)
        model = past(1).future(offer, years=5.5, values=values)
        table = model.recorder.ledger
        away.append(table.graduates[:, SMALL, LARGE].sum())
        money.append(table.cost[AT:, SMALL].sum())
        home = table.graduates[:, SMALL, SMALL].sum()
    assert away[0] > away[1] > away[2]
    assert money[0] < money[1] < money[2]
    assert money[2] - money[0] == pytest.approx(home * cards()["doctorate.return_grant"], rel=0.05)
