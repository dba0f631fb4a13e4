"""The page of validation: what was fitted, what was held out, what holds and what does not."""

from sim.evidence.hindcast import read_hindcast
from sim.handbook import kept
from sim.handbook.fitted import FOLDER, effort, fitted, in_use, known, learnt
from sim.handbook.heldout import held_out
from sim.handbook.markdown import Page, bullets, code, link, section, table
from sim.handbook.patterns import patterns, summaries
from sim.handbook.smaller import smaller_worlds

SAYS = (
    "Everything on this page is read from what `sim calibrate`, `sim validate` and "
    "`sim validate --hindcast` have kept; where nothing is kept, it says so. 🔴 marks what fails."
)
LIMITS = """\
- No causal estimate of any instrument exists for a corridor like this: validation speaks for the \
world in which policies act, not for the size of their effects.
- Differences between variants of one run rest on mechanisms; levels rest on everything that fails \
on this page. Read differences.
- A pattern that was seen while the model was built is reproduced more easily than one kept for \
checking; the two are told apart above.
- A posterior is conditional on the form of the model and on the declared variances: it is too \
sure wherever the form is wrong.
- In the world `ai`, where heads are estimates, places with many articles for a head write fewer \
than the record has: time is short, and what leads cannot begin is lost (README says how many).
- The mechanisms were chosen by people who knew the years that are held out, so the test on them \
is blind in its numbers, and not in its design."""
COMMANDS = (
    ("sim calibrate science --self-test N --ship",
     "the fit: cards before and after, misfits, self-test, and the posterior itself"),
    ("sim calibrate --stored FOLDER",
     "the same tables from a finished fit; with --ship its posterior too"),
    ("sim validate science --ship", "patterns of the world of all fields"),
    ("sim validate ai --ship", "patterns of the world of AI"),
    ("sim validate science --structures --ship", "patterns under rival structures"),
    ("sim validate science --reach 100 --scale 0.05 --ship",
     "whether any admissible value of the cards reaches each core pattern"),
    ("sim validate --hindcast --ship", "held-out years: summary, scores, charts"),
    ("sim validate --scales 0.1,0.3,1 --ship", "which outcomes may be read in a smaller world"),
    ("make docs", "this page"),
)  # fmt: skip


def validation_page() -> Page:
    """All that speaks for and against the model, on one page."""
    parts = (
        _short(),
        fitted(),
        held_out(),
        patterns(),
        learnt(),
        section(2, "Smaller worlds", smaller_worlds()),
        section(2, "Limits", LIMITS),
        section(2, "How this page is made again", _again()),
    )
    return Page("validation", "Validation", SAYS, "\n\n".join(parts))


def _short() -> str:
    """The page in a few sentences."""
    said = [
        _fit_in_short(),
        in_use(),
        _held_out_in_short(),
        *summaries(),
        f"Limiting cases and laws run as tests: {link('TRACE', 'trace.md')}.",
    ]
    return section(2, "In short", bullets(said))


def _fit_in_short() -> str:
    cards = kept.rows(f"{FOLDER}/cards.csv")
    if not cards:
        return "No fit is kept."
    learnt = [card for card in cards if known(card)]
    named = ", ".join(f"{code(card['card'])} {float(card['contraction']):.0%}" for card in learnt)
    statistics = len(kept.rows(f"{FOLDER}/misfits.csv"))
    return (
        f"{len(cards)} cards were fitted to {statistics} statistics of the record to 2016. "
        f"{len(learnt)} contract by a fifth or more" + (f" ({named}); " if learnt else "; ")
        + f"of the other {len(cards) - len(learnt)} the record says nothing at this size.{effort()}"
    )  # fmt: skip


def _held_out_in_short() -> str:
    found = read_hindcast()
    if found is None:
        return "No hindcast is shipped."
    lost = found.limit()
    return lost or "On years it has not seen the model beats every naive forecast."


def _again() -> str:
    rows = [(code(command), writes) for command, writes in COMMANDS]
    return table(("command", "writes"), rows)
