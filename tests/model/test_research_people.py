"""I15 and I17 · People lent and gained: the expectations F15.1, F15.2 and F17.1 to F17.3.

Power: 60 of 600 researchers lent; a place writes some 700 papers a year, so that the mean of eight
worlds over five years has a standard error below one per cent.
"""

import numpy as np

from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    EAGER,
    SCARCE,
    SMALL,
    THIRD,
    extra_papers,
    mean_and_error,
    past,
)
from tests.policies.making import policy

SEEDS = range(8)


def papers(offer, first, last):
    """Papers of the small place beyond the baseline, from a year of policy to another."""
    return mean_and_error(
        extra_papers(past(s).future(offer, years=last), past(s).future(years=last))[
            first:last
        ].sum()
        for s in SEEDS
    )


def export(**fields):
    """Contracts for clients in the third place."""
    return policy("solution_export", **{"begins": BRANCH, **fields})


def production(**fields):
    """Home production of the small place."""
    return policy("import_substitution", **{"begins": BRANCH, "ramp": "5 years", **fields})


@expects("solution_export", "F15.1")
def test_research_writes_less_at_first_and_later_as_much_as_is_put_back():
    early, error = papers(export(), 1, 4)
    assert early < -2 * error
    little, error = papers(export(reinvested="5%"), 7, 11)
    much, other_error = papers(export(reinvested="90%"), 7, 11)
    assert little < -2 * error
    assert much > 2 * other_error


@expects("solution_export", "F15.2")
def test_joint_work_spreads_to_the_places_of_clients():
    """Visits alone, with nobody kept busy: joint papers with the place of the clients rise."""
    visits = export(busy="0 people", reinvested="0%", visits="6 people")
    extra = []
    for s in range(16):
        given, plain = (
            past(s).future(*offers, years=8, values=EAGER).recorder.ledger.joint_latent
            for offers in ((visits,), ())
        )
        extra.append((given - plain)[AT:, SMALL, THIRD].sum())
    more, error = mean_and_error(extra)
    assert more > 2 * error


@expects("import_substitution", "F17.1")
def test_research_loses_people_and_papers():
    lost, error = papers(production(), 5, 10)
    assert lost < -2 * error


def stock(*offers):
    """Computing of the small place relative to its unhindered path, quarter by quarter."""
    model, path = past(1).future(*offers, years=0, values=SCARCE), []
    for _ in range(60):
        model.step()
        path.append(float(model.state.compute[SMALL]))
    return np.array(path)


CONTROLS = {"begins": BRANCH, "withheld": "90%"}


@expects("import_substitution", "F17.2")
def test_computing_rises_late_and_stays_below_what_it_was():
    limited = policy("export_controls", **CONTROLS)
    without, given = stock(limited), stock(limited, production(budget="2000 MUSD/year"))
    assert abs(given[3] - without[3]) < 0.1 * (given[-1] - without[-1])
    assert without[-1] < given[-1] < 0.9


@expects("import_substitution", "F17.3")
def test_it_rises_without_a_jump():
    limited = policy("export_controls", **CONTROLS)
    gained = stock(limited, production(budget="2000 MUSD/year")) - stock(limited)
    assert np.diff(gained).max() < 0.1 * gained[-1]
