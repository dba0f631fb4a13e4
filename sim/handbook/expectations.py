"""What the literature lets one expect of every instrument, and whether the model does it.

An expectation stands in the file of its instrument, with its number F i.k: the k-th of instrument
I i. Those of two instruments together are F19.k and stand with the first of the two. An expectation
is met when a test of the real model passes, not met when that test has to fail for a reason that is
given with figures, and not testable when something it speaks of is not modelled, or when telling it
from chance takes more worlds than a suite can live. One that is met either follows from a rule or a
card as they are written, which its instrument names, or emerges from what people do; only the
second kind could have come out otherwise.
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from sim.errors import UsageError
from sim.handbook.laws import expectations_tested
from sim.handbook.markdown import Page, bullets, code, link, section, table
from sim.policies.base import Expectation
from sim.policies.catalogue import POLICIES

BUILT_IN, EMERGES = "by construction", "emerges"
STATES = {"yes": "met", "no": "not met", "not modelled": "not testable"}
SAYS = (
    "What studies and arguments let one expect of each instrument, as laws that the model could "
    "break: a sign, an order, a limit. One that the model does not meet stays here, with what was "
    "measured and why; one that it cannot be asked, or not at the price of a suite, says why. F19 "
    "are those of two instruments together, told with the first of them. Of those that are met "
    "most hold by construction: they follow from a rule or a card as written, which is named, so "
    "that a test of them shows that the program does what it says, and nothing about the world. "
    "The others emerge from what people do, and could have come out otherwise."
)


class Stated(NamedTuple):
    """One expectation of one instrument, with the test that holds the model to it."""

    kind: str
    number: str
    expectation: Expectation
    test: tuple[str, str] | None
    """File and sentence; none where nothing can be tested, or no tests are at hand."""

    @property
    def state(self) -> str:
        """Met, not met, or not testable."""
        return STATES[self.expectation.met]

    @property
    def verdict(self) -> str:
        """The state, with the reason where it is not met or not testable."""
        why = self.expectation.why
        return f"{self.state}: {why}" if why else ", ".join(filter(None, (self.state, self.origin)))

    @property
    def origin(self) -> str:
        """Where one that is met comes from; nothing of the others."""
        return origin(self.expectation)


def origin(expectation: Expectation) -> str:
    """Whether one that is met follows from what is written, or emerges; nothing of the others."""
    if expectation.met != "yes":
        return ""
    return f"{BUILT_IN}: {expectation.built_in}" if expectation.built_in else EMERGES


def stated() -> tuple[Stated, ...]:
    """Every expectation, in the order of the numbers."""
    tests = _tests()
    found = (
        Stated(kind, number, expectation, tests.get((kind, number)))
        for kind, policy in POLICIES.items()
        for number, expectation in policy.expectations.items()
    )
    return tuple(sorted(found, key=lambda one: (*parts(one.number), one.kind)))


def parts(number: str) -> tuple[int, int]:
    """F12.3 -> (12, 3): the instrument's number, and which of its expectations."""
    instrument, which = number.removeprefix("F").split(".")
    return int(instrument), int(which)


def counts(told: tuple[Stated, ...]) -> dict[str, int]:
    """State -> how many."""
    found = Counter(one.state for one in told)
    return {state: found[state] for state in STATES.values()}


def by_instrument(told: tuple[Stated, ...]) -> dict[str, dict[str, int]]:
    """Instrument -> state -> how many, in the order of the numbers."""
    kinds = dict.fromkeys(one.kind for one in told)
    return {kind: counts(tuple(one for one in told if one.kind == kind)) for kind in kinds}


def summary(told: tuple[Stated, ...]) -> str:
    """How many there are of each state, in one sentence, and where those that are met come from."""
    met = Counter(one.origin.partition(":")[0] for one in told if one.state == STATES["yes"])
    found = ", ".join(f"{n} {s}" for s, n in counts(told).items())
    return (
        f"Of {len(told)} expectations: {found}. Of those met {met[BUILT_IN]} hold by construction "
        f"and {met[EMERGES]} emerge from what people do"
    )


def expectations_page() -> Page:
    """All of them: counted by instrument, those that are not met, and the whole list."""
    told = stated()
    rows = [(link(code(kind), f"policies.md#{kind}"), *map(str, found.values()))
            for kind, found in by_instrument(told).items()]  # fmt: skip
    return Page(
        "expectations",
        "Expectations",
        SAYS,
        "\n\n".join(
            (
                section(
                    2, "By instrument", summary(told) + ".", table(("", *STATES.values()), rows)
                ),
                section(2, "Not met", unmet()),
                section(2, "All", expectation_table(told)),
            )
        ),
    )


def unmet() -> str:
    """Those that the model does not meet, with the reason."""
    return bullets(
        f"{one.number} of {link(one.kind, f'policies.md#{one.kind}')}: {one.expectation.says}. "
        f"Not met: {one.expectation.why}."
        for one in stated()
        if one.expectation.met == "no"
    )


def expectation_table(told: tuple[Stated, ...]) -> str:
    """Number, instrument, law, state and test of each."""
    headings = ("", "instrument", "the literature lets one expect", "in the model", "test")
    return table(
        headings,
        [(one.number, code(one.kind), one.expectation.says, one.verdict, _link(one))
         for one in told],
    )  # fmt: skip


def _link(one: Stated) -> str:
    return link(one.test[1], f"../{one.test[0]}") if one.test else ""


def _tests() -> Mapping[tuple[str, str], tuple[str, str]]:
    """The tests; none where the program is installed without them."""
    try:
        return expectations_tested()
    except UsageError:
        return {}
