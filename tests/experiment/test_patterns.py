"""Every pattern on runs small enough to count on one hand."""

from typing import cast

import numpy as np
import pytest
from scipy.stats import poisson, spearmanr

from sim.chance import Purpose, uniforms
from sim.errors import EvidenceError
from sim.evidence.seeds import seeds_folder
from sim.experiment.patterns import order_of_falls, team_spread
from sim.experiment.patterns.author_book import AuthorBook
from sim.experiment.patterns.base import Past, Reading, pool
from sim.experiment.patterns.catalogue import BY_NAME, PATTERNS
from sim.experiment.patterns.half_life import lengthened
from sim.experiment.patterns.pair_book import ONE_IN, PairBook
from sim.experiment.patterns.targets import Target, read_targets
from sim.experiment.patterns.team_book import TeamBook, transitivity, transitivity_by_chance
from sim.experiment.patterns.watch import Watch
from sim.outcomes.base import empty_ledger
from sim.world.state import TEAM, WORK

YEARS = tuple(range(2005, 2009))
PLACES = ("AA", "BB", "CC")


@pytest.fixture
def past():
    """Four empty years of three places."""
    return Past(empty_ledger(YEARS, PLACES, 8))


def target(name, **said):
    base = {
        "id": f"{name}.one", "number": "P1", "says": "it", "worlds": ("science",),
        "years": (2008, 2008), "value": 1.0, "low": 0.5, "high": 2.0, "unit": "1",
        "kind": "kept for checking", "from": ("assumption",), "how": "by hand",
    }  # fmt: skip
    return Target.model_validate(base | said)


def test_a_rise_and_a_diversion_are_one_statistic_read_for_two_reasons():
    rise, diversion = (type(BY_NAME[name]) for name in ("rise", "diversion"))
    assert rise.value is diversion.value
    assert rise.note is diversion.note


def value(past, name, **said):
    return BY_NAME[name].value(past, target(name, **said))


def teams(*members, at=None):
    """One row for each team; everybody sits in place 0 unless ``at`` says otherwise."""
    rows = np.zeros(len(members), WORK)
    for row, team in enumerate(members):
        rows["members"][row, : len(team)] = team
        rows["seats"][row] = len(team)
        rows["at"][row, : len(team)] = at[row] if at else 0
    return rows


def ids(size=8):
    """Identities of which every pair is followed."""
    return ONE_IN << np.arange(size, dtype=np.uint64)


def once(rows):
    return np.ones(len(rows), np.int16)


class Books:
    """The books of a run, filled by hand."""

    def __init__(self, window=()):
        self.authors, self.pairs = AuthorBook(), PairBook()
        self.teams = TeamBook(frozenset(window))
        self.ledger = empty_ledger(YEARS, PLACES, 8)

    def year(self, year, *members, at=None):
        rows = teams(*members, at=at)
        known = self.authors.note(year, ids(), rows)
        self.pairs.note(ids(), rows, once(rows), known)
        self.teams.note(year, ids(), rows, once(rows))
        self.pairs.close(year)
        return self

    @property
    def past(self):
        return Past(self.ledger, (cast("Watch", self),))


def joint(past, year, one, other, papers):
    y = year - YEARS[0]
    past.ledger.joint[y, one, other] += papers
    past.ledger.joint[y, other, one] += papers


def test_the_out_rate_counts_leavers_per_thousand_at_home(past):
    past.ledger.stock[2:, 0, 0, 2] = 500
    past.ledger.moves[2:, 0, 1] = 2
    past.ledger.moves[2:, 0, 2] = 1
    assert value(past, "out_rate", places=("AA",), years=(2007, 2008)) == pytest.approx(6.0)


@pytest.mark.parametrize("name", ["rise", "diversion"])
def test_growth_is_a_ratio_of_yearly_means(past, name):
    joint(past, 2005, 0, 1, 4)
    joint(past, 2006, 0, 1, 2)
    joint(past, 2008, 0, 1, 6)
    joint(past, 2008, 1, 2, 100)
    said = {"places": ("AA", "BB"), "against": (2005, 2006)}
    assert value(past, name, **said) == pytest.approx(2.0)


@pytest.mark.parametrize("name", ["rise", "diversion"])
def test_growth_from_nothing_is_not_read(past, name):
    joint(past, 2008, 0, 1, 6)
    assert np.isnan(value(past, name, places=("AA", "BB"), against=(2005, 2006)))


def test_a_group_of_partners_counts_each_pair(past):
    joint(past, 2005, 0, 1, 4)
    joint(past, 2005, 0, 2, 6)
    joint(past, 2008, 0, 2, 5)
    said = {"places": ("AA", "BB", "CC"), "against": (2005, 2005)}
    assert value(past, "diversion", **said) == pytest.approx(0.5)


def test_shares_of_partners_are_of_papers_or_of_pairs(past):
    joint(past, 2008, 0, 1, 6)
    joint(past, 2008, 0, 2, 6)
    past.ledger.international[3] = (8, 24, 6)
    past.ledger.papers[3] = (32, 24, 6)
    assert value(past, "partner_share", places=("AA", "BB")) == pytest.approx(6 / 8)
    assert value(past, "pair_share", places=("AA", "BB")) == pytest.approx(6 / 12)
    assert value(past, "asymmetry", places=("AA", "BB")) == pytest.approx((6 / 8) / (6 / 24))
    assert value(past, "international_share", places=("AA",)) == pytest.approx(8 / 32)


def test_destinations_leave_out_what_the_record_holds_back(past):
    past.ledger.moves[3, 0] = (0, 3, 1)
    assert value(past, "spread_of_moves", places=("AA",)) == pytest.approx(9 / 16 + 1 / 16)
    assert value(past, "move_share", places=("AA", "BB")) == pytest.approx(3 / 4)
    assert value(past, "move_share", places=("AA", "BB"), without=("CC",)) == pytest.approx(1.0)


def test_where_nothing_happens_nothing_is_read(past):
    for name in ("out_rate", "international_share", "spread_of_moves"):
        assert np.isnan(value(past, name, places=("AA",))), name
    for name in ("partner_share", "pair_share", "asymmetry", "move_share"):
        assert np.isnan(value(past, name, places=("AA", "BB"))), name


def test_repeated_partners_are_those_of_an_earlier_year():
    books = Books().year(2007, (0, 1), (0, 1), (2, 3)).year(2008, (0, 1, 2), (4, 5))
    said = {"years": (2008, 2008)}
    assert value(books.past, "repeat_partners", **said) == pytest.approx(1 / 4)
    assert value(books.past, "repeat_among_known", **said) == pytest.approx(1 / 3)
    assert value(books.past, "newcomers", **said) == pytest.approx(2 / 5)


def test_two_papers_of_one_year_are_no_repetition_but_no_single_encounter_either():
    books = Books().year(2008, (0, 1), (0, 1), (2, 3))
    assert value(books.past, "repeat_partners") == 0.0
    assert value(books.past, "one_off") == pytest.approx(1 / 2)


def test_repetition_across_borders_is_laid_beside_that_at_home():
    books = Books().year(2007, (0, 1), (2, 3), at=[(0, 1), (0, 0)])
    books.year(2008, (0, 1), (2, 3), (4, 5), at=[(0, 1), (0, 0), (0, 0)])
    assert value(books.past, "repeat_across") == pytest.approx(1.0 / 0.5)


def test_part_of_the_pairs_is_followed_always_the_same_ones():
    book, rows = PairBook(), teams((0, 1))
    odd = np.array([1, 1 + ONE_IN // np.uint64(2)], np.uint64)
    book.note(odd, rows, once(rows), np.zeros((1, TEAM), bool))
    book.close(2008)
    assert book.over((2008, 2008)).pairs == 0
    assert book.over((2008, 2008)).seats == 2


def test_half_of_a_cohort_is_gone_between_the_years_that_leave_more_and_less():
    books = Books().year(2005, (0, 1), (2, 3)).year(2006, (0, 1, 2))
    books.year(2007, (0,)).year(2008, (0,))
    said = {"years": (2005, 2005)}
    assert value(books.past, "half_life", **said) == pytest.approx(1.5)
    assert value(books.past, "never_leads", **said) == pytest.approx(2 / 4)


def test_a_half_life_that_nobody_sees_is_not_read_and_in_a_fit_is_lengthened():
    # three of four still there after the three years that are seen: 3 ln(1/2) / ln(3/4)
    books = Books().year(2005, (0, 1), (2, 3)).year(2008, (0, 1, 2))
    assert np.isnan(value(books.past, "half_life", years=(2005, 2005)))
    assert lengthened(books.authors.careers(), 3) == pytest.approx(7.228, abs=1e-3)


def test_a_half_life_that_is_seen_is_that_of_the_pattern_in_a_fit_too():
    books = Books().year(2005, (0, 1), (2, 3)).year(2006, (0, 1, 2)).year(2008, (0,))
    assert lengthened(books.authors.careers(), 3) == pytest.approx(1.5)


def test_without_a_cohort_or_without_anybody_who_goes_no_half_life_is_read():
    assert np.isnan(lengthened(AuthorBook().careers(), 3))
    assert np.isnan(lengthened(Books().year(2005, (0, 1)).year(2008, (0, 1)).authors.careers(), 3))


def test_a_successor_in_a_slot_is_another_author():
    book, before, after = AuthorBook(), ids(), ids()
    after[1] = np.uint64(999)
    book.note(2005, before, teams((0, 1)))
    known = book.note(2006, after, teams((0, 1)))
    assert known[0, :2].tolist() == [True, False]
    assert sorted(zip(*book.careers(), strict=True)) == [
        (2005, 2005, False), (2005, 2006, True), (2006, 2006, False),
    ]  # fmt: skip


def test_authors_are_found_again_when_a_world_grows_and_deals_out_its_slots_anew():
    book, before = AuthorBook(), ids()
    book.note(2005, before, teams((0, 1), (2, 3)))
    after = np.concatenate([before[::-1], np.zeros(5, np.uint64)])
    after[after == before[3]] = np.uint64(999)
    zero, one, three = (len(before) - 1 - slot for slot in (0, 1, 3))
    known = book.note(2006, after, teams((one, zero), (three, zero)))
    assert known[:, :2].tolist() == [[True, True], [False, True]]
    assert sorted(zip(*book.careers(), strict=True)) == [
        (2005, 2005, False), (2005, 2005, True), (2005, 2006, True), (2005, 2006, True),
        (2006, 2006, True),
    ]  # fmt: skip


def test_a_lead_who_has_left_is_nobody_in_the_books():
    book, rows = AuthorBook(), teams((3, 1), (0, 2))
    rows["members"][0, 0] = -1 - 3
    rows["members"][1, 0] = -1 - 0
    assert not book.note(2005, ids(), rows).any()
    assert sorted(zip(*book.careers(), strict=True)) == [(2005, 2005, False)] * 2


def test_team_size_counts_papers_and_not_projects():
    book, rows = TeamBook(frozenset()), teams((0,), (0, 1, 2))
    book.note(2008, ids(), rows, np.array([3, 1], np.int16))
    assert book.mean((2008, 2008)) == pytest.approx(6 / 4)
    assert book.shares((2008, 2008))[1] == pytest.approx(3 / 4)


def test_the_spread_of_team_sizes_is_laid_beside_the_mean_of_the_panels():
    recorded = team_spread._recorded(2015)
    assert recorded.sum() == pytest.approx(1.0, abs=1e-3)
    assert team_spread._distance(recorded, np.cumsum(recorded)) == 0.0
    alone = np.zeros(TEAM + 1)
    alone[1] = 1.0
    assert team_spread._distance(alone, np.cumsum(recorded)) == pytest.approx(1 - recorded[1])


def test_a_triangle_is_closed_and_a_star_is_not():
    closed = Books([2008]).year(2008, (0, 1, 2)).teams.graph((2008, 2008))
    star = Books([2008]).year(2008, (0, 1), (0, 2), (0, 3)).teams.graph((2008, 2008))
    assert transitivity(closed) == pytest.approx(1.0)
    assert transitivity(star) == 0.0


def test_partners_met_twice_are_one_tie():
    graph = Books([2008]).year(2008, (0, 1), (0, 1), (1, 2)).teams.graph((2008, 2008))
    assert graph.sum() == 4.0
    assert transitivity(graph) == 0.0


def test_chance_closes_triads_by_the_formula():
    graph = Books([2008]).year(2008, (0, 1), (0, 2), (0, 3)).teams.graph((2008, 2008))
    assert transitivity_by_chance(graph) == pytest.approx(1 / 6)


def test_only_years_of_the_window_keep_their_teams():
    graph = Books([2008]).year(2007, (0, 1, 2)).year(2008, (3, 4)).teams.graph((2007, 2008))
    assert graph.shape == (2, 2)


def test_a_run_that_repeats_the_record_has_the_right_order(past):
    said = {"places": ("RU",), "years": (2023, 2023), "against": (2021, 2021)}
    record = order_of_falls._changes("RU", (2023, 2023), (2021, 2021))
    codes = ("RU", *record)
    ledger = empty_ledger((2021, 2022, 2023), codes, 8)
    for n, other in enumerate(codes[1:], 1):
        ledger.joint[0, 0, n] = 1e6
        ledger.joint[2, 0, n] = 1e6 * record[other]
    assert value(Past(ledger), "order_of_falls", **said) == pytest.approx(1.0)
    assert record["CN"] == pytest.approx(4596 / 4588)


def test_the_record_counted_thinly_still_has_the_right_order():
    # 20 partners with 100 papers before: ln changes vary by 0.0521, counting adds 1/100 + 1/after
    said = {"places": ("RU",), "years": (2023, 2023), "against": (2021, 2021)}
    record = order_of_falls._changes("RU", (2023, 2023), (2021, 2021))
    changes = np.array(list(record.values()))
    found = []
    for trial in range(40):
        u = uniforms(trial, np.arange(2 * len(changes), dtype=np.uint64), Purpose.SAMPLE)
        means = np.concatenate([np.full(len(changes), 100.0), 100.0 * changes])
        counts = poisson.ppf(u, means).reshape(2, -1)
        ledger = empty_ledger((2021, 2022, 2023), ("RU", *record), 8)
        ledger.joint[0, 0, 1:], ledger.joint[2, 0, 1:] = counts
        plain = spearmanr(counts[1] / counts[0], changes).statistic
        found.append((plain, value(Past(ledger), "order_of_falls", **said)))
    plain, read = np.mean(found, axis=0)
    assert plain < 0.88
    assert 0.9 < read <= 1.0


def test_the_chance_of_counting_in_ln_changes_by_hand():
    # ln changes 0 and 1 vary by 1/4; 8 papers on each of four sides add 1/8 + 1/8
    eight = np.full(2, 8.0)
    assert order_of_falls.reliability(np.array([0.0, 1.0]), eight, eight) == pytest.approx(0.5)


def test_an_order_that_chance_would_hide_is_not_read(past):
    said = {"places": ("RU",), "years": (2023, 2023), "against": (2021, 2021)}
    record = order_of_falls._changes("RU", (2023, 2023), (2021, 2021))
    ledger = empty_ledger((2021, 2022, 2023), ("RU", *record), 8)
    ledger.joint[0, 0, 1:], ledger.joint[2, 0, 1:] = 10.0, 10.0 * np.array(list(record.values()))
    assert np.isnan(value(Past(ledger), "order_of_falls", **said))
    ledger.joint[:] *= 10.0
    assert value(Past(ledger), "order_of_falls", **said) == 1.0


def test_replicates_are_pooled_as_counts(past):
    other = Past(empty_ledger(YEARS, PLACES, 8))
    past.ledger.papers[3, 0], past.ledger.international[3, 0] = 10, 5
    other.ledger.papers[3, 0], other.ledger.international[3, 0] = 30, 3
    reading = BY_NAME["international_share"].read(
        [past, other], target("international_share", places=("AA",))
    )
    assert reading.value == pytest.approx(8 / 40)
    assert reading.error == pytest.approx(abs(0.5 - 0.1) / 2)
    assert pool([past, other]).ledger.papers[3, 0] == 40


def test_a_verdict_follows_the_band_and_a_distance_its_sides():
    inside, outside = Reading(1.5, 1.0, 0.5, 2.0), Reading(0.25, 1.0, 0.5, 2.0)
    unread = Reading(float("nan"), 1.0, 0.5, 2.0)
    assert [r.verdict for r in (inside, outside, unread)] == ["in band", "not in band", "not read"]
    assert inside.distance == pytest.approx(0.5)
    assert outside.distance == pytest.approx(-1.5)


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: p.name)
def test_a_pattern_says_what_it_is_and_what_its_failure_means(pattern):
    assert pattern.definition.endswith(".")
    assert pattern.fails.endswith(".")
    assert type(pattern).__module__.endswith(f".{pattern.name}")


def test_every_pattern_has_a_target_and_every_target_a_pattern():
    named = {wanted.pattern for wanted in read_targets()}
    assert named == set(BY_NAME)


def test_years_of_a_target_lie_in_the_history_that_is_read():
    for wanted in read_targets():
        spans = [wanted.years, wanted.against or wanted.years]
        assert all(2005 <= first <= last <= 2023 for first, last in spans), wanted.id


GOOD = """- id: rise.pair
  number: P13
  says: it rises
  worlds: [science]
  places: [AA, BB]
  years: [2008, 2008]
  against: [2005, 2005]
  value: 2
  low: 1
  high: 3
  unit: ratio
  kind: kept for checking
  from: [assumption]
  how: by hand
"""


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (GOOD.replace("value: 2", "value: 4"), "outside of its band"),
        (GOOD.replace("years: [2008, 2008]", "years: [2009, 2008]"), "run backwards"),
        (GOOD.replace("[assumption]", "[asumption]"), "did you mean"),
        (GOOD.replace("kept for checking", "secret"), "is not one of"),
        (GOOD.replace("places:", "place:"), 'unknown key "place"'),
        (GOOD + GOOD, "stands twice"),
    ],
)
def test_a_mistake_in_the_targets_is_named(tmp_path, wrong, words):
    sources = (seeds_folder() / "sources.yaml").read_text(encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(sources, encoding="utf-8")
    (tmp_path / "targets.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(EvidenceError, match=words):
        read_targets(tmp_path)


def test_good_targets_are_read(tmp_path):
    sources = (seeds_folder() / "sources.yaml").read_text(encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(sources, encoding="utf-8")
    (tmp_path / "targets.yaml").write_text(GOOD, encoding="utf-8")
    (wanted,) = read_targets(tmp_path)
    assert (wanted.pattern, wanted.against) == ("rise", (2005, 2005))
