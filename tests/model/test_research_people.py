"""I15 and I17 · People lent and gained: the expectations F15.1, F15.2 and F17.1 to F17.3.

Power: 60 of 600 researchers lent; a place writes some 700 papers a year, so that the mean of eight
worlds over five years has a standard error below one per cent.
"""

import numpy as np
import pytest

from sim.dynamics import cloud
from sim.evidence.shelf import Shelf
from sim.outcomes.indices import concentration
from tests.model.expecting import expects
from tests.model.worlds import (
    AT,
    BRANCH,
    EAGER,
    SCARCE,
    SMALL,
    THIRD,
    cards,
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
def test_contracts_make_partners_more_diverse():
    """Thirty contracts with as many visits as the card allows, and people kept busy meanwhile.

    The Herfindahl index of partners is .53, of which contracts take some .0015; the standard error
    over sixteen worlds is .0004. The place of the clients is the lesser partner before.
    """
    offer = export(contracts="30 contracts/year", visits="5 people")
    lower = []
    for s in range(16):
        given, plain = (
            past(s).future(*offers, years=8, values=EAGER).recorder.ledger.joint_latent
            for offers in ((offer,), ())
        )
        partners = [joint[AT + 1 :, SMALL].sum(axis=0) for joint in (plain, given)]
        assert partners[0].argmax() != THIRD
        lower.append(float(concentration(partners[0]) - concentration(partners[1])))
    mean, error = mean_and_error(lower)
    assert mean > 2 * error


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


def market_value(share):
    """What a share of the computing of ten thousand well-equipped researchers costs, MUSD a year.

    Each has as much as the card allows, which speaks for home production.
    """
    most = Shelf.read().card("compute.stock_per_researcher").high
    return share * 10_000 * most * cloud.price(1, cards())


@expects("import_substitution", "F17.2")
@pytest.mark.parametrize("budget", [20, 200, 2000])
def test_computing_rises_late_and_for_more_money_than_it_costs_elsewhere(budget):
    """In the first year less than a tenth of the later gain; at the end still below what it was."""
    limited = policy("export_controls", **CONTROLS)
    without, given = stock(limited), stock(limited, production(budget=f"{budget} MUSD/year"))
    gained = given - without
    assert 0 <= gained[3] < 0.1 * gained[-1]
    assert given[-1] < 0.9
    assert market_value(gained[-1]) < budget


@expects("import_substitution", "F17.3")
def test_it_rises_without_a_jump():
    limited = policy("export_controls", **CONTROLS)
    gained = stock(limited, production(budget="2000 MUSD/year")) - stock(limited)
    assert np.diff(gained).max() < 0.1 * gained[-1]
